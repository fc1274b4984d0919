package io.github.sibyl4j.forecasting.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.forecasting.Forecast;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.PointForecast;
import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.forecasting.store.ModelDirectory;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A fitted baseline: forecasts each value on its own by {@link Rule}, from steps before the end of the window. */
final class Baseline implements Forecaster {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String kind;
    private final String name;
    private final Windows windows;
    private final int period;
    private final List<String> nodeIds;
    private final List<String> channels;
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

    Baseline(
            String kind,
            String name,
            Windows windows,
            int period,
            List<String> nodeIds,
            List<String> channels,
            Tensor learned,
            Rule rule) {
        this.kind = kind;
        this.name = name;
        this.windows = windows;
        this.period = period;
        this.nodeIds = nodeIds;
        this.channels = channels;
        this.learned = learned;
        this.rule = rule;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Windows windows() {
        return windows;
    }

    @Override
    public List<String> nodeIds() {
        return nodeIds;
    }

    @Override
    public PointForecasts predict(SpatioTemporalSeries series, int[] windowStarts) {
        require(
                series.nodeIds().equals(nodeIds) && series.channelNames().equals(channels),
                "%s was fitted on %d nodes (%s, ...) with the channels %s, the series has %d (%s, ...) with %s",
                name,
                nodeIds.size(),
                nodeIds.get(0),
                channels,
                series.nodes(),
                series.nodeIds().get(0),
                series.channelNames());
        float[] values = new float[windowStarts.length * windows.horizon() * series.nodes() * series.channels()];
        int at = 0;
        for (int start : windowStarts) {
            int origin = start + windows.window();
            require(
                    start >= 0 && origin <= series.steps(),
                    "window %d needs the steps %d to %d, the series has %d",
                    start,
                    start,
                    origin - 1,
                    series.steps());
            for (int h = 0; h < windows.horizon(); h++) {
                for (int node = 0; node < series.nodes(); node++) {
                    for (int channel = 0; channel < series.channels(); channel++) {
                        values[at++] = rule.forecast(series, origin, origin + h, node, channel);
                    }
                }
            }
        }
        return new PointForecasts(windowStarts.clone(), windows.horizon(), series.nodes(), series.channels(), values);
    }

    @Override
    public Forecast forecast(SpatioTemporalSeries series) {
        require(
                series.steps() >= windows.window(),
                "a forecast needs the last %d steps, the series has %d",
                windows.window(),
                series.steps());
        PointForecasts last = predict(series, new int[] {series.steps() - windows.window()});
        return new PointForecast(
                SpatioTemporalSeries.of(series.time().following(windows.horizon()), nodeIds, channels, last.values()));
    }

    @Override
    public void save(Path directory) throws IOException {
        ObjectNode description = JSON.createObjectNode();
        description
                .put("window", windows.window())
                .put("horizon", windows.horizon())
                .put("period", period);
        description.set("nodes", JSON.valueToTree(nodeIds));
        description.set("channels", JSON.valueToTree(channels));
        new ModelDirectory(kind, description, learned == null ? Map.of() : Map.of("learned", learned)).save(directory);
    }

    /** What a saved baseline says of itself. */
    record Description(int window, int horizon, int period, List<String> nodes, List<String> channels) {
        static Description of(ModelDirectory saved) {
            Description description = JSON.convertValue(saved.description(), Description.class);
            require(
                    description != null && description.nodes != null && description.channels != null,
                    "the description of the saved model is damaged: a part of it is missing");
            return description;
        }

        Windows windows() {
            return new Windows(window, horizon);
        }
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
