package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static Tensor counting(int... shape) {
        int length = (int) Shape.length(shape);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return Tensor.of(values, shape);
    }

    @Test
    void readsValuesByIndex() {
        Tensor x = counting(2, 3, 4);
        assertEquals(23, x.get(1, 2, 3));
        assertEquals(6, x.get(0, 1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> x.get(0, 3, 0));
        assertThrows(IllegalArgumentException.class, () -> x.get(1, 1));
    }

    @Test
    void permutesAndSlices() {
        Tensor x = counting(2, 3);
        assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, x.transpose().toArray());
        assertArrayEquals(new float[] {1, 2, 4, 5}, x.slice(1, 1, 3).toArray());
        assertArrayEquals(new float[] {3, 4, 5}, x.slice(0, 1, 2).toArray());
        assertArrayEquals(
                new int[] {4, 2, 3}, counting(2, 3, 4).permute(2, 0, 1).shape());
    }

    @Test
    void keepsAxesOfSizeOneAndZero() {
        assertArrayEquals(
                new int[] {0, 3}, Tensor.zeros(0, 3).add(Tensor.zeros(3)).shape());
        assertArrayEquals(
                new float[] {0, 0, 0}, Tensor.zeros(0, 3).sum(0, false).toArray());
        assertArrayEquals(
                new float[4], Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 2)).toArray());
        assertEquals(0, Tensor.zeros(0).sum().item());
        assertArrayEquals(new int[] {1, 1, 5}, counting(5).reshape(1, 1, -1).shape());
    }

    @Test
    void namesBothShapesThatDoNotFit() {
        IllegalArgumentException sum = assertThrows(
                IllegalArgumentException.class, () -> counting(2, 3).add(counting(2, 4)));
        assertTrue(sum.getMessage().contains("[2, 3] and [2, 4]"), sum.getMessage());
        IllegalArgumentException product = assertThrows(
                IllegalArgumentException.class, () -> counting(2, 3).matmul(counting(2, 4)));
        assertTrue(product.getMessage().contains("[2, 3] by [2, 4]"), product.getMessage());
        assertThrows(IllegalArgumentException.class, () -> counting(2, 3).reshape(4));
        assertThrows(IllegalArgumentException.class, () -> counting(2, 3).permute(0, 0));
        assertThrows(IllegalArgumentException.class, () -> counting(2, 3).slice(1, 2, 4));
        assertThrows(IllegalArgumentException.class, () -> counting(2, 3).gather(2));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[5], 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1, 1, 1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(-1));
    }

    @Test
    void saysWhenATensorIsTooLarge() {
        InvalidInputException error = assertThrows(InvalidInputException.class, () -> Tensor.zeros(100_000, 100_000));
        assertTrue(error.getMessage().contains("smaller batch"), error.getMessage());
    }

    @Test
    void carriesNotANumberThroughFunctions() {
        float[] values = new float[33];
        values[3] = Float.NaN;
        values[32] = Float.NaN;
        Tensor x = Tensor.of(values, 33);
        for (Tensor y :
                new Tensor[] {x.relu(), x.elu(), x.sigmoid(), x.tanh(), x.exp(), x.leakyRelu(0.1f), x.abs(), x.log()}) {
            assertTrue(Float.isNaN(y.get(3)), y.toString());
            assertTrue(Float.isNaN(y.get(32)), y.toString());
        }
    }

    @Test
    void saturatesAtExtremes() {
        float[] values = new float[34];
        values[0] = values[33] = 200;
        values[1] = values[32] = -200;
        Tensor x = Tensor.of(values, 34);
        for (int big : new int[] {0, 33}) {
            assertEquals(1, x.sigmoid().get(big), 1e-6);
            assertEquals(1, x.tanh().get(big), 1e-6);
            assertEquals(Float.POSITIVE_INFINITY, x.exp().get(big));
            assertEquals(200, x.elu().get(big));
        }
        for (int small : new int[] {1, 32}) {
            assertEquals(0, x.sigmoid().get(small), 1e-6);
            assertEquals(-1, x.tanh().get(small), 1e-6);
            assertEquals(0, x.exp().get(small));
            assertEquals(-1, x.elu().get(small), 1e-6);
        }
    }

    @Test
    void takesLogarithmsOfExtremes() {
        float[] values = new float[34];
        Arrays.fill(values, 1);
        values[0] = values[33] = 0;
        values[1] = values[32] = -1;
        values[2] = values[31] = Float.POSITIVE_INFINITY;
        values[3] = 1e-30f;
        Tensor y = Tensor.of(values, 34).log();
        for (int i : new int[] {0, 33}) {
            assertEquals(Float.NEGATIVE_INFINITY, y.get(i));
        }
        assertTrue(Float.isNaN(y.get(1)) && Float.isNaN(y.get(32)));
        assertEquals(Float.POSITIVE_INFINITY, y.get(2));
        assertEquals(Math.log(1e-30f), y.get(3), 1e-5);
        assertEquals(0, y.get(4));
    }

    @Test
    void addsARowWithoutValues() {
        Tensor sum = Tensor.zeros(5, 0).add(Tensor.zeros(0));
        assertArrayEquals(new int[] {5, 0}, sum.shape());
        assertArrayEquals(
                new int[] {0, 3}, Tensor.zeros(0, 3).add(Tensor.zeros(3)).shape());
    }

    /** Rows that fill a vector, and rows that share one: none may change its neighbours. */
    @Test
    void softmaxKeepsRowsApart() {
        for (int width : new int[] {3, 20}) {
            float[] values = new Seed(width).uniform(40 * width, 1);
            Arrays.fill(values, 3 * width, 4 * width, Float.NEGATIVE_INFINITY);
            Arrays.fill(values, 5 * width, 6 * width, Float.NEGATIVE_INFINITY);
            values[5 * width + 1] = 100;
            values[7 * width + 2] = Float.NaN;
            values[8 * width] = Float.POSITIVE_INFINITY;
            Tensor x = Tensor.of(values, 40, width);
            float[] softmax = x.softmax(-1).toArray();
            float[] logSoftmax = x.logSoftmax(-1).toArray();
            for (int row = 0; row < 40; row++) {
                boolean odd = row == 3 || row == 7 || row == 8;
                double sum = 0;
                for (int i = row * width; i < (row + 1) * width; i++) {
                    sum += Math.exp(values[i] - 100 * (row == 5 ? 1 : 0));
                }
                for (int i = row * width; i < (row + 1) * width; i++) {
                    double expected = odd ? Double.NaN : Math.exp(values[i] - 100 * (row == 5 ? 1 : 0)) / sum;
                    assertEquals(expected, softmax[i], 1e-6, "row " + row);
                    assertEquals(Math.log(expected), logSoftmax[i], 1e-5, "row " + row);
                }
            }
        }
    }

    @Test
    void refusesBackwardWithoutAParameterOrFromManyNumbers() {
        assertThrows(IllegalStateException.class, () -> counting(2).sum().backward());
        Parameter p = Parameter.zeros(2);
        assertThrows(IllegalStateException.class, () -> p.mul(2).backward());
        assertThrows(IllegalStateException.class, () -> {
            try (Autograd.NoGradient off = Autograd.off()) {
                p.sum().backward();
            }
        });
    }

    @Test
    void gathersGradientsUntilTheyAreCleared() {
        Parameter p = Parameter.of(new float[] {1, 2}, 2);
        p.mul(3).sum().backward();
        p.mul(4).sum().backward();
        assertArrayEquals(new float[] {7, 7}, p.gradient().toArray());
        p.clearGradient();
        assertArrayEquals(new float[] {0, 0}, p.gradient().toArray());
    }

    @Test
    void stopsGradientsAtDetached() {
        Parameter p = Parameter.of(new float[] {2}, 1);
        p.mul(p.detach()).sum().backward();
        assertArrayEquals(new float[] {2}, p.gradient().toArray());
    }

    @Test
    void computesOnManyThreadsAtOnce() {
        Tensor x = Gradients.random(1, 300, 200).detach();
        Tensor w = Gradients.random(2, 200, 100).detach();
        float[] expected = x.matmul(w).tanh().sum(0, false).toArray();
        IntStream.range(0, 40).parallel().forEach(i -> {
            try (Scope scope = Scope.open()) {
                assertArrayEquals(expected, x.matmul(w).tanh().sum(0, false).toArray());
            }
        });
    }

    @Test
    void geluOfExtremesIsExact() {
        float[] x = new float[32];
        Arrays.fill(x, 0, 8, -1e30f);
        Arrays.fill(x, 8, 16, 1e30f);
        Arrays.fill(x, 16, 24, Float.NaN);
        float[] y = Tensor.of(x, 32).gelu().toArray();
        for (int i = 0; i < 8; i++) {
            assertEquals(0, y[i], Float.MIN_VALUE);
            assertEquals(1e30f, y[8 + i]);
            assertTrue(Float.isNaN(y[16 + i]));
            assertEquals(0, y[24 + i], Float.MIN_VALUE);
        }
    }
}
