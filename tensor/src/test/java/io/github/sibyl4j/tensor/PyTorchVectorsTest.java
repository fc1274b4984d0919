package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.io.Safetensors;
import io.github.sibyl4j.tensor.nn.BatchNorm;
import io.github.sibyl4j.tensor.nn.CausalConv1d;
import io.github.sibyl4j.tensor.nn.MultiHeadAttention;
import io.github.sibyl4j.tensor.optim.Adam;
import io.github.sibyl4j.tensor.optim.Optimizer;
import io.github.sibyl4j.tensor.optim.Sgd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values and gradients of every operation against PyTorch's in float64, from {@code op-vectors.safetensors}, which
 * {@code benchmarks/peers/op_vectors.py} writes.
 */
class PyTorchVectorsTest {
    /** Relative to the largest value of a result; what differs is rounding in float32. */
    private static final double TOLERANCE = 4e-6;

    /** Functions whose float32 form loses more: sums of many terms, logarithms of sums, small differences. */
    private static final Map<String, Double> WIDER = Map.of(
            "logGamma", 1e-5,
            "pow", 1e-5,
            "studentT", 2e-5,
            "batchNorm", 1e-5,
            "layerNorm", 1e-5);

    private static final Map<String, Tensor> VECTORS = vectors();
    private static final Map<String, Function<Tensor[], Tensor>> OPERATIONS = new LinkedHashMap<>();
    private static final Segments SEGMENTS = Segments.of(new int[] {2, 0, 2, 0, 2, 4}, 5);
    private static final SparseMatrix MATRIX =
            SparseMatrix.fromCoordinates(3, 4, new int[] {0, 0, 2, 2, 2}, new int[] {1, 3, 0, 1, 1}, new float[5]);

    private static void unary(String name, Function<Tensor, Tensor> operation) {
        OPERATIONS.put(name, x -> operation.apply(x[0]));
    }

    static {
        unary("neg", Tensor::neg);
        unary("abs", Tensor::abs);
        unary("square", Tensor::square);
        unary("sqrt", Tensor::sqrt);
        unary("exp", Tensor::exp);
        unary("log", Tensor::log);
        unary("relu", Tensor::relu);
        unary("leakyRelu", x -> x.leakyRelu(0.2f));
        unary("elu", Tensor::elu);
        unary("sigmoid", Tensor::sigmoid);
        unary("tanh", Tensor::tanh);
        unary("gelu", Tensor::gelu);
        unary("silu", Tensor::silu);
        unary("softplus", Tensor::softplus);
        unary("sin", Tensor::sin);
        unary("cos", Tensor::cos);
        unary("logGamma", Tensor::logGamma);
        unary("pow", x -> x.pow(1.7f));
        unary("clamp", x -> x.clamp(-0.5f, 1));
        unary("scale", x -> x.mul(-2.5f));
        unary("shift", x -> x.add(3));
        OPERATIONS.put("add", x -> x[0].add(x[1]));
        OPERATIONS.put("sub", x -> x[0].sub(x[1]));
        OPERATIONS.put("mul", x -> x[0].mul(x[1]));
        OPERATIONS.put("div", x -> x[0].div(x[1]));
        OPERATIONS.put("maximum", x -> x[0].maximum(x[1]));
        OPERATIONS.put("minimum", x -> x[0].minimum(x[1]));
        OPERATIONS.put("where", x -> Tensor.where(x[0].greater(x[1]), x[0].mul(2), x[1].mul(3)));
        unary(
                "ofViews",
                x -> x.slice(0, 1, 3)
                        .permute(2, 0, 1)
                        .sigmoid()
                        .mul(x.slice(0, 0, 2).permute(2, 0, 1)));
        unary(
                "reshapePermuteSlice",
                x -> x.reshape(6, 10).transpose().slice(0, 2, 7).slice(1, 1, 4).square());
        Map<String, int[]> axes = Map.of(
                "Last", new int[] {-1},
                "First", new int[] {0},
                "Middle", new int[] {1},
                "Outer", new int[] {0, 2},
                "All", new int[] {0, 1, 2});
        axes.forEach((name, over) -> {
            unary("sum" + name, x -> x.sum(over, false));
            unary("mean" + name, x -> x.mean(over, true));
            unary("logSumExp" + name, x -> x.logSumExp(over, false));
            unary("max" + name, x -> x.max(over, false));
            unary("min" + name, x -> x.min(over, false));
        });
        unary("prodMiddle", x -> x.prod(1, false));
        unary("prodLast", x -> x.prod(-1, false));
        unary("softmaxLast", x -> x.softmax(-1));
        unary("softmaxFirst", x -> x.softmax(0));
        unary("logSoftmaxLast", x -> x.logSoftmax(-1));
        OPERATIONS.put("layerNorm", x -> x[0].layerNorm(x[1], x[2], 1e-5f));
        unary("batchNorm", x -> new BatchNorm(x.size(-1)).forwardTraining(x));
        OPERATIONS.put("matmul", x -> x[0].matmul(x[1]));
        OPERATIONS.put("matmulTransposedRight", x -> x[0].matmul(x[1], false, true));
        OPERATIONS.put("matmulTransposedLeft", x -> x[0].matmul(x[1], true, false));
        OPERATIONS.put("linear", x -> x[0].linear(x[1], x[2]));
        OPERATIONS.put("bilinear", x -> x[0].bilinear(x[1], x[2]));
        OPERATIONS.put("bilinearFacets", x -> x[0].bilinear(x[1], x[2]));
        OPERATIONS.put("concat", x -> Tensor.concat(1, x[0], x[1], x[0]));
        OPERATIONS.put("stack", x -> Tensor.stack(1, x[0], x[1]));
        unary("pad", x -> x.pad(1, 2, 1, 3));
        unary("expand", x -> x.expand(4, 3, 5));
        unary("gather", x -> x.gather(2, 0, 2, 0, 2, 4));
        unary("segmentSum", SEGMENTS::sum);
        unary("segmentMean", SEGMENTS::mean);
        unary("segmentMax", SEGMENTS::max);
        unary("segmentMin", SEGMENTS::min);
        unary("segmentProd", SEGMENTS::prod);
        unary("segmentSoftmax", SEGMENTS::softmax);
        OPERATIONS.put("sparse", x -> MATRIX.times(x[0], x[1]));
        OPERATIONS.put("sparseHeads", x -> MATRIX.times(x[0], x[1]));
        unary("rfftRe", x -> Fourier.rfft(x, 1).re());
        unary("rfftIm", x -> Fourier.rfft(x, 1).im());
        OPERATIONS.put("irfft", x -> Fourier.irfft(new Fourier.Complex(x[0], x[1]), 12, 1));
        OPERATIONS.put("irfftOdd", x -> Fourier.irfft(new Fourier.Complex(x[0], x[1]), 9, 1));
        OPERATIONS.put("convolve", x -> Fourier.convolve(x[0], x[1], x[2]));
        unary("l1", p -> Losses.meanAbsoluteError(p, target(), mask()));
        unary("mse", p -> Losses.meanSquaredError(p, target(), mask()));
        unary("huber", p -> Losses.huber(p, target(), mask(), 0.7f));
        unary("bce", p -> Losses.binaryCrossEntropyWithLogits(p, target().sigmoid(), mask()));
        unary("crossEntropy", p -> Losses.crossEntropy(p, new int[] {2, 0, 1}, null));
        OPERATIONS.put("gaussian", x -> Losses.gaussianNegativeLogLikelihood(x[0], x[1], target(), mask()));
        OPERATIONS.put("studentT", x -> Losses.studentTNegativeLogLikelihood(x[0], x[1], x[2], target(), mask()));
        OPERATIONS.put("margin", x -> Losses.margin(x[0], x[1], mask(), 1));
    }

    private static Tensor target() {
        return VECTORS.get("target");
    }

    private static Tensor mask() {
        return VECTORS.get("mask");
    }

    private static Map<String, Tensor> vectors() {
        try {
            return Safetensors.read(Path.of("src/test/resources/op-vectors.safetensors"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final List<String> MODULES = List.of("conv1dDilated", "attention");

    static Stream<String> cases() {
        return new TreeSet<>(VECTORS.keySet())
                .stream()
                        .filter(key -> key.endsWith("/out"))
                        .map(key -> key.substring(0, key.length() - 4))
                        .filter(name -> !MODULES.contains(name.substring(0, name.indexOf('/'))));
    }

    private static List<Parameter> inputs(String name) {
        List<Parameter> inputs = new ArrayList<>();
        for (int i = 0; VECTORS.containsKey(name + "/in" + i); i++) {
            Tensor input = VECTORS.get(name + "/in" + i);
            inputs.add(Parameter.of(input.toArray(), input.shape()));
        }
        return inputs;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void anOperation(String name) {
        String operation = name.substring(0, name.indexOf('/'));
        List<Parameter> inputs = inputs(name);
        double tolerance = WIDER.getOrDefault(operation, TOLERANCE);
        try (Scope scope = Scope.open()) {
            Tensor out = OPERATIONS.get(operation).apply(inputs.toArray(new Tensor[0]));
            assertClose("value", VECTORS.get(name + "/out"), out, tolerance);
            out.mul(VECTORS.get(name + "/w")).sum().backward();
        }
        for (int i = 0; i < inputs.size(); i++) {
            assertClose(
                    "gradient " + i,
                    VECTORS.get(name + "/grad" + i),
                    inputs.get(i).gradient(),
                    tolerance);
        }
    }

    private static void assertClose(String what, Tensor expected, Tensor actual, double tolerance) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        float[] values = expected.toArray();
        double scale = 1;
        for (float value : values) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertArrayEquals(values, actual.toArray(), (float) (tolerance * scale), what);
    }

    @Test
    void everyOperationIsCompared() {
        TreeSet<String> names = new TreeSet<>();
        cases().forEach(name -> names.add(name.substring(0, name.indexOf('/'))));
        assertEquals(names, new TreeSet<>(OPERATIONS.keySet()));
    }

    @Test
    void aCausalConvolution() {
        List<Parameter> in = inputs("conv1dDilated/0");
        CausalConv1d conv = new CausalConv1d(3, 5, 3, 2, true, new Seed(1));
        conv.load(Map.of("weight", in.get(1), "bias", in.get(2)));
        compareModule("conv1dDilated/0", conv.forward(in.get(0)), in.get(0), new ArrayList<>(conv.parameters()));
    }

    private static void compareModule(String name, Tensor out, Parameter x, List<Parameter> learned) {
        assertClose("value", VECTORS.get(name + "/out"), out, TOLERANCE);
        out.mul(VECTORS.get(name + "/w")).sum().backward();
        assertClose("input", VECTORS.get(name + "/grad0"), x.gradient(), TOLERANCE);
        for (int i = 0; i < learned.size(); i++) {
            Tensor expected = VECTORS.get(name + "/grad" + (i + 1));
            if (expected != null
                    && Arrays.equals(expected.shape(), learned.get(i).shape())) {
                assertClose("parameter " + i, expected, learned.get(i).gradient(), TOLERANCE);
            }
        }
    }

    @Test
    void attention() {
        List<Parameter> in = inputs("attention/0");
        MultiHeadAttention attention = new MultiHeadAttention(8, 2, new Seed(1));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        String[] parts = {"query", "key", "value"};
        for (int i = 0; i < 3; i++) {
            weights.put(parts[i] + ".weight", in.get(1).detach().slice(0, 8 * i, 8 * i + 8));
            weights.put(parts[i] + ".bias", in.get(2).detach().slice(0, 8 * i, 8 * i + 8));
        }
        weights.put("out.weight", in.get(3));
        weights.put("out.bias", in.get(4));
        attention.load(weights);
        float[] allowed = new float[25];
        for (int i = 0; i < 25; i++) {
            allowed[i] = i % 5 <= i / 5 ? 1 : 0;
        }
        Tensor out = attention.forward(in.get(0), in.get(0), Tensor.of(allowed, 5, 5));
        compareModule("attention/0", out, in.get(0), List.of());
        for (int i = 0; i < 3; i++) {
            Tensor expected = VECTORS.get("attention/0/grad1").slice(0, 8 * i, 8 * i + 8);
            Parameter weight = attention.namedParameters().get(parts[i] + ".weight");
            assertClose(parts[i], expected, weight.gradient(), TOLERANCE);
        }
    }

    static Stream<Map.Entry<String, Function<List<Parameter>, Optimizer>>> optimisers() {
        Map<String, Function<List<Parameter>, Optimizer>> all = new LinkedHashMap<>();
        all.put("sgd", Sgd::new);
        all.put("sgdMomentum", p -> new Sgd(p, 0.9, 0.05, false));
        all.put("sgdNesterov", p -> new Sgd(p, 0.8, 0, true));
        all.put("adam", Adam::new);
        all.put("adamDecay", p -> new Adam(p, new Adam.Settings(0.9, 0.999, 1e-8, 0.05, false)));
        all.put("adamW", p -> new Adam(p, Adam.Settings.decoupled(0.05)));
        return all.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void anOptimiserTakesPyTorchsPath(Map.Entry<String, Function<List<Parameter>, Optimizer>> entry) {
        Parameter p = Parameter.of(VECTORS.get("optimiser/start").toArray(), 37);
        Optimizer optimizer = entry.getValue().apply(List.of(p));
        for (int step = 0; step < 5; step++) {
            p.mul(VECTORS.get("optimiser/gradients").slice(0, step, step + 1).reshape(37))
                    .sum()
                    .backward();
            optimizer.step(0.1);
            Tensor expected = VECTORS.get("optimiser/" + entry.getKey()).slice(0, step, step + 1);
            assertClose("step " + step, expected.reshape(37), p, 2e-6);
        }
    }
}
