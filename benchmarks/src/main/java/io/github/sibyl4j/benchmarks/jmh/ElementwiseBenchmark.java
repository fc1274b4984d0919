package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions of a million values, alone and with their gradient. */
public class ElementwiseBenchmark extends KernelBenchmark {
    private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = Map.of(
            "add", x -> x.add(x),
            "relu", Tensor::relu,
            "exp", Tensor::exp,
            "tanh", Tensor::tanh,
            "sigmoid", Tensor::sigmoid,
            "gelu", Tensor::gelu,
            "silu", Tensor::silu);

    @Param({"add", "relu", "exp", "tanh", "sigmoid", "gelu", "silu"})
    public String function;

    private Parameter x;
    private UnaryOperator<Tensor> work;

    @Setup
    public void setUp() {
        x = uniform(1, SIDE, SIDE);
        work = FUNCTIONS.get(function);
    }

    @Benchmark
    public long forward() {
        return forward(() -> work.apply(x));
    }

    @Benchmark
    public long train() {
        return train(() -> work.apply(x), x);
    }
}
