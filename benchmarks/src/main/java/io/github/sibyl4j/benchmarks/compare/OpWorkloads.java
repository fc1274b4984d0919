package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Fourier;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.nn.Gru;
import io.github.sibyl4j.tensor.nn.Lstm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Single operations: products, and what is done to a million values (1000 rows of 1000). */
final class OpWorkloads {
    private static final int SIDE = 1000;
    private static final double MILLION = SIDE * SIDE;
    private static final double FLOATS = MILLION * Float.BYTES;

    private OpWorkloads() {}

    private static Parameter uniform(long seed, int... shape) {
        return Parameter.of(Tensor.uniform(new Seed(seed), shape).toArray(), shape);
    }

    private static Runnable forward(Runnable work) {
        return () -> {
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                work.run();
            }
        };
    }

    static List<Workload> all() {
        List<Workload> rows = new ArrayList<>();
        rows.add(product("gemm 1024x1024x1024", 1024, 1024, 1024));
        rows.add(product("gemm 13248x64x64", 13248, 64, 64));
        add(rows, "add", 1, x -> x.add(x));
        add(rows, "exp", 8, Tensor::exp);
        add(rows, "tanh", 20, Tensor::tanh);
        add(rows, "sigmoid", 12, Tensor::sigmoid);
        add(rows, "gelu", 20, Tensor::gelu);
        add(rows, "softmax", 12, x -> x.softmax(-1));
        Parameter gain = uniform(2, SIDE);
        Parameter bias = uniform(3, SIDE);
        add(rows, "layernorm", 8, x -> x.layerNorm(gain, bias, 1e-5f));
        rows.add(new Workload("sum last axis", MILLION, FLOATS, 20, false, () -> {
            Tensor x = uniform(1, SIDE, SIDE).detach();
            return forward(() -> x.sum(1, false));
        }));
        rows.add(new Workload("sum first axis", MILLION, FLOATS, 20, false, () -> {
            Tensor x = uniform(1, SIDE, SIDE).detach();
            return forward(() -> x.sum(0, false));
        }));
        rows.add(new Workload("adam", 12 * MILLION, 7 * FLOATS, 20, true, () -> {
            // The optimiser's kernel, because its step would clear the gradient, which the peer keeps too.
            Tensor p = uniform(1, SIDE, SIDE);
            Tensor g = uniform(2, SIDE, SIDE);
            Tensor m = Tensor.zeros(SIDE, SIDE);
            Tensor v = Tensor.zeros(SIDE, SIDE);
            Backend.AdamStep step = new Backend.AdamStep(1e-3f, 0.9f, 0.999f, 1e-8f, 1, 1, 0, 1);
            return () -> Backends.current().adam(p.buffer(), g.buffer(), m.buffer(), v.buffer(), step);
        }));
        double sequences = 64 * 64;
        rows.add(new Workload(
                "long convolution 64x360x64 train",
                sequences / 2 * 5 * 5 * 768 * Math.log(768) / Math.log(2),
                4.0 * sequences * 360 * Float.BYTES,
                3,
                true,
                () -> {
                    Parameter u = uniform(1, 64, 360, 64);
                    Parameter causal = uniform(2, 360, 64);
                    Parameter anticausal = uniform(3, 360, 64);
                    return train(() -> Fourier.convolve(u, causal, anticausal), u, causal, anticausal);
                }));
        rows.add(new Workload(
                "gru 12x13248x64 train",
                3.0 * 12 * 13248 * 2 * 64 * 192 * 2,
                4.0 * 12 * 13248 * 64 * Float.BYTES,
                2,
                true,
                () -> {
                    Parameter x = uniform(1, 64, 12, 207, 64);
                    Gru gru = new Gru(64, 64, new Seed(2));
                    List<Parameter> all = new ArrayList<>(gru.parameters());
                    all.add(x);
                    return train(() -> gru.forward(x), all.toArray(Parameter[]::new));
                }));
        rows.add(new Workload(
                "lstm 12x13248x64 train",
                3.0 * 12 * 13248 * 2 * 64 * 256 * 2,
                4.0 * 12 * 13248 * 64 * Float.BYTES,
                2,
                true,
                () -> {
                    Parameter x = uniform(1, 64, 12, 207, 64);
                    Lstm lstm = new Lstm(64, 64, new Seed(2));
                    List<Parameter> all = new ArrayList<>(lstm.parameters());
                    all.add(x);
                    return train(() -> lstm.forward(x), all.toArray(Parameter[]::new));
                }));
        return rows;
    }

    private static Workload product(String name, int m, int n, int k) {
        double bytes = ((double) m * k + (double) k * n + (double) m * n) * Float.BYTES;
        return new Workload(name, 2.0 * m * n * k, bytes, 10, false, () -> {
            Tensor a = uniform(1, m, k).detach();
            Tensor b = uniform(2, k, n).detach();
            return forward(() -> a.matmul(b));
        });
    }

    /** A function of a million values, alone and with its gradient (of a given one, not of a sum). */
    private static void add(List<Workload> rows, String name, double flops, UnaryOperator<Tensor> function) {
        rows.add(new Workload(name, flops * MILLION, 2 * FLOATS, 20, false, () -> {
            Tensor x = uniform(1, SIDE, SIDE).detach();
            return forward(() -> function.apply(x));
        }));
        rows.add(new Workload(name + " train", 2.5 * flops * MILLION, 5 * FLOATS, 10, true, () -> {
            Parameter x = uniform(1, SIDE, SIDE);
            return train(() -> function.apply(x), x);
        }));
    }

    /** Forward, and backward from the sum of the results. */
    static Runnable train(java.util.function.Supplier<Tensor> work, Parameter... parameters) {
        return () -> {
            try (Scope scope = Scope.open()) {
                work.get().sum().backward();
                for (Parameter parameter : parameters) {
                    parameter.clearGradient();
                }
            }
        };
    }
}
