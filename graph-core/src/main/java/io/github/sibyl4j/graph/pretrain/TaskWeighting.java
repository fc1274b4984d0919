package io.github.sibyl4j.graph.pretrain;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How the gradients {@code g_t} of the tasks with respect to the encoder become one. */
public enum TaskWeighting {
    /**
     * The shortest vector in the convex hull of the unit gradients, {@code sum_t w_t g_t / |g_t|}: every task gets better in a
     * small step, however large its loss is.
     */
    PARETO {
        @Override
        double[] factors(double[][] gram) {
            double[] w = ofUnitGradients(gram);
            for (int t = 0; t < w.length; t++) {
                w[t] = w[t] == 0 ? 0 : w[t] / Math.sqrt(gram[t][t]);
            }
            return w;
        }
    },
    /**
     * The same weights, but of the losses as they are, {@code sum_t w_t g_t}, which is what the authors' code does. Not every
     * task need get better.
     */
    PARETO_OF_LOSSES {
        @Override
        double[] factors(double[][] gram) {
            return ofUnitGradients(gram);
        }
    },
    /** The sum of the losses. */
    SUM {
        @Override
        double[] factors(double[][] gram) {
            double[] ones = new double[gram.length];
            Arrays.fill(ones, 1);
            return ones;
        }
    };

    /**
     * What each task's gradient is multiplied by.
     *
     * @param gram {@code G_st = g_s . g_t}
     */
    abstract double[] factors(double[][] gram);

    /** A task whose gradient is zero gives no direction, so it has no weight. */
    private static double[] ofUnitGradients(double[][] gram) {
        int[] moving =
                IntStream.range(0, gram.length).filter(t -> gram[t][t] > 0).toArray();
        double[] all = new double[gram.length];
        if (moving.length == 0) {
            return all;
        }
        double[][] unit = new double[moving.length][moving.length];
        for (int s = 0; s < moving.length; s++) {
            for (int t = 0; t < moving.length; t++) {
                double lengths = Math.sqrt(gram[moving[s]][moving[s]]) * Math.sqrt(gram[moving[t]][moving[t]]);
                unit[s][t] = gram[moving[s]][moving[t]] / lengths;
            }
        }
        double[] w = MinimumNorm.weights(unit);
        for (int t = 0; t < moving.length; t++) {
            all[moving[t]] = w[t];
        }
        return all;
    }
}
