package io.github.sibyl4j.graph.metric;

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
        Scores.requireBoth("ROC-AUC", positives.length, negatives.length);
        Scores high = Scores.of("ROC-AUC", positives);
        Scores low = Scores.of("ROC-AUC", negatives);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (int i = 0; i < high.size(); i++) {
            float score = high.get(i);
            while (below < low.size() && low.get(below) < score) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < low.size() && low.get(upTo) == score) {
                upTo++;
            }
            wins += 0.5 * ((double) below + upTo);
        }
        return wins / ((double) high.size() * low.size());
    }
}
