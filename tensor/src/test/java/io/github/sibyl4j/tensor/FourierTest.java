package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.Gradients.check;
import static io.github.sibyl4j.tensor.Gradients.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transforms and long convolutions against their definitions. */
class FourierTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 12, 16, 30, 49, 97, 360, 768})
    void aTransformIsTheSumOfItsDefinition(int n) {
        for (int inner : new int[] {1, 5, 16, 21}) {
            Tensor x = random(n, 2, n, inner);
            Fourier.Complex y = Fourier.rfft(x, 1);
            for (int k = 0; k <= n / 2; k += Math.max(1, n / 9)) {
                for (int c = 0; c < inner; c += 4) {
                    double re = 0;
                    double im = 0;
                    for (int t = 0; t < n; t++) {
                        double angle = 2 * Math.PI * ((long) k * t % n) / n;
                        re += x.get(1, t, c) * Math.cos(angle);
                        im -= x.get(1, t, c) * Math.sin(angle);
                    }
                    assertEquals(re, y.re().get(1, k, c), 2e-6 * n + 1e-5);
                    assertEquals(im, y.im().get(1, k, c), 2e-6 * n + 1e-5);
                }
            }
            assertArrayEquals(x.toArray(), Fourier.irfft(y, n, 1).toArray(), 3e-6f);
        }
    }

    @Test
    void transformsTakeAnyAxis() {
        Tensor x = random(1, 3, 4, 10);
        Fourier.Complex last = Fourier.rfft(x, -1);
        Fourier.Complex turned = Fourier.rfft(x.permute(2, 0, 1), 0);
        assertArrayEquals(last.re().permute(2, 0, 1).toArray(), turned.re().toArray(), 1e-5f);
        assertArrayEquals(x.toArray(), Fourier.irfft(last, 10, -1).toArray(), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8, 9})
    void gradients(int n) {
        check(x -> Fourier.rfft(x[0], 1).re(), random(1, 2, n, 3));
        check(x -> Fourier.rfft(x[0], 1).im(), random(1, 2, n, 3));
        check(
                x -> Fourier.irfft(new Fourier.Complex(x[0], x[1]), n, 1),
                random(1, 2, n / 2 + 1, 3),
                random(2, 2, n / 2 + 1, 3));
        check(x -> new Fourier.Complex(x[0], x[1].add(2)).reciprocal().im(), random(1, 7), random(2, 7));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "3,5,19,5", "4,17,8,17", "5,12,3,4", "2,6,9,11"})
    void aConvolutionIsTheSumOfItsDefinition(int batch, int steps, int channels, int taps) {
        Tensor u = random(1, batch, steps, channels);
        Tensor causal = random(2, taps, channels);
        Tensor anticausal = random(3, taps, channels);
        Tensor both = Fourier.convolve(u, causal, anticausal);
        Tensor back = Fourier.convolve(u, causal, null);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < channels; c++) {
                    double past = 0;
                    double future = 0;
                    for (int j = 0; j < steps; j++) {
                        if (j <= t && t - j < taps) {
                            past += causal.get(t - j, c) * u.get(b, j, c);
                        } else if (j > t && j - t - 1 < taps) {
                            future += anticausal.get(j - t - 1, c) * u.get(b, j, c);
                        }
                    }
                    assertEquals(past, back.get(b, t, c), 1e-5);
                    assertEquals(past + future, both.get(b, t, c), 1e-5);
                }
            }
        }
    }

    @Test
    void gradientsOfAConvolution() {
        check(x -> Fourier.convolve(x[0], x[1], x[2]), random(1, 3, 5, 9), random(2, 4, 9), random(3, 4, 9));
        check(x -> Fourier.convolve(x[0], x[1], null), random(1, 2, 3, 2), random(2, 5, 2));
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> Fourier.rfft(Tensor.zeros(2, 0), 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Fourier.irfft(new Fourier.Complex(Tensor.zeros(3), Tensor.zeros(3)), 7, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> Fourier.convolve(Tensor.zeros(1, 2, 3), Tensor.zeros(2, 2), null));
    }
}
