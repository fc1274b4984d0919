package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.Gradients.check;
import static io.github.sibyl4j.tensor.Gradients.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every differentiable operation against numeric differences. Sizes are not multiples of a vector on purpose. */
class GradientTest {

    static Stream<Arguments> functions() {
        return Stream.of(
                function("neg", -1, 1, Tensor::neg),
                function("abs", 0.2, 2, Tensor::abs),
                function("abs of negatives", -2, -0.2, Tensor::abs),
                function("square", -1, 1, Tensor::square),
                function("sqrt", 0.5, 2, Tensor::sqrt),
                function("exp", -1, 1, Tensor::exp),
                function("log", 0.5, 2, Tensor::log),
                function("relu", 0.1, 1, Tensor::relu),
                function("relu of negatives", -1, -0.1, Tensor::relu),
                function("leakyRelu", -1, -0.1, x -> x.leakyRelu(0.2f)),
                function("elu", 0.1, 1, Tensor::elu),
                function("elu of negatives", -2, -0.1, Tensor::elu),
                function("sigmoid", -3, 3, Tensor::sigmoid),
                function("tanh", -2, 2, Tensor::tanh),
                function("gelu", -3, 3, Tensor::gelu),
                function("silu", -3, 3, Tensor::silu),
                function("softplus", -3, 3, Tensor::softplus),
                function("sin", -3, 3, Tensor::sin),
                function("cos", -3, 3, Tensor::cos),
                function("logGamma", 0.7, 4, Tensor::logGamma),
                function("pow", 0.5, 2, x -> x.pow(1.7f)),
                function("clamp", -0.7, 0.7, x -> x.clamp(-0.75f, 0.75f)),
                function("clamp of what lies below", -3, -1, x -> x.clamp(-0.9f, 0.75f)),
                function("softmax", -2, 2, x -> x.softmax(-1)),
                function("softmax of the first axis", -2, 2, x -> x.softmax(0)),
                function("logSoftmax", -2, 2, x -> x.logSoftmax(1)),
                function("logSumExp", -2, 2, x -> x.logSumExp(1, false)),
                function("logSumExp of the first axis", -2, 2, x -> x.logSumExp(0, true)),
                function("prod", 0.5, 1.5, x -> x.prod(1, false)),
                function("prod of the first axis", -1, 1, x -> x.prod(0, false)),
                function("pad", -1, 1, x -> x.pad(0, 2, 1, 3).square()),
                function("stack", -1, 1, x -> Tensor.stack(1, x, x.square())),
                function(
                        "expand",
                        -1,
                        1,
                        x -> x.reshape(3, 1, 21).expand(2, 3, 4, 21).square()),
                function("scale", -1, 1, x -> x.mul(-2.5f)),
                function("shift", -1, 1, x -> x.add(3)),
                function("sum of all", -1, 1, Tensor::sum),
                function("mean of all", -1, 1, Tensor::mean),
                function("reshape", -1, 1, x -> x.reshape(-1).square()));
    }

    private static Arguments function(String name, double low, double high, UnaryOperator<Tensor> function) {
        return Arguments.of(name, low, high, function);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void ofAFunctionOfOneArgument(String name, double low, double high, UnaryOperator<Tensor> function) {
        check(x -> function.apply(x[0]), random(1, low, high, 3, 21));
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(new int[] {3, 19}, new int[] {3, 19}),
                Arguments.of(new int[] {3, 19}, new int[] {19}),
                Arguments.of(new int[] {19}, new int[] {3, 19}),
                Arguments.of(new int[] {3, 19}, new int[] {3, 1}),
                Arguments.of(new int[] {3, 1}, new int[] {1, 17}),
                Arguments.of(new int[] {2, 3, 5}, new int[] {3, 1}),
                Arguments.of(new int[] {2, 1, 4}, new int[] {2, 3, 1}),
                Arguments.of(new int[] {4}, new int[] {}),
                Arguments.of(new int[] {2, 3, 5}, new int[] {1, 3, 5}));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void ofArithmeticWithBroadcasting(int[] left, int[] right) {
        Parameter a = random(1, left);
        Parameter b = random(2, 0.5, 2, right);
        check(x -> x[0].add(x[1]), a, b);
        check(x -> x[0].sub(x[1]), a, b);
        check(x -> x[0].mul(x[1]), a, b);
        check(x -> x[0].div(x[1]), a, b);
    }

    @Test
    void ofMaximumAndMinimum() {
        Parameter a = Parameter.of(new float[] {1, 2, 3, -1}, 4);
        Parameter b = Parameter.of(new float[] {2, 1, -3, 1}, 4);
        check(x -> x[0].maximum(x[1]), a, b);
        check(x -> x[0].minimum(x[1]), a, b);
    }

    @Test
    void ofAValueThatIsUsedSeveralTimes() {
        check(x -> x[0].mul(x[0]).add(x[0].sigmoid()).add(x[0]).add(x[0]), random(3, 5, 7));
    }

    /** As those of a layer and a function after it, also where others use the layer's input and result. */
    @Test
    void ofDenseLayersWithAnActivation() {
        for (Activation f : Activation.values()) {
            Parameter[] p = {random(1, 300, 7, 4), random(2, 4, 4), random(3, 4)};
            float[][] expected = dense(p, (x, bias) -> applied(f, x.linear(p[1], bias)));
            float[][] found = dense(p, (x, bias) -> x.linear(p[1], bias, f));
            for (int i = 0; i < expected.length; i++) {
                float largest = 1;
                for (float value : expected[i]) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertArrayEquals(expected[i], found[i], 1e-5f * largest, f + " " + i);
            }
        }
    }

    private static float[][] dense(Parameter[] p, BinaryOperator<Tensor> layer) {
        for (Parameter parameter : p) {
            parameter.clearGradient();
        }
        try (Scope scope = Scope.open()) {
            Tensor input = p[0].sin();
            Tensor hidden = layer.apply(input, p[2]);
            Tensor out = layer.apply(hidden, null).add(hidden).mul(input);
            out.square().sum().backward();
            return new float[][] {
                out.toArray(),
                p[0].gradient().toArray(),
                p[1].gradient().toArray(),
                p[2].gradient().toArray()
            };
        }
    }

    private static Tensor applied(Activation f, Tensor x) {
        switch (f) {
            case RELU:
                return x.relu();
            case ELU:
                return x.elu();
            case SIGMOID:
                return x.sigmoid();
            case TANH:
                return x.tanh();
            default:
                return x;
        }
    }

    @Test
    void ofMatrixProducts() {
        check(x -> x[0].matmul(x[1]), random(1, 5, 7), random(2, 7, 3));
        check(x -> x[0].matmul(x[1]), random(1, 2, 3, 7), random(2, 7, 4));
        check(x -> x[0].matmul(x[1]), random(1, 3, 4, 5), random(2, 3, 5, 2));
        check(x -> x[0].linear(x[1], x[2]), random(1, 2, 3, 5), random(2, 4, 5), random(3, 4));
        check(x -> x[0].linear(x[1], null), random(1, 5), random(2, 4, 5));
    }

    @Test
    void ofASumOverEachAxis() {
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            check(x -> x[0].sum(along, false).square(), random(1, 3, 4, 5));
            check(x -> x[0].mean(along, true).square(), random(1, 3, 4, 5));
        }
    }

    @Test
    void ofMovesOfValues() {
        check(x -> x[0].permute(2, 0, 1).square(), random(1, 3, 4, 5));
        check(x -> x[0].transpose().square(), random(1, 3, 4, 5));
        check(x -> x[0].slice(0, 1, 3).square(), random(1, 3, 4, 5));
        check(x -> x[0].slice(-1, 1, 4).square(), random(1, 3, 4, 5));
        check(x -> Tensor.concat(1, x[0], x[1], x[0]).square(), random(1, 3, 4, 5), random(2, 3, 2, 5));
        check(x -> x[0].gather(2, 0, 2, 2).square(), random(1, 3, 5));
    }

    @Test
    void ofASliceBesideTheWhole() {
        check(
                x -> {
                    Tensor whole = x[0].square();
                    return whole.matmul(whole.slice(0, 1, 3), false, true);
                },
                random(1, 5, 4));
        check(
                x -> {
                    Tensor whole = x[0].square();
                    Tensor other = x[1].square();
                    Tensor part = whole.slice(0, 1, 3);
                    return whole.add(other).matmul(part, false, true);
                },
                random(1, 5, 4),
                random(2, 5, 4));
    }

    @Test
    void ofATallSparseProduct() {
        int rows = 40;
        int[] row = new int[3 * rows];
        int[] column = new int[row.length];
        float[] values = new Seed(3).uniform(row.length, 1);
        for (int e = 0; e < row.length; e++) {
            row[e] = e / 3;
            column[e] = e * 7 % 5;
        }
        SparseMatrix matrix = SparseMatrix.fromCoordinates(rows, 5, row, column, values);
        check(x -> matrix.times(x[0]), random(1, 5, 70));
        check(x -> matrix.times(x[0]), random(1, 2, 5, 3));
    }

    @Test
    void ofReductionsOverSeveralAxes() {
        int[][] choices = {{0, 1}, {1, 2}, {0, 2}, {0, 1, 2}, {-1}, {}};
        for (int[] axes : choices) {
            check(x -> x[0].sum(axes, false).square(), random(1, 3, 4, 5));
            check(x -> x[0].mean(axes, true).square(), random(1, 3, 4, 5));
            check(x -> x[0].prod(axes, true), random(1, 0.7, 1.3, 3, 2, 5));
            check(x -> x[0].logSumExp(axes, false), random(1, 3, 4, 5));
        }
    }

    @Test
    void ofExtremes() {
        Parameter x = Parameter.of(new float[] {1, 5, 2, 9, -3, 4, 7, 0, 8, 3, -2, 6}, 2, 3, 2);
        check(y -> y[0].max(1, false).square(), x);
        check(y -> y[0].min(new int[] {0, 2}, true).square(), x);
        check(y -> y[0].max(new int[] {0, 1, 2}, false), x);
    }

    @Test
    void ofAProductWithZeros() {
        check(x -> x[0].prod(1, false), Parameter.of(new float[] {0, 2, 3, 0, 0, 5}, 2, 3));
    }

    @Test
    void ofLayerNormalisation() {
        check(x -> x[0].layerNorm(x[1], x[2], 1e-5f), random(1, 4, 19), random(2, 19), random(3, 19));
        check(x -> x[0].layerNorm(x[1], x[2], 1e-5f), random(1, 2, 3, 5), random(2, 5), random(3, 5));
    }

    @Test
    void ofAChoice() {
        Tensor condition = Tensor.of(new float[] {1, 0, 1}, 3, 1);
        check(x -> Tensor.where(condition, x[0], x[1]).square(), random(1, 3, 19), random(2, 19));
    }

    @Test
    void ofMatrixProductsWithTransposedOperands() {
        check(x -> x[0].matmul(x[1], true, false), random(1, 3, 5, 4), random(2, 3, 5, 2));
        check(x -> x[0].matmul(x[1], false, true), random(1, 3, 4, 5), random(2, 3, 2, 5));
        check(x -> x[0].matmul(x[1], true, true), random(1, 3, 5, 4), random(2, 3, 2, 5));
        check(x -> x[0].matmul(x[1], true, false), random(1, 5, 4), random(2, 5, 2));
        check(x -> x[0].matmul(x[1]), random(1, 2, 1, 4, 5), random(2, 3, 5, 2));
        check(x -> x[0].matmul(x[1]), random(1, 4, 5), random(2, 3, 5, 2));
    }

    @Test
    void ofBilinearForms() {
        check(x -> x[0].bilinear(x[1], x[2]), random(1, 3, 4), random(2, 2, 4, 5), random(3, 3, 5));
        check(x -> x[0].bilinear(x[1], x[2]), random(1, 3, 2, 4), random(2, 2, 3, 4, 5), random(3, 3, 2, 5));
    }

    @Test
    void ofSegments() {
        Segments segments = Segments.of(new int[] {2, 0, 2, 0, 2, 4}, 5);
        check(x -> segments.sum(x[0]).square(), random(1, 6, 19));
        check(x -> segments.mean(x[0]).square(), random(1, 6, 2, 3));
        check(x -> segments.prod(x[0]), random(1, 6, 19));
        check(x -> segments.softmax(x[0]), random(1, 6, 19));
        check(x -> segments.softmax(x[0]), random(1, 6));
        check(x -> segments.gather(x[0]).square(), random(1, 5, 19));
        Parameter distinct = Parameter.of(new float[] {1, 9, 2, 8, 3, 7, 4, 6, -5, 5, 0, 10}, 6, 2);
        check(x -> segments.max(x[0]).square(), distinct);
        check(x -> segments.min(x[0]).square(), distinct);
    }

    @Test
    void ofASparseProductWithLearnedWeights() {
        SparseMatrix matrix =
                SparseMatrix.fromCoordinates(3, 4, new int[] {0, 0, 2, 2, 2}, new int[] {1, 3, 0, 1, 1}, new float[5]);
        check(x -> matrix.times(x[0], x[1]), random(1, 4, 19), random(2, 5));
        check(x -> matrix.times(x[0], x[1]), random(1, 2, 4, 38), random(2, 5, 2));
        check(x -> matrix.times(x[0], x[1]), random(1, 4, 6), random(2, 5, 3));
    }

    @Test
    void ofLosses() {
        Tensor target = random(5, 2, 19).detach();
        float[] mask = new float[38];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 3 == 0 ? 0 : 1;
        }
        for (Tensor observed : new Tensor[] {null, Tensor.of(mask, 2, 19)}) {
            Parameter p = random(6, 2, 19);
            Parameter positive = random(7, 0.5, 2, 2, 19);
            Parameter freedom = random(8, 3.0, 6.0, 2, 19);
            check(x -> Losses.meanSquaredError(x[0], target, observed), p);
            check(x -> Losses.huber(x[0], target, observed, 100), p);
            check(x -> Losses.huber(x[0].add(5), target, observed, 0.5f), p);
            check(x -> Losses.binaryCrossEntropyWithLogits(x[0], target.sigmoid(), observed), p);
            check(x -> Losses.gaussianNegativeLogLikelihood(x[0], x[1], target, observed), p, positive);
            check(x -> Losses.studentTNegativeLogLikelihood(x[0], x[1], x[2], target, observed), freedom, p, positive);
            check(x -> Losses.margin(x[0], x[1], observed, 3), p, positive);
            check(x -> Losses.pinball(x[0], target.add(3), observed, 0.1f, 0.5f, 0.9f), random(9, 2, 19, 3));
        }
        check(x -> Losses.crossEntropy(x[0], new int[] {2, 0, 1}, null), random(1, 3, 4));
        check(
                x -> Losses.crossEntropy(x[0], new int[] {2, 0, 1}, Tensor.of(new float[] {1, 0, 1}, 3)),
                random(1, 3, 4));
    }

    @Test
    void ofASparseProduct() {
        SparseMatrix matrix = SparseMatrix.fromCoordinates(
                3, 4, new int[] {0, 0, 2, 2, 2}, new int[] {1, 3, 0, 1, 1}, new float[] {0.5f, -1, 2, 3, 0.25f});
        check(x -> matrix.times(x[0]), random(1, 4, 19));
        check(x -> matrix.times(x[0]), random(1, 2, 4, 70));
    }

    @Test
    void ofTheMaskedMeanAbsoluteError() {
        Tensor target = random(5, 2, 19).detach();
        float[] mask = new float[38];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 3 == 0 ? 0 : 1;
        }
        Parameter prediction = random(6, 2.0, 3.0, 2, 19);
        check(x -> Losses.meanAbsoluteError(x[0], target, Tensor.of(mask, 2, 19)), prediction);
        check(x -> Losses.meanAbsoluteError(x[0], target, null), prediction);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 16, 19})
    void ofAGatedRecurrentUnit(int hidden) {
        int batch = 2;
        int steps = 3;
        int nodes = 3;
        int features = 2;
        check(
                x -> Recurrent.gruLastState(x[0], x[1], x[2], x[3], x[4]),
                random(1, batch, steps, nodes, features),
                random(2, 3 * hidden, features),
                random(4, nodes, 3 * hidden),
                random(5, -0.4, 0.4, 3 * hidden, hidden),
                random(6, hidden));
    }

    @Test
    void ofAGatedRecurrentUnitOverManyBlocksOfSequences() {
        int hidden = 2;
        check(
                x -> Recurrent.gruLastState(x[0], x[1], x[2], x[3], x[4]),
                random(1, 17, 2, 1, 1),
                random(2, 3 * hidden, 1),
                random(4, 1, 3 * hidden),
                random(5, 3 * hidden, hidden),
                random(6, hidden));
        check(
                x -> Recurrent.gruLastState(x[0], x[1], x[2], x[3], x[4]),
                random(1, 1, 2, 230, 1),
                random(2, 3 * hidden, 1),
                random(4, 230, 3 * hidden),
                random(5, 3 * hidden, hidden),
                random(6, hidden));
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 1", "16, 1, 3", "19, 3, 3", "32, 2, 1"})
    void ofAllStatesOfAGatedRecurrentUnit(int hidden, int steps, int biasNodes) {
        int batch = 2;
        int nodes = 3;
        int features = 2;
        check(
                x -> {
                    Recurrent.States states = Recurrent.gru(x[0], x[1], x[2], x[3], x[4], x[5]);
                    return Tensor.concat(
                            0, states.states().reshape(-1), states.last().reshape(-1));
                },
                random(1, batch, steps, nodes, features),
                random(3, batch, nodes, hidden),
                random(2, 3 * hidden, features),
                random(4, biasNodes, 3 * hidden),
                random(5, -0.4, 0.4, 3 * hidden, hidden),
                random(6, hidden));
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "9, 2", "1, 1"})
    void ofKernelsOfStateSpaces(int length, int kernels) {
        int channels = 2;
        int modes = 3;
        check(
                x -> StateSpace.s4Kernels(new StateSpace.Dplr(x[0], x[1], x[2], x[3], x[4], x[5]), length),
                random(1, -1.5, -0.7, channels),
                random(2, -0.7, 0.3, channels, modes),
                random(3, -6.0, -0.5, channels, modes),
                random(4, channels, modes, 2),
                random(5, channels, modes, 2),
                random(6, kernels, channels, modes, 2));
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 2, 3", "16, 1, 2, 3", "19, 3, 1, 2", "2, 2, 1, 230", "2, 2, 33, 1"})
    void ofALongShortTermMemory(int hidden, int steps, int batch, int nodes) {
        int features = 2;
        Parameter x = random(1, batch, steps, nodes, features);
        Parameter inputWeights = random(2, 4 * hidden, features);
        Parameter hiddenWeights = random(3, -0.4, 0.4, 4 * hidden, hidden);
        Parameter bias = random(4, 4 * hidden);
        check(y -> Recurrent.lstmLastState(y[0], null, y[1], y[2], y[3]).state(), x, inputWeights, hiddenWeights, bias);
        if (batch * nodes > 10) {
            return;
        }
        check(
                y -> {
                    Recurrent.LstmState initial = new Recurrent.LstmState(y[4], y[5]);
                    Recurrent.LstmStates states = Recurrent.lstm(y[0], initial, y[1], y[2], y[3]);
                    Tensor all = Tensor.concat(
                            0,
                            states.states().reshape(-1),
                            states.last().reshape(-1),
                            states.lastCell().reshape(-1));
                    // The cells of a state that nobody asks for, too.
                    Recurrent.LstmState last = Recurrent.lstmLastState(y[0], initial, y[1], y[2], y[3]);
                    return Tensor.concat(0, all, last.cell().reshape(-1));
                },
                x,
                inputWeights,
                hiddenWeights,
                bias,
                random(5, batch, nodes, hidden),
                random(6, batch, nodes, hidden));
    }
}
