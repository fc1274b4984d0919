package io.github.sibyl4j.graph.metric;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/**
 * The mean reciprocal rank (MRR) of positives among negatives. The rank is one more than the mean of the numbers of negatives
 * that score higher and of those that score at least as high, so that who scores everything alike does not rank first; as in
 * the evaluator of the Open Graph Benchmark.
 */
public final class ReciprocalRank {
    private ReciprocalRank() {}

    /**
     * Each positive among negatives of its own.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no positives, some have no negatives, or a score is
     *     NaN
     */
    public static double of(float[] positives, float[][] negatives) {
        return mean(ranks("MRR", positives, negatives));
    }

    /** All positives among the same negatives. */
    public static double of(float[] positives, float[] negatives) {
        Scores.requireBoth("MRR", positives.length, negatives.length);
        Scores low = Scores.of("MRR", negatives);
        Scores high = Scores.of("MRR", positives);
        double[] ranks = new double[high.size()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = rank(high.get(i), low);
        }
        return mean(ranks);
    }

    static double[] ranks(String metric, float[] positives, float[][] negatives) {
        require(
                positives.length > 0 && positives.length == negatives.length,
                "%s needs negatives for every positive, found %d positives and %d times negatives",
                metric,
                positives.length,
                negatives.length);
        double[] ranks = new double[positives.length];
        for (int i = 0; i < ranks.length; i++) {
            require(negatives[i].length > 0, "%s needs negatives for every positive, number %d has none", metric, i);
            require(!Float.isNaN(positives[i]), "the score %d is not a number, %s needs an order", i, metric);
            ranks[i] = rank(positives[i], Scores.of(metric, negatives[i]));
        }
        return ranks;
    }

    private static double rank(float score, Scores negatives) {
        return 1 + negatives.above(score) + 0.5 * negatives.equalTo(score);
    }

    private static double mean(double[] ranks) {
        return Arrays.stream(ranks).map(rank -> 1 / rank).sum() / ranks.length;
    }
}
