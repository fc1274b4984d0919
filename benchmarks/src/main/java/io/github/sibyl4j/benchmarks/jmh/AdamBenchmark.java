package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** A step of Adam on a million values. */
public class AdamBenchmark extends KernelBenchmark {
    private Adam adam;

    @Setup
    public void setUp() {
        Parameter p = uniform(1, SIDE, SIDE);
        p.mul(uniform(2, SIDE, SIDE)).sum().backward();
        adam = new Adam(List.of(p));
    }

    @Benchmark
    public void step() {
        adam.step(1e-3);
    }
}
