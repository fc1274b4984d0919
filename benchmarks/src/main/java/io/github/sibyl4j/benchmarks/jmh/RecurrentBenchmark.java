package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.nn.Gru;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A GRU of width 64 over 12 steps at 207 nodes: for a batch, and for one window as in a forecast. */
public class RecurrentBenchmark extends KernelBenchmark {
    @Param({"64", "1"})
    public int batch;

    private Gru gru;
    private Parameter x;
    private Parameter[] all;

    @Setup
    public void setUp() {
        gru = new Gru(64, 64, new Seed(2));
        x = uniform(1, batch, 12, 207, 64);
        List<Parameter> learned = new ArrayList<>(gru.parameters());
        learned.add(x);
        all = learned.toArray(Parameter[]::new);
    }

    @Benchmark
    public long gru() {
        return forward(() -> gru.forward(x));
    }

    @Benchmark
    public long gruTrain() {
        return train(() -> gru.forward(x), all);
    }
}
