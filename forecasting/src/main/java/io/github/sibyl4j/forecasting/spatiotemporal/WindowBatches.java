package io.github.sibyl4j.forecasting.spatiotemporal;

import io.github.sibyl4j.graph.series.Covariates;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.StandardScaler;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Optional;

/**
 * Cuts windows out of a series. An input row of a node holds its channels, scaled, gaps filled by the last value before
 * them (by the mean where there is none); then the covariates, which all nodes share; then, where the model wants it, the
 * mask of what was observed. Targets are as they are.
 */
final class WindowBatches {
    private final SpatioTemporalSeries series;
    private final Windows windows;
    private final int nodes;
    private final int channels;
    /** The step that {@link #values} and {@link #shared} begin at. */
    private final int first;
    /** Scaled and filled, {@code [time, node, channel]}. */
    private final float[] values;

    private final int covariates;
    /** {@code [time, covariate]}. */
    private final float[] shared;

    private final boolean withMask;

    /**
     * @param steps those that windows are cut out of: a service that forecasts one window pays for no others
     * @param covariates of these steps
     */
    WindowBatches(
            SpatioTemporalSeries series,
            IndexRange steps,
            Windows windows,
            StandardScaler scaler,
            Optional<Covariates> covariates,
            boolean withMask) {
        this.series = series;
        this.windows = windows;
        this.nodes = series.nodes();
        this.channels = series.channels();
        this.covariates = covariates.map(Covariates::count).orElse(0);
        this.shared = covariates.map(Covariates::values).orElse(new float[0]);
        this.withMask = withMask;
        this.first = steps.from();
        this.values = series.forwardFilled(steps);
        scaler.transform(values);
        for (int i = 0; i < values.length; i++) {
            if (Float.isNaN(values[i])) {
                // The mean, scaled, is zero.
                values[i] = 0;
            }
        }
    }

    /** The number of values in an input row. */
    static int columns(int channels, int covariates, boolean withMask) {
        return channels + covariates + (withMask ? channels : 0);
    }

    /** {@code [batch, window, node, channel + covariate + mask]}. */
    Tensor inputs(int[] starts) {
        int columns = columns(channels, covariates, withMask);
        float[] batch = new float[starts.length * windows.window() * nodes * columns];
        int at = 0;
        for (int start : starts) {
            for (int t = start; t < start + windows.window(); t++) {
                for (int node = 0; node < nodes; node++) {
                    for (int channel = 0; channel < channels; channel++) {
                        batch[at++] = values[((t - first) * nodes + node) * channels + channel];
                    }
                    for (int covariate = 0; covariate < covariates; covariate++) {
                        batch[at++] = shared[(t - first) * covariates + covariate];
                    }
                    for (int channel = 0; withMask && channel < channels; channel++) {
                        batch[at++] = series.observed(t, node, channel) ? 1 : 0;
                    }
                }
            }
        }
        return Tensor.of(batch, starts.length, windows.window(), nodes, columns);
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

    /** How many targets of these windows are there. */
    long observedTargets(int[] starts) {
        long count = 0;
        for (float target : targets(starts)) {
            count += Float.isNaN(target) ? 0 : 1;
        }
        return count;
    }
}
