package io.github.sibyl4j.graph.metric;

/**
 * Average precision as scikit-learn's {@code average_precision_score}: {@code sum_t (R_t - R_{t-1}) P_t} over the distinct
 * scores from the highest down, with the precision {@code P_t} and the recall {@code R_t} of what scores at least that much;
 * nothing is interpolated. It depends on how many negatives there are: published percentages take as many as positives.
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if there are no positives or no negatives, or a score is NaN */
    public static double of(float[] positives, float[] negatives) {
        Scores.requireBoth("average precision", positives.length, negatives.length);
        Scores high = Scores.of("average precision", positives);
        Scores low = Scores.of("average precision", negatives);
        double sum = 0;
        int i = high.size();
        int wrong = 0;
        while (i > 0) {
            float score = high.get(i - 1);
            int before = i;
            while (i > 0 && high.get(i - 1) == score) {
                i--;
            }
            while (wrong < low.size() && low.get(low.size() - 1 - wrong) >= score) {
                wrong++;
            }
            double right = (double) high.size() - i;
            sum += (before - i) * right / (right + wrong);
        }
        return sum / high.size();
    }
}
