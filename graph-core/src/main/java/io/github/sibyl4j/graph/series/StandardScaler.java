package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/**
 * {@code (x - mean) / deviation}, one mean and (population) standard deviation a channel over all nodes, or one for each
 * node, from observed values alone. Where all values are equal the deviation is taken as 1. Immutable.
 */
public final class StandardScaler {
    private final int nodes;
    private final int channels;
    private final boolean perNode;
    private final double[] mean;
    private final double[] deviation;

    private StandardScaler(int nodes, int channels, boolean perNode, double[] mean, double[] deviation) {
        this.nodes = nodes;
        this.channels = channels;
        this.perNode = perNode;
        this.mean = mean;
        this.deviation = deviation;
    }

    /** One mean and deviation for each channel, from the given steps alone: those of the training part. */
    public static StandardScaler fit(SpatioTemporalSeries series, IndexRange steps) {
        return fit(series, steps, false);
    }

    /** One mean and deviation for each node and channel, from the given steps alone. */
    public static StandardScaler fitPerNode(SpatioTemporalSeries series, IndexRange steps) {
        return fit(series, steps, true);
    }

    private static StandardScaler fit(SpatioTemporalSeries series, IndexRange steps, boolean perNode) {
        require(
                !steps.isEmpty() && steps.to() <= series.steps(),
                "a scaler cannot be fitted on the steps %d to %d of %d",
                steps.from(),
                steps.to(),
                series.steps());
        int width = series.nodes() * series.channels();
        int groups = perNode ? width : series.channels();
        double[] mean = new double[groups];
        double[] squares = new double[groups];
        long[] count = new long[groups];
        for (int t = steps.from(); t < steps.to(); t++) {
            for (int i = 0; i < width; i++) {
                float value = series.value(t, i / series.channels(), i % series.channels());
                if (!Float.isNaN(value)) {
                    // Welford's update, exact enough for any number of values.
                    int g = perNode ? i : i % series.channels();
                    count[g]++;
                    double distance = value - mean[g];
                    mean[g] += distance / count[g];
                    squares[g] += distance * (value - mean[g]);
                }
            }
        }
        double[] deviation = new double[groups];
        for (int g = 0; g < groups; g++) {
            require(
                    count[g] > 0,
                    "%s has no observed value between %s and %s, so it cannot be scaled: leave it out with selectNodes",
                    perNode
                            ? "node " + series.nodeIds().get(g / series.channels())
                            : "channel " + series.channelNames().get(g),
                    series.time().label(steps.from()),
                    series.time().label(steps.to() - 1));
            deviation[g] = Math.sqrt(squares[g] / count[g]);
            if (deviation[g] == 0) {
                deviation[g] = 1;
            }
        }
        return new StandardScaler(series.nodes(), series.channels(), perNode, mean, deviation);
    }

    /** A scaler with given statistics, one a channel. */
    public static StandardScaler of(int nodes, double[] mean, double[] deviation) {
        require(
                mean.length == deviation.length && Arrays.stream(deviation).allMatch(d -> d > 0),
                "a scaler needs as many positive deviations as means, found %s and %s",
                Arrays.toString(deviation),
                Arrays.toString(mean));
        return new StandardScaler(nodes, mean.length, false, mean.clone(), deviation.clone());
    }

    /** Scales values {@code [..., node, channel]} in place; NaN stays NaN. */
    public void transform(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int g = group(i);
            values[i] = (float) ((values[i] - mean[g]) / deviation[g]);
        }
    }

    /** Undoes {@link #transform} in place. */
    public void inverse(float[] values) {
        for (int i = 0; i < values.length; i++) {
            int g = group(i);
            values[i] = (float) (values[i] * deviation[g] + mean[g]);
        }
    }

    private int group(int i) {
        return perNode ? i % (nodes * channels) : i % channels;
    }

    /** One mean a channel, or one a node and channel. */
    public double[] mean() {
        return mean.clone();
    }

    /** One standard deviation a channel, or one a node and channel. */
    public double[] deviation() {
        return deviation.clone();
    }
}
