package io.github.sibyl4j.forecasting.spatiotemporal;

import io.github.sibyl4j.graph.series.Covariates;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.StandardScaler;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Optional;

/**
 * Cuts windows out of a series: inputs scaled, gaps filled by the last value before them (by the mean where there is none),
 * with the mask of what was observed beside them where the model wants it; targets as they are.
 */
final class WindowBatches {
    private final SpatioTemporalSeries series;
    private final Windows windows;
    private final int nodes;
    private final int channels;
    private final int columns;
    /** {@code [time, node, channel + mask]}. */
    private final float[] inputs;

    private final Covariates covariates;
    private final float[] covariateValues;

    WindowBatches(
            SpatioTemporalSeries series,
            Windows windows,
            StandardScaler scaler,
            Optional<Covariates> covariates,
            boolean withMask) {
        this.series = series;
        this.windows = windows;
        this.nodes = series.nodes();
        this.channels = series.channels();
        this.columns = withMask ? 2 * channels : channels;
        this.covariates = covariates.orElse(null);
        this.covariateValues = covariates.map(Covariates::values).orElse(null);
        float[] filled = series.forwardFilled();
        scaler.transform(filled);
        this.inputs = withMask ? new float[2 * filled.length] : filled;
        for (int i = 0; i < filled.length; i++) {
            // The mean, scaled, is zero.
            float value = Float.isNaN(filled[i]) ? 0 : filled[i];
            if (withMask) {
                int row = i / channels;
                int channel = i % channels;
                inputs[row * columns + channel] = value;
                inputs[row * columns + channels + channel] =
                        series.observed(row / nodes, row % nodes, channel) ? 1 : 0;
            } else {
                inputs[i] = value;
            }
        }
    }

    /** {@code [batch, window, node, channel + mask]}. */
    Tensor inputs(int[] starts) {
        int run = windows.window() * nodes * columns;
        float[] batch = new float[starts.length * run];
        for (int i = 0; i < starts.length; i++) {
            System.arraycopy(inputs, starts[i] * nodes * columns, batch, i * run, run);
        }
        return Tensor.of(batch, starts.length, windows.window(), nodes, columns);
    }

    /** {@code [batch, window, covariate]}, or null if there are none. */
    Tensor covariates(int[] starts) {
        if (covariates == null) {
            return null;
        }
        int count = covariates.count();
        int run = windows.window() * count;
        float[] batch = new float[starts.length * run];
        for (int i = 0; i < starts.length; i++) {
            System.arraycopy(covariateValues, starts[i] * count, batch, i * run, run);
        }
        return Tensor.of(batch, starts.length, windows.window(), count);
    }

    /** What is to be forecast, {@code [batch, horizon, node, channel]} in the data's units, NaN where missing. */
    float[] targets(int[] starts) {
        int run = windows.horizon() * nodes * channels;
        float[] batch = new float[starts.length * run];
        for (int i = 0; i < starts.length; i++) {
            int from = starts[i] + windows.window();
            series.copyValues(from, from + windows.horizon(), batch, i * run);
        }
        return batch;
    }
}
