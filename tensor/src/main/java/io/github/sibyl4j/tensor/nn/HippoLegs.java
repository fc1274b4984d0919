package io.github.sibyl4j.tensor.nn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The state space that remembers its whole past by Legendre polynomials (HiPPO-LegS; Gu et al. 2020), as a diagonal matrix
 * less one of rank one, {@code A = diag(-1/2 + i lambda) - P P*} (Gu et al. 2022). Of every pair of conjugate modes the one
 * with negative {@code lambda} is kept.
 *
 * @param lambda ascending
 * @param p complex values, real and imaginary parts in turn
 * @param b as {@code p}
 */
record HippoLegs(double[] lambda, double[] p, double[] b) {
    static final double REAL_PART = -0.5;

    private static final ConcurrentHashMap<Integer, HippoLegs> KNOWN = new ConcurrentHashMap<>();

    /** @param states an even number, twice that of the modes */
    static HippoLegs of(int states) {
        return KNOWN.computeIfAbsent(states, HippoLegs::make);
    }

    private static HippoLegs make(int states) {
        double[] p = new double[states];
        Arrays.setAll(p, m -> Math.sqrt(m + 0.5));
        // A + P P^T is -1/2 plus a skew-symmetric S, and -i S is Hermitian. As a real matrix over real and imaginary
        // parts it
        // has every eigenvalue twice, with eigenvectors v and i v.
        RealMatrix hermitian = new Array2DRowRealMatrix(2 * states, 2 * states);
        for (int m = 0; m < states; m++) {
            for (int k = 0; k < m; k++) {
                double s = -p[m] * p[k];
                hermitian.setEntry(m, states + k, s);
                hermitian.setEntry(k, states + m, -s);
                hermitian.setEntry(states + m, k, -s);
                hermitian.setEntry(states + k, m, s);
            }
        }
        EigenDecomposition eigen = new EigenDecomposition(hermitian);
        double[] values = eigen.getRealEigenvalues();
        int modes = states / 2;
        int[] kept = IntStream.range(0, 2 * states)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .limit(states)
                .mapToInt(Integer::intValue)
                .toArray();
        HippoLegs legs = new HippoLegs(new double[modes], new double[states], new double[states]);
        for (int m = 0; m < modes; m++) {
            legs.lambda[m] = values[kept[2 * m]];
            double[] v = eigen.getEigenvector(kept[2 * m]).toArray();
            for (int i = 0; i < states; i++) {
                // V* P and V* B, with B = sqrt(2) P.
                legs.p[2 * m] += v[i] * p[i];
                legs.p[2 * m + 1] -= v[states + i] * p[i];
            }
            legs.b[2 * m] = Math.sqrt(2) * legs.p[2 * m];
            legs.b[2 * m + 1] = Math.sqrt(2) * legs.p[2 * m + 1];
        }
        return legs;
    }

    /**
     * {@code C (I - A'^length)} for the bilinear discretisation {@code A'} with a step: what kernels of a finite length are
     * made from. A row vector is multiplied by {@code A'} step by step, which costs as much as it has modes.
     *
     * @param c {@code C}, real and imaginary parts in turn
     */
    double[] withoutTail(double[] c, double step, int length) {
        int modes = lambda.length;
        double half = step / 2;
        // D = (I - step/2 diag(w))^-1, and 1 + step/2 P* D P over both members of every pair.
        double[] dRe = new double[modes];
        double[] dIm = new double[modes];
        double denominator = 1;
        for (int m = 0; m < modes; m++) {
            double re = 1 - half * REAL_PART;
            double im = -half * lambda[m];
            double size = re * re + im * im;
            dRe[m] = re / size;
            dIm[m] = -im / size;
            denominator += 2 * half * dRe[m] * (p[2 * m] * p[2 * m] + p[2 * m + 1] * p[2 * m + 1]);
        }
        double[] row = c.clone();
        for (int l = 0; l < length; l++) {
            for (int m = 0; m < modes; m++) {
                multiply(row, m, dRe[m], dIm[m]);
            }
            double correction = half * rowTimesP(row) / denominator;
            for (int m = 0; m < modes; m++) {
                // P* D
                row[2 * m] -= correction * (dRe[m] * p[2 * m] + dIm[m] * p[2 * m + 1]);
                row[2 * m + 1] -= correction * (dIm[m] * p[2 * m] - dRe[m] * p[2 * m + 1]);
            }
            double share = half * rowTimesP(row);
            for (int m = 0; m < modes; m++) {
                multiply(row, m, 1 + half * REAL_PART, half * lambda[m]);
                row[2 * m] -= share * p[2 * m];
                row[2 * m + 1] += share * p[2 * m + 1];
            }
        }
        double[] result = new double[c.length];
        Arrays.setAll(result, i -> c[i] - row[i]);
        return result;
    }

    private static void multiply(double[] row, int m, double re, double im) {
        double x = row[2 * m] * re - row[2 * m + 1] * im;
        row[2 * m + 1] = row[2 * m] * im + row[2 * m + 1] * re;
        row[2 * m] = x;
    }

    /** The product with {@code P} over both members of every pair, which is real. */
    private double rowTimesP(double[] row) {
        double sum = 0;
        for (int m = 0; m < lambda.length; m++) {
            sum += row[2 * m] * p[2 * m] - row[2 * m + 1] * p[2 * m + 1];
        }
        return 2 * sum;
    }
}
