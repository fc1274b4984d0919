package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Parameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Work on a thousand rows of a thousand values. */
public class RowBenchmark extends KernelBenchmark {
    private Parameter x;
    private Parameter gain;
    private Parameter bias;

    @Setup
    public void setUp() {
        x = uniform(1, SIDE, SIDE);
        gain = uniform(2, SIDE);
        bias = uniform(3, SIDE);
    }

    @Benchmark
    public long softmax() {
        return forward(() -> x.softmax(-1));
    }

    @Benchmark
    public long softmaxTrain() {
        return train(() -> x.softmax(-1), x);
    }

    @Benchmark
    public long layerNorm() {
        return forward(() -> x.layerNorm(gain, bias, 1e-5f));
    }

    @Benchmark
    public long layerNormTrain() {
        return train(() -> x.layerNorm(gain, bias, 1e-5f), x, gain, bias);
    }

    @Benchmark
    public long sumOfRows() {
        return forward(() -> x.sum(1, false));
    }

    @Benchmark
    public long sumOfColumns() {
        return forward(() -> x.sum(0, false));
    }
}
