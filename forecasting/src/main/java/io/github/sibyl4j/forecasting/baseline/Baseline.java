package io.github.sibyl4j.forecasting.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.Forecast;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.PointForecast;
import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.forecasting.store.Provenance;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A fitted baseline: forecasts each value on its own by {@link Rule}, from steps before the end of the window. */
final class Baseline implements Forecaster {
    private final String kind;
    private final String name;
    private final Description description;
    private final Tensor learned;
    private final Rule rule;

    /** How one value is forecast. */
    interface Rule {
        /**
         * @param origin the first step that is not known
         * @param step the step to forecast, {@code origin} or later
         */
        float forecast(SpatioTemporalSeries series, int origin, int step, int node, int channel);
    }

    /**
     * What {@code model.json} says of a baseline.
     *
     * @param period steps of a season, 1 where there is none
     * @param step length of a step in ISO form, null without a clock
     */
    record Description(
            int window,
            int horizon,
            int period,
            String step,
            List<String> nodes,
            List<String> channels,
            Provenance provenance) {
        Description {
            nodes = List.copyOf(nodes);
            channels = List.copyOf(channels);
            require(period >= 1, "period must be at least 1 step, found %d", period);
            require(window >= 1 && horizon >= 1, "window %d or horizon %d is no number of steps", window, horizon);
            require(!nodes.isEmpty() && !channels.isEmpty(), "there are no nodes or no channels");
        }

        static Description of(Windows windows, int period, SpatioTemporalSeries series, TrainingConfig config) {
            return new Description(
                    windows.window(),
                    windows.horizon(),
                    period,
                    stepOf(series.time()),
                    series.nodeIds(),
                    series.channelNames(),
                    Provenance.of(series, config));
        }

        private static String stepOf(TimeIndex time) {
            return time.hasClock() ? time.step().toString() : null;
        }
    }

    /** @param learned what {@code rule} looks up, to be saved with it; null for nothing */
    Baseline(String kind, String name, Description description, Tensor learned, Rule rule) {
        this.kind = kind;
        this.name = name;
        this.description = description;
        this.learned = learned;
        this.rule = rule;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Windows windows() {
        return new Windows(description.window, description.horizon);
    }

    @Override
    public List<String> nodeIds() {
        return description.nodes;
    }

    private void requireSuits(SpatioTemporalSeries series) {
        series.requireNodes(description.nodes, name);
        require(
                series.channelNames().equals(description.channels),
                "%s was fitted on the channels %s, the series has %s",
                name,
                description.channels,
                series.channelNames());
        String step = Description.stepOf(series.time());
        require(
                step == null ? description.step == null : step.equals(description.step),
                "%s was fitted on steps of %s, the series has steps of %s: fit it anew",
                name,
                description.step == null ? "no time" : description.step,
                step == null ? "no time" : step);
    }

    @Override
    public PointForecasts predict(SpatioTemporalSeries series, int[] windowStarts) {
        requireSuits(series);
        float[] values = new float[length(windowStarts.length)];
        int at = 0;
        for (int start : windowStarts) {
            require(
                    start >= 0 && start <= series.steps() - description.window,
                    "window %d needs the steps %d to %d, the series has %d",
                    start,
                    start,
                    (long) start + description.window - 1,
                    series.steps());
            int origin = start + description.window;
            for (int h = 0; h < description.horizon; h++) {
                for (int node = 0; node < series.nodes(); node++) {
                    for (int channel = 0; channel < series.channels(); channel++) {
                        values[at++] = rule.forecast(series, origin, origin + h, node, channel);
                    }
                }
            }
        }
        return new PointForecasts(windowStarts.clone(), description.horizon, series.nodes(), series.channels(), values);
    }

    private int length(int samples) {
        double length = (double) samples * description.horizon * description.nodes.size() * description.channels.size();
        require(
                length <= Integer.MAX_VALUE,
                "%d windows of %d steps, %d nodes and %d channels do not fit into one array: forecast fewer at once",
                samples,
                description.horizon,
                description.nodes.size(),
                description.channels.size());
        return (int) length;
    }

    @Override
    public Forecast forecast(SpatioTemporalSeries series) {
        require(
                series.steps() >= description.window,
                "a forecast needs the last %d steps, the series has %d",
                description.window,
                series.steps());
        PointForecasts last = predict(series, new int[] {series.steps() - description.window});
        return new PointForecast(SpatioTemporalSeries.of(
                series.time().following(description.horizon), description.nodes, description.channels, last.values()));
    }

    @Override
    public void save(Path directory) throws IOException {
        new ModelDirectory(kind, description, learned == null ? Map.of() : Map.of("learned", learned)).save(directory);
    }

    /** The last value that was observed at or before a step; NaN if there is none. */
    static float lastObserved(SpatioTemporalSeries series, int step, int node, int channel) {
        for (int t = step; t >= 0; t--) {
            if (series.observed(t, node, channel)) {
                return series.value(t, node, channel);
            }
        }
        return Float.NaN;
    }

    /** Throws unless a rule found a value. */
    static float requireValue(float value, SpatioTemporalSeries series, int origin, int node, String need) {
        if (Float.isNaN(value)) {
            require(
                    false,
                    "sensor %s has no value before %s: %s",
                    series.nodeIds().get(node),
                    series.time().label(origin),
                    need);
        }
        return value;
    }
}
