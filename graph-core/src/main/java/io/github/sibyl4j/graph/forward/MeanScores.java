package io.github.sibyl4j.graph.forward;

/** The mean of several answers of the same shape. */
final class MeanScores {
    private double[] sum;
    private int count;

    void add(float[] scores) {
        if (sum == null) {
            sum = new double[scores.length];
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scores[i];
        }
        count++;
    }

    float[] get() {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return mean;
    }
}
