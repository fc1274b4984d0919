package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.Gradients.check;
import static io.github.sibyl4j.tensor.Gradients.random;

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

    @Test
    void ofMatrixProducts() {
        check(x -> x[0].matmul(x[1]), random(1, 5, 7), random(2, 7, 3));
        check(x -> x[0].matmul(x[1]), random(1, 2, 3, 7), random(2, 7, 4));
        check(x -> x[0].matmul(x[1]), random(1, 3, 4, 5), random(2, 3, 5, 2));
        check(x -> x[0].linear(x[1], x[2]), random(1, 2, 3, 5), random(2, 4, 5), random(3, 4));
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
}
