package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CustomOpTest {
    /** The products of two vectors' values. */
    private static Tensor product(Tensor a, Tensor b) {
        float[] x = a.toArray();
        float[] y = b.toArray();
        return CustomOp.of(times(x, y), a.shape(), g -> new float[][] {times(g, y), times(g, x)}, a, b);
    }

    private static float[] times(float[] x, float[] y) {
        float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] * y[i];
        }
        return out;
    }

    @Test
    void takesPartInABackwardPassLikeAnyOperation() {
        Parameter own = Parameter.of(new float[] {1, 2, 3}, 3);
        Parameter builtIn = Parameter.of(new float[] {1, 2, 3}, 3);
        Tensor weights = Tensor.of(new float[] {3, -1, 0.5f}, 3);
        Tensor loss = product(product(own, own.add(1)), weights).sum();
        Tensor expected = builtIn.mul(builtIn.add(1)).mul(weights).sum();
        assertEquals(expected.item(), loss.item());
        loss.backward();
        expected.backward();
        assertArrayEquals(builtIn.gradient().toArray(), own.gradient().toArray());
    }

    @Test
    void recordsNothingWithoutGradients() {
        Parameter x = Parameter.of(new float[] {1, 2}, 2);
        try (Autograd.NoGradient off = Autograd.off()) {
            Tensor sum = product(x, x).sum();
            assertThrows(IllegalStateException.class, sum::backward);
        }
    }

    @Test
    void refusesAsManyGradientsAsDoNotFit() {
        Parameter x = Parameter.of(new float[] {1, 2}, 2);
        Tensor sum = CustomOp.of(new float[] {3}, new int[] {}, g -> new float[][] {g, g}, x);
        String message =
                assertThrows(InvalidInputException.class, sum::backward).getMessage();
        assertTrue(message.contains("a gradient rule of 1 inputs gives as many gradients, found 2"), message);
    }

    @Test
    void hostTasksRunOnceEach() {
        int[] runs = new int[1000];
        Backends.current().run(runs.length, task -> runs[task] += task);
        assertArrayEquals(IntStream.range(0, runs.length).toArray(), runs);
    }
}
