package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Values against ND4J's own operations, on sizes that leave a rest after whole vectors. */
class Nd4jAgreementTest {
    private static final float TOLERANCE = 1e-5f;

    static Stream<Arguments> functions() {
        return Stream.of(
                function("neg", -9, 9, Tensor::neg, INDArray::neg),
                function("abs", -9, 9, Tensor::abs, x -> Transforms.abs(x, true)),
                function("square", -3, 3, Tensor::square, x -> x.mul(x)),
                function("sqrt", 0, 9, Tensor::sqrt, x -> Transforms.sqrt(x, true)),
                function("exp", -20, 2, Tensor::exp, x -> Transforms.exp(x, true)),
                function("log", 0.001, 9, Tensor::log, x -> Transforms.log(x, true)),
                function("relu", -3, 3, Tensor::relu, x -> Transforms.relu(x, true)),
                function("leakyRelu", -3, 3, x -> x.leakyRelu(0.2f), x -> Transforms.leakyRelu(x, 0.2, true)),
                function("elu", -20, 3, Tensor::elu, x -> Transforms.elu(x, true)),
                function("sigmoid", -40, 40, Tensor::sigmoid, x -> Transforms.sigmoid(x, true)),
                function("tanh", -12, 12, Tensor::tanh, x -> Transforms.tanh(x, true)),
                function("tanh near zero", -1e-2, 1e-2, Tensor::tanh, x -> Transforms.tanh(x, true)),
                function("mul", -3, 3, x -> x.mul(2.5f), x -> x.mul(2.5)),
                function("add", -3, 3, x -> x.add(2.5f), x -> x.add(2.5)),
                function("sum of an axis", -1, 1, x -> x.sum(0, false), x -> x.sum(0)),
                function("sum of the other axis", -1, 1, x -> x.sum(1, false), x -> x.sum(1)),
                function("mean", -1, 1, x -> x.mean(1, false), x -> x.mean(1)),
                function(
                        "transpose",
                        -1,
                        1,
                        Tensor::transpose,
                        x -> x.transpose().dup('c')));
    }

    private static Arguments function(
            String name, double low, double high, UnaryOperator<Tensor> ours, UnaryOperator<INDArray> theirs) {
        return Arguments.of(name, low, high, ours, theirs);
    }

    private static INDArray array(Tensor x) {
        return Nd4j.create(x.toArray(), x.shape(), 'c');
    }

    private static void assertAgree(INDArray expected, Tensor actual) {
        float[] values = actual.toArray();
        float[] reference = expected.dup('c').data().asFloat();
        double scale = 1;
        for (float value : reference) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertArrayEquals(reference, values, (float) (TOLERANCE * scale));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void onFunctionsOfOneArgument(
            String name, double low, double high, UnaryOperator<Tensor> ours, UnaryOperator<INDArray> theirs) {
        Tensor x = Gradients.random(7, low, high, 37, 53);
        assertAgree(theirs.apply(array(x)), ours.apply(x));
    }

    @Test
    void onArithmetic() {
        Tensor a = Gradients.random(1, -2.0, 2.0, 37, 53);
        Tensor b = Gradients.random(2, 0.5, 2.0, 37, 53);
        assertAgree(array(a).add(array(b)), a.add(b));
        assertAgree(array(a).sub(array(b)), a.sub(b));
        assertAgree(array(a).mul(array(b)), a.mul(b));
        assertAgree(array(a).div(array(b)), a.div(b));
        assertAgree(Transforms.max(array(a), array(b), true), a.maximum(b));
        assertAgree(Transforms.min(array(a), array(b), true), a.minimum(b));
    }

    @Test
    void onArithmeticWithARowAndWithAColumn() {
        Tensor a = Gradients.random(1, 37, 53);
        Tensor row = Gradients.random(2, 53);
        Tensor column = Gradients.random(3, 37, 1);
        assertAgree(array(a).addRowVector(array(row)), a.add(row));
        assertAgree(array(a).mulColumnVector(array(column)), a.mul(column));
    }

    static Stream<int[]> sizes() {
        return Stream.of(
                new int[] {1, 1, 1},
                new int[] {37, 53, 19},
                new int[] {300, 70, 200},
                new int[] {64, 3, 5000},
                new int[] {5000, 64, 64},
                new int[] {3, 700, 90});
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void onMatrixProducts(int[] size) {
        Tensor a = Gradients.random(1, size[0], size[2]);
        Tensor b = Gradients.random(2, size[2], size[1]);
        INDArray expected = array(a).mmul(array(b));
        assertAgree(expected, a.matmul(b));
        assertAgree(expected, a.linear(b.transpose(), null));
    }
}
