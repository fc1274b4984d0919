package io.github.sibyl4j.reasoning.epignn;

/**
 * Softmax cross-entropy on the logits {@code log(cos(o, r) + 1e-16)}, the cosine taken over all facets at once. The released
 * configuration for CLUTRR; it does not generalise there.
 */
record LogCosineLoss() implements OutputLoss {
    static final double EPSILON = 1e-16;

    @Override
    public int negatives() {
        return 0;
    }

    @Override
    public double add(
            Sizes sizes,
            float[] output,
            float[] relations,
            int target,
            int[] wrong,
            float share,
            float[] outputGradient,
            float[] relationGradients) {
        int w = sizes.all();
        double[] cosine = cosines(sizes, output, relations);
        double sum = 0;
        for (double value : cosine) {
            sum += value + EPSILON;
        }
        double length = Math.sqrt(dot(output, 0, output, 0, w));
        for (int r = 0; r < sizes.relations(); r++) {
            // exp of the logit is the cosine itself, so the softmax is its share of the sum.
            double byCosine = share * (1 / sum - (r == target ? 1 / (cosine[r] + EPSILON) : 0));
            double relationLength = Math.sqrt(dot(relations, r * w, relations, r * w, w));
            for (int q = 0; q < w; q++) {
                double o = output[q] / length;
                double v = relations[r * w + q] / relationLength;
                outputGradient[q] += (float) (byCosine * (v - cosine[r] * o) / length);
                relationGradients[r * w + q] += (float) (byCosine * (o - cosine[r] * v) / relationLength);
            }
        }
        return Math.log(sum) - Math.log(cosine[target] + EPSILON);
    }

    /** The cosine of the output with every relation. */
    static double[] cosines(Sizes sizes, float[] output, float[] relations) {
        int w = sizes.all();
        double length = Math.sqrt(dot(output, 0, output, 0, w));
        double[] cosines = new double[sizes.relations()];
        for (int r = 0; r < cosines.length; r++) {
            double relationLength = Math.sqrt(dot(relations, r * w, relations, r * w, w));
            cosines[r] = dot(output, 0, relations, r * w, w) / (length * relationLength);
        }
        return cosines;
    }

    private static double dot(float[] a, int at, float[] b, int bt, int count) {
        double sum = 0;
        for (int q = 0; q < count; q++) {
            sum += (double) a[at + q] * b[bt + q];
        }
        return sum;
    }
}
