package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Fourier;
import io.github.sibyl4j.tensor.Parameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Transforms and long convolutions of TSDiff's shape, 64 samples of 360 steps and 64 channels. */
public class FourierBenchmark extends KernelBenchmark {
    private Parameter u;
    private Parameter causal;
    private Parameter anticausal;

    @Setup
    public void setUp() {
        u = uniform(1, 64, 360, 64);
        causal = uniform(2, 360, 64);
        anticausal = uniform(3, 360, 64);
    }

    @Benchmark
    public long rfft() {
        return forward(() -> Fourier.rfft(u, 1).re());
    }

    @Benchmark
    public long convolution() {
        return forward(() -> Fourier.convolve(u, causal, anticausal));
    }

    @Benchmark
    public long convolutionTrain() {
        return train(() -> Fourier.convolve(u, causal, anticausal), u, causal, anticausal);
    }
}
