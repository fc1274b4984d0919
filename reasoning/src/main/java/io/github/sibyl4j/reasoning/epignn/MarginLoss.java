package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * {@code max(0, pos - neg + margin)} with the cross-entropy {@code -sum r log(o + 1e-12)}, the mean over facets, of the true
 * relation as {@code pos}, and its mean over the wrong ones as {@code neg}.
 *
 * @param negatives wrong relations a problem, drawn anew for every batch
 */
record MarginLoss(double margin, int negatives) implements OutputLoss {
    /** What is added inside the logarithm. */
    static final double EPSILON = 1e-12;

    MarginLoss {
        require(margin > 0 && Double.isFinite(margin), "margin must be positive, found %s", margin);
        require(negatives >= 1, "negatives must be at least 1, found %d", negatives);
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
        double loss = margin;
        float[] logs = new float[w];
        for (int q = 0; q < w; q++) {
            logs[q] = (float) Math.log(output[q] + EPSILON);
        }
        double each = 1.0 / sizes.facets();
        for (int q = 0; q < w; q++) {
            loss -= each * relations[target * w + q] * logs[q];
        }
        for (int negative : wrong) {
            for (int q = 0; q < w; q++) {
                loss += each / wrong.length * relations[negative * w + q] * logs[q];
            }
        }
        if (loss <= 0) {
            return 0;
        }
        addGradient(output, relations, logs, target, (float) -each * share, outputGradient, relationGradients);
        for (int negative : wrong) {
            float factor = (float) (each / wrong.length) * share;
            addGradient(output, relations, logs, negative, factor, outputGradient, relationGradients);
        }
        return loss;
    }

    private static void addGradient(
            float[] output,
            float[] relations,
            float[] logs,
            int relation,
            float factor,
            float[] outputGradient,
            float[] relationGradients) {
        int at = relation * output.length;
        for (int q = 0; q < output.length; q++) {
            outputGradient[q] += factor * relations[at + q] / (output[q] + (float) EPSILON);
            relationGradients[at + q] += factor * logs[q];
        }
    }
}
