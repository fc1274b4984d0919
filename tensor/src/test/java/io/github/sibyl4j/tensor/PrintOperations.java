package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.nn.BatchNorm;
import io.github.sibyl4j.tensor.nn.CausalConv1d;
import io.github.sibyl4j.tensor.nn.MultiHeadAttention;
import io.github.sibyl4j.tensor.optim.Adam;
import io.github.sibyl4j.tensor.optim.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Prints what every operation gives, forward and backward, as hashes of its bits. Sizes are large enough for many tasks and
 * divide into none of them evenly.
 */
final class PrintOperations {
    private static final int ROWS = 301;
    private static final int WIDTH = 403;

    private PrintOperations() {}

    public static void main(String[] args) {
        functions();
        arithmetic();
        reductions();
        products();
        moves();
        sparse();
        sequences();
        losses();
        optimisers();
    }

    private static Parameter uniform(int... shape) {
        return Gradients.random(Arrays.hashCode(shape), 0.3, 1.6, shape);
    }

    /** Forward, and backward from a sum with weights of its own for every value. */
    private static void print(String name, Function<Tensor[], Tensor> function, Parameter... inputs) {
        List<Integer> hashes = new ArrayList<>();
        try (Scope scope = Scope.open()) {
            Tensor out = function.apply(inputs);
            hashes.add(Arrays.hashCode(out.toArray()));
            if (out.tracksGradient()) {
                out.mul(Tensor.uniform(new Seed(9), out.shape())).sum().backward();
            }
        }
        for (Parameter input : inputs) {
            hashes.add(Arrays.hashCode(input.gradient().toArray()));
            input.clearGradient();
        }
        System.out.println(name + " " + hashes);
    }

    private static void print(String name, UnaryOperator<Tensor> function) {
        print(name, x -> function.apply(x[0]), uniform(ROWS, WIDTH));
    }

    private static void functions() {
        print("neg", Tensor::neg);
        print("abs", Tensor::abs);
        print("square", Tensor::square);
        print("sqrt", Tensor::sqrt);
        print("exp", Tensor::exp);
        print("log", Tensor::log);
        print("relu", x -> x.add(-1).relu());
        print("leakyRelu", x -> x.add(-1).leakyRelu(0.2f));
        print("elu", x -> x.add(-1).elu());
        print("sigmoid", Tensor::sigmoid);
        print("tanh", Tensor::tanh);
        print("gelu", Tensor::gelu);
        print("silu", Tensor::silu);
        print("softplus", Tensor::softplus);
        print("sin", Tensor::sin);
        print("cos", Tensor::cos);
        print("logGamma", Tensor::logGamma);
        print("pow", x -> x.pow(1.7f));
        print("clamp", x -> x.clamp(0.5f, 1));
        print("dropout", x -> x.dropout(0.3, new Seed(3)));
        print("softmax", x -> x.softmax(-1));
        print("softmax of the first axis", x -> x.softmax(0));
        print("logSoftmax", x -> x.logSoftmax(-1));
        print("batchNorm", x -> new BatchNorm(WIDTH).forwardTraining(x));
        print(
                "layerNorm",
                x -> x[0].layerNorm(x[1], x[2], 1e-5f),
                uniform(ROWS, WIDTH),
                uniform(WIDTH),
                Gradients.random(4, WIDTH));
    }

    private static void arithmetic() {
        int[][] shapes = {{ROWS, WIDTH}, {WIDTH}, {ROWS, 1}, {1}};
        for (int[] right : shapes) {
            Parameter a = uniform(ROWS, WIDTH);
            Parameter b = uniform(right);
            String with = " with " + Arrays.toString(right);
            print("add" + with, x -> x[0].add(x[1]), a, b);
            print("sub" + with, x -> x[0].sub(x[1]), a, b);
            print("mul" + with, x -> x[0].mul(x[1]), a, b);
            print("div" + with, x -> x[0].div(x[1]), a, b);
            print("maximum" + with, x -> x[0].maximum(x[1]), a, b);
            print("minimum" + with, x -> x[0].minimum(x[1]), a, b);
            print("where" + with, x -> Tensor.where(x[0].greater(x[1]), x[0], x[1]), a, b);
        }
    }

    private static void reductions() {
        int[][] axes = {{0}, {1}, {2}, {0, 2}, {1, 2}, {0, 1, 2}};
        for (int[] over : axes) {
            Parameter x = uniform(41, 37, 101);
            String along = " over " + Arrays.toString(over);
            print("sum" + along, y -> y[0].sum(over, false), x);
            print("mean" + along, y -> y[0].mean(over, true), x);
            print("max" + along, y -> y[0].max(over, false), x);
            print("min" + along, y -> y[0].min(over, false), x);
            print("logSumExp" + along, y -> y[0].logSumExp(over, false), x);
            print("prod" + along, y -> y[0].prod(over, false), x);
        }
        print("sum of a long axis", x -> x[0].reshape(-1, 3).sum(0, false), uniform(ROWS, WIDTH * 3));
        print("sum of all", Tensor::sum);
        print("argmax", x -> x.mul(Tensor.scalar(x.argmax(1)[ROWS - 1])));
    }

    private static void products() {
        print("matmul", x -> x[0].matmul(x[1]), uniform(ROWS, WIDTH), uniform(WIDTH, 83));
        print("matmul, tall", x -> x[0].matmul(x[1], true, false), uniform(3001, 35), uniform(3001, 67));
        print("matmul, right transposed", x -> x[0].matmul(x[1], false, true), uniform(ROWS, 130), uniform(257, 130));
        print("matmul, batch", x -> x[0].matmul(x[1]), uniform(29, 40, 30), uniform(29, 30, 50));
        print("matmul, one right matrix", x -> x[0].matmul(x[1]), uniform(29, 40, 30), uniform(30, 50));
        print(
                "linear, elu",
                x -> x[0].linear(x[1], x[2], Activation.ELU),
                uniform(7, ROWS, 64),
                uniform(64, 64),
                uniform(64));
        print("wide linear", x -> x[0].linear(x[1], x[2]), uniform(ROWS, WIDTH), uniform(201, WIDTH), uniform(201));
        print("linear", x -> x[0].linear(x[1], x[2]), uniform(7, ROWS, 64), uniform(65, 64), uniform(65));
        print("bilinear", x -> x[0].bilinear(x[1], x[2]), uniform(ROWS, 20), uniform(5, 20, 30), uniform(ROWS, 30));
    }

    private static void moves() {
        print("permute", x -> x[0].permute(2, 0, 1), uniform(41, 37, 101));
        print("transpose", Tensor::transpose);
        print("slice", x -> x.slice(1, 3, WIDTH - 2));
        print("concat", x -> Tensor.concat(1, x, x, x));
        print("stack", x -> Tensor.stack(1, x, x));
        print("pad", x -> x.pad(1, 3, 2, 5));
        print("expand", x -> x[0].expand(7, 41, 37, 101), uniform(41, 1, 101));
        int[] index = IntStream.range(0, 2 * ROWS).map(i -> i * 7 % ROWS).toArray();
        print("gather", x -> x.gather(index));
        print("pick", x -> x.pick(IntStream.range(0, ROWS).map(i -> i % WIDTH).toArray()));
    }

    private static void sparse() {
        int entries = 9_000;
        int[] row = IntStream.range(0, entries).map(i -> i * 31 % 701).toArray();
        int[] column = IntStream.range(0, entries).map(i -> i * 17 % 503).toArray();
        float[] values = new Seed(3).uniform(entries, 1);
        SparseMatrix matrix = SparseMatrix.fromCoordinates(701, 503, row, column, values);
        print("sparse", x -> matrix.times(x[0]), uniform(2, 503, 66));
        print("sparse, learned", x -> matrix.times(x[0], x[1]), uniform(503, 66), uniform(entries, 3));
        SparseMatrix tall = SparseMatrix.fromCoordinates(
                9_000, 50, IntStream.range(0, entries).toArray(), mod(column, 50), values);
        print("sparse, tall", x -> tall.times(x[0]), uniform(50, 66));
        for (int heads : new int[] {1, 11}) {
            print(
                    "sparse attention, heads " + heads,
                    x -> matrix.attention(x[0], x[1], x[2], 0.2f),
                    uniform(503, 66),
                    uniform(503, heads),
                    uniform(701, heads));
        }
        Segments segments = Segments.of(row, 701);
        print("segment sum", x -> segments.sum(x[0]), uniform(entries, 37));
        print("segment mean", x -> segments.mean(x[0]), uniform(entries, 37));
        print("segment max", x -> segments.max(x[0]), uniform(entries, 37));
        print("segment min", x -> segments.min(x[0]), uniform(entries, 37));
        print("segment prod", x -> segments.prod(x[0]), uniform(entries, 37));
        print("segment softmax", x -> segments.softmax(x[0]), uniform(entries, 37));
        print("segment gather", x -> segments.gather(x[0]), uniform(701, 37));
    }

    private static int[] mod(int[] values, int size) {
        return Arrays.stream(values).map(value -> value % size).toArray();
    }

    private static void sequences() {
        int h = 35;
        int[][] sizes = {{17, 5, 31}, {1, 5, 450}};
        for (int[] size : sizes) {
            print(
                    "gru " + Arrays.toString(size),
                    x -> {
                        Recurrent.States states = Recurrent.gru(x[0], x[1], x[2], x[3], x[4], x[5]);
                        return Tensor.concat(
                                0, states.states().reshape(-1), states.last().reshape(-1));
                    },
                    uniform(size[0], size[1], size[2], 3),
                    uniform(size[0], size[2], h),
                    uniform(3 * h, 3),
                    uniform(1, 3 * h),
                    Gradients.random(1, -0.2, 0.2, 3 * h, h),
                    uniform(h));
            print(
                    "lstm " + Arrays.toString(size),
                    x -> {
                        Recurrent.LstmStates states =
                                Recurrent.lstm(x[0], new Recurrent.LstmState(x[1], x[2]), x[3], x[4], x[5]);
                        return Tensor.concat(
                                0,
                                states.states().reshape(-1),
                                states.lastCell().reshape(-1));
                    },
                    uniform(size[0], size[1], size[2], 3),
                    uniform(size[0], size[2], h),
                    Gradients.random(2, size[0], size[2], h),
                    uniform(4 * h, 3),
                    Gradients.random(1, -0.2, 0.2, 4 * h, h),
                    uniform(4 * h));
        }
        print(
                "rfft",
                x -> Tensor.concat(
                        0, Fourier.rfft(x, 1).re(), Fourier.rfft(x, 1).im()));
        print(
                "irfft",
                x -> Fourier.irfft(new Fourier.Complex(x[0], x[1]), 2 * WIDTH - 2, 1),
                uniform(ROWS, WIDTH),
                Gradients.random(8, ROWS, WIDTH));
        print(
                "convolve",
                x -> Fourier.convolve(x[0], x[1], x[2]),
                uniform(9, 90, 70),
                uniform(90, 70),
                Gradients.random(4, 90, 70));
        print(
                "s4 kernels",
                x -> StateSpace.s4Kernels(new StateSpace.Dplr(x[0], x[1], x[2], x[3], x[4], x[5]), 200),
                Gradients.random(1, -4, -2, 40),
                Gradients.random(2, -1, 0, 40, 16),
                Gradients.random(3, 1, 40, 40, 16),
                uniform(40, 16, 2),
                Gradients.random(4, 40, 16, 2),
                Gradients.random(5, 2, 40, 16, 2));
        CausalConv1d conv = new CausalConv1d(20, 30, 3, 2, true, new Seed(1));
        print("causal convolution", x -> conv.forward(x[0]), uniform(13, 60, 20));
        MultiHeadAttention attention = new MultiHeadAttention(32, 4, new Seed(1));
        print("attention", x -> attention.forward(x[0], x[0], null), uniform(13, 60, 32));
    }

    private static void losses() {
        Tensor target = Tensor.uniform(new Seed(5), ROWS, WIDTH);
        Tensor mask = target.greater(Tensor.scalar(0.2f));
        print("l1", x -> Losses.meanAbsoluteError(x, target, mask));
        print("mse", x -> Losses.meanSquaredError(x, target, mask));
        print("huber", x -> Losses.huber(x, target, mask, 0.5f));
        print("bce", x -> Losses.binaryCrossEntropyWithLogits(x, target, mask));
        int[] classes = IntStream.range(0, ROWS).map(i -> i % WIDTH).toArray();
        print("crossEntropy", x -> Losses.crossEntropy(x, classes, null));
        print("gaussian", x -> Losses.gaussianNegativeLogLikelihood(x.neg(), x, target, mask));
        print("studentT", x -> Losses.studentTNegativeLogLikelihood(x.add(2), x.neg(), x, target, mask));
        print("margin", x -> Losses.margin(x, x.square(), mask, 1));
        print("pinball", x -> Losses.pinball(x[0], target.slice(0, 0, 90), null, 0.1f, 0.9f), uniform(90, WIDTH, 2));
    }

    private static void optimisers() {
        Parameter p = uniform(ROWS, WIDTH);
        for (int step = 0; step < 3; step++) {
            p.square().sum().backward();
            (step == 1 ? new Sgd(List.of(p), 0.9, 0.05, true) : new Adam(List.of(p))).step(0.01, 5);
        }
        System.out.println("optimisers " + Arrays.hashCode(p.toArray()));
    }
}
