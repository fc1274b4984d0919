package io.github.sibyl4j.graph.metric;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * The share of positives that are among the best. Against one pool of negatives for all positives, as on the Open Graph
 * Benchmark's link sets; its figures depend on the size of the pool. Or each against negatives of its own, by its rank.
 */
public final class HitsAtK {
    private HitsAtK() {}

    /**
     * The share of positives that score strictly higher than the {@code k}-th best negative; 1 where there are fewer than
     * {@code k} negatives (Hu et al., NeurIPS 2020, and their evaluator).
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no positives, {@code k} is less than 1, or a score
     *     is NaN
     */
    public static double of(float[] positives, float[] negatives, int k) {
        require(k >= 1, "Hits@K needs a K of at least 1, found %d", k);
        require(positives.length > 0, "Hits@K needs positives, found none");
        Scores high = Scores.of("Hits@K", positives);
        Scores low = Scores.of("Hits@K", negatives);
        return low.size() < k ? 1 : (double) high.above(low.get(low.size() - k)) / high.size();
    }

    /**
     * The share of positives whose rank among their own negatives is at most {@code k}; ties take the mean of their ranks, as
     * for {@link ReciprocalRank}.
     *
     * @param negatives for every positive its own, at least one
     * @throws io.github.sibyl4j.tensor.InvalidInputException as for {@link ReciprocalRank#of(float[], float[][])}, or if
     *     {@code k} is less than 1
     */
    public static double of(float[] positives, float[][] negatives, int k) {
        require(k >= 1, "Hits@K needs a K of at least 1, found %d", k);
        int hits = 0;
        for (double rank : ReciprocalRank.ranks("Hits@K", positives, negatives)) {
            hits += rank <= k ? 1 : 0;
        }
        return (double) hits / positives.length;
    }
}
