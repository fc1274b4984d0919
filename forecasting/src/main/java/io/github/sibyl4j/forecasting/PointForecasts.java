package io.github.sibyl4j.forecasting;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/**
 * Forecasts of many windows of one series, in the data's units.
 *
 * @param windowStarts the number of the window behind each sample
 * @param values row-major {@code [sample, horizon, node, channel]}; the array is not copied
 */
public record PointForecasts(int[] windowStarts, int horizon, int nodes, int channels, float[] values) {
    public PointForecasts {
        require(
                values.length == (long) windowStarts.length * horizon * nodes * channels,
                "%d forecasts of %d steps, %d nodes and %d channels take %d values, found %d",
                windowStarts.length,
                horizon,
                nodes,
                channels,
                (long) windowStarts.length * horizon * nodes * channels,
                values.length);
    }

    public int samples() {
        return windowStarts.length;
    }

    /** The forecast for step {@code h} of the horizon, counted from 0. */
    public float value(int sample, int h, int node, int channel) {
        return values[((sample * horizon + h) * nodes + node) * channels + channel];
    }

    /** The values of one sample, {@code [horizon, node, channel]}. */
    public float[] sample(int sample) {
        int width = horizon * nodes * channels;
        return Arrays.copyOfRange(values, sample * width, (sample + 1) * width);
    }
}
