package io.github.sibyl4j.graph.metric;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/** Scores in ascending order. */
final class Scores {
    private final float[] ascending;

    private Scores(float[] ascending) {
        this.ascending = ascending;
    }

    static Scores of(String metric, float[] scores) {
        float[] sorted = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            require(!Float.isNaN(scores[i]), "the score %d is not a number, %s needs an order", i, metric);
            // Minus zero and zero are one score, but are sorted apart.
            sorted[i] = scores[i] + 0f;
        }
        Arrays.sort(sorted);
        return new Scores(sorted);
    }

    static void requireBoth(String metric, int positives, int negatives) {
        require(
                positives > 0 && negatives > 0,
                "%s compares positives with negatives, found %d and %d",
                metric,
                positives,
                negatives);
    }

    int size() {
        return ascending.length;
    }

    float get(int index) {
        return ascending[index];
    }

    /** How many scores are higher. */
    int above(float score) {
        return ascending.length - countUpTo(score, true);
    }

    /** How many scores are equal. */
    int equalTo(float score) {
        return countUpTo(score, true) - countUpTo(score, false);
    }

    /** How many scores are lower, or not higher. */
    private int countUpTo(float score, boolean inclusive) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < score || (inclusive && ascending[middle] == score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
