package io.github.sibyl4j.graph.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each loss against its formula written out in loops, and its gradient against differences. */
class PretextLossTest {
    private static final float STEP = 1e-2f;

    private final Parameter a = drawn(1, 5, 4);
    private final Parameter b = drawn(2, 5, 4);

    private static Parameter drawn(long seed, int... shape) {
        return Parameter.of(Tensor.normal(new Seed(seed), shape).toArray(), shape);
    }

    private static double[][] rows(Tensor x) {
        double[][] rows = new double[x.size(0)][x.size(1)];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = x.get(i, j);
            }
        }
        return rows;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double cosine(double[] x, double[] y) {
        return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    private static void checkGradients(Supplier<Tensor> loss, Parameter... inputs) {
        for (Parameter input : inputs) {
            input.clearGradient();
        }
        loss.get().backward();
        for (Parameter input : inputs) {
            float[] gradient = input.gradient().toArray();
            float[] values = input.toArray();
            for (int i = 0; i < values.length; i++) {
                double expected = (8 * (moved(loss, input, i, 1) - moved(loss, input, i, -1))
                                - (moved(loss, input, i, 2) - moved(loss, input, i, -2)))
                        / (12 * STEP);
                assertEquals(expected, gradient[i], 2e-3 * Math.max(1, Math.abs(expected)), "gradient at " + i);
            }
        }
    }

    private static double moved(Supplier<Tensor> loss, Parameter input, int at, int steps) {
        float[] values = input.toArray();
        float[] changed = values.clone();
        changed[at] += steps * STEP;
        input.assign(changed);
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            return loss.get().item();
        } finally {
            input.assign(values);
        }
    }

    @Test
    void featureReconstructionIsTheCubedCosineError() {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += Math.pow(1 - cosine(rows(a)[i], rows(b)[i]), 3);
        }
        assertEquals(sum / 5, FeatureReconstruction.loss(a, b).item(), 1e-5);
        checkGradients(() -> FeatureReconstruction.loss(a, b.detach()), a);
        Tensor zeros = Tensor.zeros(5, 4);
        assertEquals(1, FeatureReconstruction.loss(a, zeros).item(), 1e-6, "a row of zeros points nowhere");
    }

    @Test
    void nodeGraphInformationIsTheCrossEntropyOfABilinearForm() {
        Parameter w = drawn(3, 4, 4);
        double[] summary = new double[4];
        for (int j = 0; j < 4; j++) {
            for (double[] row : rows(a)) {
                summary[j] += row[j] / 5;
            }
            summary[j] = 1 / (1 + Math.exp(-summary[j]));
        }
        double expected = 0;
        for (int i = 0; i < 5; i++) {
            double real = 0;
            double corrupted = 0;
            for (int j = 0; j < 4; j++) {
                real += rows(a)[i][j] * dot(rows(w)[j], summary);
                corrupted += rows(b)[i][j] * dot(rows(w)[j], summary);
            }
            expected += (softplus(-real) + softplus(corrupted)) / 5;
        }
        assertEquals(expected, NodeGraphInformation.loss(a, b, w).item(), 1e-5);
        checkGradients(() -> NodeGraphInformation.loss(a, b, w), a, b, w);
    }

    @Test
    void subgraphContrastIsInfoNceOfBothViews() {
        double temperature = 0.5;
        double expected = 0;
        double[][][] views = {rows(a), rows(b)};
        for (int view = 0; view < 2; view++) {
            double[][] u = views[view];
            double[][] v = views[1 - view];
            for (int i = 0; i < 5; i++) {
                double all = 0;
                for (int j = 0; j < 5; j++) {
                    all += Math.exp(cosine(u[i], v[j]) / temperature);
                    all += i == j ? 0 : Math.exp(cosine(u[i], u[j]) / temperature);
                }
                expected -= Math.log(Math.exp(cosine(u[i], v[i]) / temperature) / all) / 10;
            }
        }
        assertEquals(expected, SubgraphContrast.loss(a, b, 0.5f).item(), 1e-5);
        checkGradients(() -> SubgraphContrast.loss(a, b, 0.5f), a, b);
    }

    @Test
    void decorrelationIsCcaSsgs() {
        double[][] z1 = standardised(rows(a));
        double[][] z2 = standardised(rows(b));
        double expected = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 4; j++) {
                expected += Math.pow(z1[i][j] - z2[i][j], 2) / 5;
            }
        }
        for (double[][] z : new double[][][] {z1, z2}) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    double c = 0;
                    for (double[] row : z) {
                        c += row[j] * row[k] / 5;
                    }
                    expected += 0.1 * Math.pow((j == k ? 1 : 0) - c, 2);
                }
            }
        }
        // The little that is added to variances shows.
        assertEquals(expected, Decorrelation.loss(a, b, 0.1f).item(), 1e-4);
        checkGradients(() -> Decorrelation.loss(a, b, 0.1f), a, b);
    }

    private static double[][] standardised(double[][] rows) {
        double[][] z = new double[rows.length][rows[0].length];
        for (int j = 0; j < z[0].length; j++) {
            double mean = 0;
            double variance = 0;
            for (double[] row : rows) {
                mean += row[j] / rows.length;
            }
            for (double[] row : rows) {
                variance += Math.pow(row[j] - mean, 2) / (rows.length - 1);
            }
            for (int i = 0; i < z.length; i++) {
                z[i][j] = (rows[i][j] - mean) / Math.sqrt(variance);
            }
        }
        return z;
    }

    @Test
    void linkReconstructionIsTheCrossEntropyOfLinksAndOthers() {
        Parameter logits = drawn(4, 6);
        double expected = 0;
        for (int i = 0; i < 6; i++) {
            expected += softplus(i < 3 ? -logits.get(i) : logits.get(i)) / 6;
        }
        assertEquals(expected, LinkReconstruction.loss(logits).item(), 1e-6);
        checkGradients(() -> LinkReconstruction.loss(logits), logits);
    }
}
