package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fused attention against the same composed of gathers, a segment softmax and a weighted product. */
class GraphAttentionTest {
    private static final int ROWS = 40;
    private static final int COLUMNS = 30;

    /** Rows without entries, repeated entries, and rows that are longer than any block of a kernel. */
    private static SparseMatrix matrix() {
        SplittableRandom random = new SplittableRandom(1);
        int[] row = IntStream.range(0, 900)
                .map(e -> e < 200 ? 7 : e < 340 ? 8 : random.nextInt(ROWS / 2) * 2 + e % 2 * (e % 3) / 2)
                .map(r -> r == 20 ? 21 : r)
                .toArray();
        int[] column = IntStream.range(0, 900)
                .map(e -> e % 4 == 0 ? 3 : random.nextInt(COLUMNS - 1))
                .toArray();
        return SparseMatrix.fromCoordinates(ROWS, COLUMNS, row, column, new float[900]);
    }

    private static Tensor composed(SparseMatrix matrix, Tensor x, Tensor source, Tensor target, float slope) {
        Tensor scores = matrix.entriesByColumn()
                .gather(source)
                .add(matrix.entriesByRow().gather(target))
                .leakyRelu(slope);
        return matrix.times(x, matrix.entriesByRow().softmax(scores));
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 0.2", "8, 8, 0.2", "3, 5, 0", "16, 2, 0.2", "20, 3, 1", "1, 70, 0.1", "2, 7, 0.5", "33, 1, 0.2"})
    void hasTheValuesAndGradientsOfItsParts(int heads, int channels, float slope) {
        SparseMatrix matrix = matrix();
        Parameter x = Gradients.random(1, COLUMNS, heads * channels);
        Parameter source = Gradients.random(2, -3.0, 3.0, COLUMNS, heads);
        Parameter target = Gradients.random(3, -3.0, 3.0, ROWS, heads);
        Tensor weights = Tensor.uniform(new Seed(4), ROWS, heads * channels);
        Tensor whole = composed(matrix, x, source, target, slope);
        whole.mul(weights).sum().backward();
        List<float[]> expected = gradients(x, source, target);
        Tensor fused = matrix.attention(x, source, target, slope);
        fused.mul(weights).sum().backward();
        List<float[]> actual = gradients(x, source, target);
        assertArrayEquals(whole.toArray(), fused.toArray(), 2e-6f);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), 2e-5f, "gradient " + i);
        }
        try (Autograd.NoGradient off = Autograd.off()) {
            assertArrayEquals(
                    fused.toArray(), matrix.attention(x, source, target, slope).toArray());
        }
    }

    private static List<float[]> gradients(Parameter... parameters) {
        return java.util.stream.Stream.of(parameters)
                .map(parameter -> {
                    float[] gradient = parameter.gradient().toArray();
                    parameter.clearGradient();
                    return gradient;
                })
                .toList();
    }

    @Test
    void isDifferentiatedAsItsDifferencesSay() {
        SparseMatrix matrix =
                SparseMatrix.fromCoordinates(3, 4, new int[] {0, 0, 2, 2, 2}, new int[] {1, 3, 0, 1, 1}, new float[5]);
        for (int heads : new int[] {1, 3}) {
            // Far enough from zero for the sign of a score to stay while it is moved.
            float[] source = new Seed(2).uniform(4 * heads, 0.2);
            for (int i = 0; i < source.length; i++) {
                source[i] += i % 3 == 0 ? -1 : 1;
            }
            Gradients.check(
                    x -> matrix.attention(x[0], x[1], x[2], 0.2f).square(),
                    Gradients.random(1, 4, 2 * heads),
                    Parameter.of(source, 4, heads),
                    Gradients.random(3, -0.5, 0.5, 3, heads));
        }
    }

    @Test
    void givesZerosWhereThereIsNothingToAttendTo() {
        SparseMatrix matrix = SparseMatrix.fromCoordinates(2, 1, new int[] {1}, new int[] {0}, new float[1]);
        Tensor x = Tensor.full(5, 1, 2);
        Tensor y = matrix.attention(x, Tensor.zeros(1, 1), Tensor.zeros(2, 1), 0.2f);
        assertArrayEquals(new float[] {0, 0, 5, 5}, y.toArray());
        SparseMatrix empty = SparseMatrix.fromCoordinates(0, 0, new int[0], new int[0], new float[0]);
        Tensor none = Tensor.zeros(0, 2);
        assertEquals(0, empty.attention(none, none, none, 0.2f).length());
    }

    @Test
    void staysFiniteForScoresOfAnySize() {
        SparseMatrix matrix =
                SparseMatrix.fromCoordinates(2, 2, new int[] {0, 0, 1}, new int[] {0, 1, 1}, new float[3]);
        Parameter x = Parameter.of(new float[] {1, 2}, 2, 1);
        Parameter source = Parameter.of(new float[] {3000, -3000}, 2, 1);
        Tensor y = matrix.attention(x, source, Tensor.full(500, 2, 1), 0.2f);
        assertArrayEquals(new float[] {1, 2}, y.toArray(), 1e-6f);
        y.sum().backward();
        assertArrayEquals(new float[] {1, 1}, x.gradient().toArray(), 1e-6f);
        assertArrayEquals(new float[] {0, 0}, source.gradient().toArray(), 1e-6f);
    }

    @Test
    void saysWhatDoesNotFit() {
        SparseMatrix matrix = SparseMatrix.fromCoordinates(3, 4, new int[0], new int[0], new float[0]);
        Tensor x = Tensor.zeros(4, 6);
        Tensor source = Tensor.zeros(4, 4);
        Tensor target = Tensor.zeros(3, 4);
        Throwable misfit =
                assertThrows(IllegalArgumentException.class, () -> matrix.attention(x, source, target, 0.2f));
        assertTrue(misfit.getMessage().contains("the number of heads divides width"), misfit.getMessage());
        Throwable steep = assertThrows(
                IllegalArgumentException.class,
                () -> matrix.attention(x, Tensor.zeros(4, 2), Tensor.zeros(3, 2), -0.1f));
        assertEquals("the slope of attention must lie from 0 to 1, found -0.1", steep.getMessage());
    }
}
