package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Mean milliseconds of a kernel as a program calls it: through tensors, in a scope, with the threads that Sibyl takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public abstract class KernelBenchmark {
    static final int SIDE = 1000;

    static Parameter uniform(long seed, int... shape) {
        return Parameter.of(Tensor.uniform(new Seed(seed), shape).toArray(), shape);
    }

    /** The work alone; the result is never read, which native code cannot be optimised for. */
    static long forward(Supplier<Tensor> work) {
        try (io.github.sibyl4j.tensor.Scope scope = io.github.sibyl4j.tensor.Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            return work.get().length();
        }
    }

    /** The work and its gradient. */
    static long train(Supplier<Tensor> work, Parameter... parameters) {
        try (io.github.sibyl4j.tensor.Scope scope = io.github.sibyl4j.tensor.Scope.open()) {
            Tensor sum = work.get().sum();
            sum.backward();
            for (Parameter parameter : parameters) {
                parameter.clearGradient();
            }
            return sum.length();
        }
    }
}
