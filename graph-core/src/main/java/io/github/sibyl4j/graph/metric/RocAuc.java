package io.github.sibyl4j.graph.metric;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/**
 * The area under the receiver operating characteristic: how probable it is that a positive scores higher than a negative,
 * where equal scores count half. Scores {@code 0.9, 0.4} of positives and {@code 0.4, 0.1} of negatives give 3.5 of 4.
 */
public final class RocAuc {
    private RocAuc() {}

    /**
     * As by ranks with the mean rank for ties, {@code (R - P (P + 1) / 2) / (P N)} for the sum {@code R} of the ranks of
     * {@code P} positives among all (Mann and Whitney 1947).
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no positives or no negatives, or a score is NaN
     */
    public static double of(float[] positives, float[] negatives) {
        require(
                positives.length > 0 && negatives.length > 0,
                "ROC-AUC compares positives with negatives, found %d and %d",
                positives.length,
                negatives.length);
        float[] high = sorted(positives);
        float[] low = sorted(negatives);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (float score : high) {
            while (below < low.length && low[below] < score) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < low.length && low[upTo] == score) {
                upTo++;
            }
            wins += 0.5 * ((double) below + upTo);
        }
        return wins / ((double) high.length * low.length);
    }

    private static float[] sorted(float[] scores) {
        float[] sorted = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            require(!Float.isNaN(scores[i]), "the score %d is not a number, ROC-AUC needs an order", i);
            // Minus zero and zero are one score, but are sorted apart.
            sorted[i] = scores[i] + 0f;
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
