package io.github.sibyl4j.tensor.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.ArrayFieldVector;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apache.commons.math3.linear.FieldMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start of an S4 layer, against published values and the definition. */
class S4Test {

    /** Values of the reference implementation of TSDiff in double precision. */
    @Test
    void theSpectrumOfHippoLegsIsThatOfTheReference() {
        HippoLegs small = HippoLegs.of(8);
        double[] lambda = {-19.857410370970573, -5.354208515030874, -1.9577941509028054, -0.4274887122858592};
        assertArrayEquals(lambda, small.lambda(), 1e-10);
        double[] sizes = {3.645577768704183, 1.303812210252253, 0.8308221463231497, 0.5653061240654935};
        for (int m = 0; m < 4; m++) {
            assertEquals(sizes[m], Math.hypot(small.p()[2 * m], small.p()[2 * m + 1]), 1e-9);
            assertEquals(Math.sqrt(2) * sizes[m], Math.hypot(small.b()[2 * m], small.b()[2 * m + 1]), 1e-9);
        }
        double[] large = HippoLegs.of(128).lambda();
        double[] first = {-5214.665613461206, -1736.8262106081327, -1040.4225439355564};
        assertArrayEquals(first, Arrays.copyOf(large, 3), 1e-8);
        assertEquals(-0.23524180080609633, large[63], 1e-9);
    }

    /** {@code P} turns the diagonal matrix back into HiPPO's, as far as its powers on B show. */
    @Test
    void diagonalPlusLowRankIsHippo() {
        int states = 6;
        HippoLegs legs = HippoLegs.of(states);
        double[][] a = new double[states][states];
        double[] b = new double[states];
        for (int m = 0; m < states; m++) {
            b[m] = Math.sqrt(2 * m + 1);
            for (int k = 0; k <= m; k++) {
                a[m][k] = m == k ? -(m + 1) : -Math.sqrt((2 * m + 1.0) * (2 * k + 1));
            }
        }
        double[] x = b.clone();
        ArrayFieldVector<Complex> z = new ArrayFieldVector<>(pairs(legs.b()));
        ArrayFieldVector<Complex> start = z;
        for (int power = 0; power < 4; power++) {
            double expected = 0;
            for (int i = 0; i < states; i++) {
                expected += b[i] * x[i];
            }
            Complex actual = Complex.ZERO;
            for (int i = 0; i < states; i++) {
                actual = actual.add(start.getEntry(i).conjugate().multiply(z.getEntry(i)));
            }
            assertEquals(expected, actual.getReal(), 1e-8 * Math.abs(expected));
            double[] next = new double[states];
            for (int i = 0; i < states; i++) {
                for (int k = 0; k < states; k++) {
                    next[i] += a[i][k] * x[k];
                }
            }
            x = next;
            z = (ArrayFieldVector<Complex>) matrix(legs).operate(z);
        }
    }

    private static Complex[] pairs(double[] values) {
        int modes = values.length / 2;
        Complex[] all = new Complex[2 * modes];
        for (int m = 0; m < modes; m++) {
            all[m] = new Complex(values[2 * m], values[2 * m + 1]);
            all[modes + m] = all[m].conjugate();
        }
        return all;
    }

    private static FieldMatrix<Complex> matrix(HippoLegs legs) {
        Complex[] p = pairs(legs.p());
        int states = p.length;
        Complex[][] a = new Complex[states][states];
        for (int i = 0; i < states; i++) {
            for (int k = 0; k < states; k++) {
                a[i][k] = p[i].multiply(p[k].conjugate()).negate();
            }
            double lambda = i < states / 2 ? legs.lambda()[i] : -legs.lambda()[i - states / 2];
            a[i][i] = a[i][i].add(new Complex(HippoLegs.REAL_PART, lambda));
        }
        return new Array2DRowFieldMatrix<>(a);
    }

    @Test
    void theTailIsWhatTheDiscretisedMatrixLeavesOfC() {
        HippoLegs legs = HippoLegs.of(6);
        double[] c = {0.3, -1, 0.7, 0.2, -0.5, 0.9};
        double step = 0.13;
        FieldMatrix<Complex> half = matrix(legs).scalarMultiply(new Complex(step / 2));
        FieldMatrix<Complex> unit = half.copy();
        for (int i = 0; i < 6; i++) {
            for (int k = 0; k < 6; k++) {
                unit.setEntry(i, k, i == k ? Complex.ONE : Complex.ZERO);
            }
        }
        FieldMatrix<Complex> transition = new FieldLUDecomposition<>(unit.subtract(half))
                .getSolver()
                .getInverse()
                .multiply(unit.add(half));
        Complex[] expected = unit.subtract(transition.power(9)).preMultiply(pairs(c));
        double[] actual = legs.withoutTail(c, step, 9);
        for (int m = 0; m < 3; m++) {
            assertEquals(expected[m].getReal(), actual[2 * m], 1e-10);
            assertEquals(expected[m].getImaginary(), actual[2 * m + 1], 1e-10);
        }
    }

    @Test
    void hasAsManyParametersAsInThePaper() {
        S4Block block = new S4Block(64, 128, 360, new Seed(1));
        assertEquals(16384 + 8192 + 8192 + 4096 + 4096 + 64 + 64 + 4160 + 128, block.parameterCount());
    }

    @Test
    void takesShorterSequencesAndGivenKernels() {
        S4Block block = new S4Block(3, 8, 10, new Seed(1));
        Tensor u = Tensor.normal(new Seed(2), 2, 7, 3);
        assertArrayEquals(
                block.forward(u).toArray(),
                block.forward(u, block.layer().kernels()).toArray());
        assertArrayEquals(new int[] {2, 7, 3}, block.forward(u).shape());
    }

    @ParameterizedTest
    @CsvSource({"7, 10", "0, 10", "8, 0"})
    void whatCannotBeALayerIsNamed(int states, int length) {
        assertThrows(InvalidInputException.class, () -> new S4(3, states, length, new Seed(1)));
    }

    @Test
    void sequencesLongerThanTheKernelsAreRefused() {
        S4 layer = new S4(3, 8, 10, new Seed(1));
        assertThrows(InvalidInputException.class, () -> layer.forward(Tensor.zeros(2, 11, 3)));
    }
}
