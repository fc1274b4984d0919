package io.github.sibyl4j.graph.forward;

/** A {@link PairScore} with what has been learned until now, for single pairs. */
sealed interface FrozenScore {
    /** The logit of one pair from outputs {@code [node, width]} in row-major order. */
    double logit(float[] z, int width, int u, int v);

    /** {@code sum_k e_k}. */
    record Dot() implements FrozenScore {
        @Override
        public double logit(float[] z, int width, int u, int v) {
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += (double) z[u * width + k] * z[v * width + k];
            }
            return sum;
        }
    }

    /** {@code sum_k e_k^2 - theta}. */
    record Squares(float theta) implements FrozenScore {
        @Override
        public double logit(float[] z, int width, int u, int v) {
            double sum = -theta;
            for (int k = 0; k < width; k++) {
                double e = (double) z[u * width + k] * z[v * width + k];
                sum += e * e;
            }
            return sum;
        }
    }
}
