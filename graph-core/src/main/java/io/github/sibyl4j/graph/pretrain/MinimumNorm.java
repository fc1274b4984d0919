package io.github.sibyl4j.graph.pretrain;

/**
 * The shortest vector in the convex hull of others (Sener and Koltun, NeurIPS 2018; Desideri 2012): weights {@code w} on the
 * simplex that minimise {@code |sum_t w_t g_t|^2 = w^T G w}. If no weights bring it to zero, a step against that vector makes
 * every task better at once.
 */
final class MinimumNorm {
    private static final int MOST_STEPS = 250;
    private static final double TOLERANCE = 1e-5;

    private MinimumNorm() {}

    /**
     * By the algorithm of Frank and Wolfe from the best weights of two tasks. The published code keeps shares of two within
     * 0.001 and 0.999, which moves it off an optimum at a corner; here they are exact.
     *
     * @param gram {@code G_st = g_s . g_t}
     */
    static double[] weights(double[][] gram) {
        int tasks = gram.length;
        double[] w = ofTwo(gram);
        for (int step = 0; step < MOST_STEPS && tasks > 2; step++) {
            double[] slopes = times(gram, w);
            int least = 0;
            for (int t = 1; t < tasks; t++) {
                least = slopes[t] < slopes[least] ? t : least;
            }
            double stay = share(dot(w, slopes), slopes[least], gram[least][least]);
            double change = 0;
            for (int t = 0; t < tasks; t++) {
                double next = stay * w[t] + (t == least ? 1 - stay : 0);
                change += Math.abs(next - w[t]);
                w[t] = next;
            }
            if (change < TOLERANCE) {
                break;
            }
        }
        return w;
    }

    /** The best weights of which at most two are not zero. */
    private static double[] ofTwo(double[][] gram) {
        int tasks = gram.length;
        double[] best = new double[tasks];
        best[0] = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int s = 0; s < tasks; s++) {
            for (int t = s + 1; t < tasks; t++) {
                double[] w = new double[tasks];
                w[s] = share(gram[s][s], gram[s][t], gram[t][t]);
                w[t] = 1 - w[s];
                double length = dot(w, times(gram, w));
                if (length < least) {
                    least = length;
                    best = w;
                }
            }
        }
        return best;
    }

    /**
     * The weight of the first of two vectors by {@code a = g1.g1}, {@code c = g1.g2} and {@code b = g2.g2}: 1 if
     * {@code c >= a}, 0 if {@code c >= b}, else {@code (b - c) / (a + b - 2c)}.
     */
    static double share(double a, double c, double b) {
        return c >= a ? 1 : c >= b ? 0 : (b - c) / (a + b - 2 * c);
    }

    private static double[] times(double[][] gram, double[] w) {
        double[] result = new double[w.length];
        for (int s = 0; s < w.length; s++) {
            result[s] = dot(gram[s], w);
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
