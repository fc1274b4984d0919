package io.github.sibyl4j.graph.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumNormTest {
    private static double[][] gram(double[]... vectors) {
        double[][] gram = new double[vectors.length][vectors.length];
        for (int s = 0; s < vectors.length; s++) {
            for (int t = 0; t < vectors.length; t++) {
                for (int i = 0; i < vectors[s].length; i++) {
                    gram[s][t] += vectors[s][i] * vectors[t][i];
                }
            }
        }
        return gram;
    }

    private static double length(double[][] gram, double[] w) {
        double sum = 0;
        for (int s = 0; s < w.length; s++) {
            for (int t = 0; t < w.length; t++) {
                sum += w[s] * gram[s][t] * w[t];
            }
        }
        return sum;
    }

    private static double[][] random(int tasks, int width, Random random) {
        double[][] vectors = new double[tasks][width];
        for (double[] vector : vectors) {
            for (int i = 0; i < width; i++) {
                vector[i] = random.nextGaussian() + (i == 0 ? 1 : 0);
            }
        }
        return vectors;
    }

    /** The shortest of all weights that are multiples of {@code 1 / steps}. */
    private static double shortest(double[][] gram, double[] w, int task, int left, int steps) {
        if (task == w.length - 1) {
            w[task] = (double) left / steps;
            return length(gram, w);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int share = 0; share <= left; share++) {
            w[task] = (double) share / steps;
            least = Math.min(least, shortest(gram, w, task + 1, left - share, steps));
        }
        return least;
    }

    @ParameterizedTest
    @CsvSource({"2,3,1000", "2,8,1000", "3,2,100", "3,6,100", "5,3,20", "5,20,20"})
    void noWeightsOnTheSimplexAreShorter(int tasks, int width, int steps) {
        Random random = new Random(tasks * 100L + width);
        for (int trial = 0; trial < 20; trial++) {
            double[][] gram = gram(random(tasks, width, random));
            double[] w = MinimumNorm.weights(gram);
            double sum = 0;
            double scale = 0;
            for (int t = 0; t < tasks; t++) {
                assertTrue(w[t] >= 0);
                sum += w[t];
                scale = Math.max(scale, gram[t][t]);
            }
            assertEquals(1, sum, 1e-12);
            double grid = shortest(gram, new double[tasks], 0, steps, steps);
            assertTrue(length(gram, w) <= grid + 5e-3 * scale, length(gram, w) + " above " + grid);
            // What minimality means: against the shortest vector no task gets worse.
            for (int t = 0; t < tasks; t++) {
                double slope = 0;
                for (int s = 0; s < tasks; s++) {
                    slope += gram[t][s] * w[s];
                }
                assertTrue(slope >= length(gram, w) - 1e-2 * scale, "task " + t + ": " + slope);
            }
        }
    }

    @Test
    void ofTwoTasksItIsTheClosedForm() {
        assertArrayEquals(
                new double[] {0.2, 0.8}, MinimumNorm.weights(gram(new double[] {2, 0}, new double[] {0, 1})), 1e-12);
        assertArrayEquals(
                new double[] {1, 0}, MinimumNorm.weights(gram(new double[] {1, 0}, new double[] {3, 1})), 1e-12);
        assertArrayEquals(
                new double[] {0, 1}, MinimumNorm.weights(gram(new double[] {3, 1}, new double[] {1, 0})), 1e-12);
        assertArrayEquals(
                new double[] {0.5, 0.5}, MinimumNorm.weights(gram(new double[] {1, 2}, new double[] {-1, -2})), 1e-12);
        assertArrayEquals(new double[] {1}, MinimumNorm.weights(new double[][] {{4}}));
    }

    @Test
    void corneredTasksGetNoWeight() {
        double[][] gram = gram(new double[] {1, 0}, new double[] {0, 1}, new double[] {5, 5});
        assertArrayEquals(new double[] {0.5, 0.5, 0}, MinimumNorm.weights(gram), 1e-9);
    }

    @Test
    void unitGradientsDoNotFollowTheSizeOfALoss() {
        double[][] gram = gram(new double[] {300, 0}, new double[] {0, 1}, new double[] {0, 0});
        double[] found = TaskWeighting.PARETO.factors(gram);
        assertArrayEquals(new double[] {0.5 / 300, 0.5, 0}, found, 1e-12);
        assertArrayEquals(new double[] {0.5, 0.5, 0}, TaskWeighting.PARETO_OF_LOSSES.factors(gram), 1e-12);
        assertArrayEquals(new double[] {1, 1, 1}, TaskWeighting.SUM.factors(gram));
        assertArrayEquals(new double[2], TaskWeighting.PARETO.factors(new double[2][2]));
    }
}
