package io.github.sibyl4j.forecasting.plot;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Forecasts beside what was observed, one panel a sensor; the first channel of the series. */
public final class ForecastPlot {
    private ForecastPlot() {}

    /**
     * What was forecast a fixed number of steps ahead, window after window, over the time it was forecast for.
     *
     * @param forecasts by name; all of the same windows of {@code series}, which follow one another
     * @param window steps of those windows
     * @param ahead which step of the horizon, counted from 1
     * @param sensors ids of the nodes to draw
     * @param unit of the values; empty if they have none
     */
    public static Figure ahead(
            SpatioTemporalSeries series,
            Map<String, PointForecasts> forecasts,
            int window,
            int ahead,
            List<String> sensors,
            String unit) {
        require(!forecasts.isEmpty(), "there is no forecast to draw");
        Map<String, PointForecasts> all = new LinkedHashMap<>(forecasts);
        int first = all.values().iterator().next().windowStarts()[0];
        int samples = all.values().iterator().next().samples();
        all.forEach((name, own) -> requireConsecutive(name, own, first, samples, ahead));
        int from = first + window + ahead - 1;
        List<String> names = List.copyOf(all.keySet());
        return figure(
                "Forecast and truth",
                TimeText.lead(series.time(), ahead) + " ahead, "
                        + TimeText.span(series.time(), from, from + samples - 1),
                series,
                names,
                sensors,
                unit,
                (panel, node) -> {
                    panel.observed(series, from, from + samples, node);
                    // Backwards, so that the first forecaster lies on top.
                    for (int i = names.size() - 1; i >= 0; i--) {
                        PointForecasts own = all.get(names.get(i));
                        panel.forecast(
                                names.get(i),
                                series.time(),
                                from,
                                from + samples,
                                t -> own.value(t - from, ahead - 1, node, 0),
                                i);
                    }
                });
    }

    /**
     * Whole forecasts: each window's from its first step to its last, over what was observed.
     *
     * @param forecasts of windows of {@code series}, ascending, usually a horizon or more apart
     * @param window steps of those windows
     */
    public static Figure windows(
            SpatioTemporalSeries series, PointForecasts forecasts, int window, List<String> sensors, String unit) {
        require(forecasts.samples() > 0, "there is no forecast to draw");
        int[] starts = forecasts.windowStarts();
        int from = starts[0];
        int to = Math.min(series.steps(), starts[starts.length - 1] + window + forecasts.horizon());
        return figure(
                "Forecasts as they were made",
                TimeText.lead(series.time(), forecasts.horizon()) + " from each origin, "
                        + TimeText.span(series.time(), from, to - 1),
                series,
                List.of("forecast"),
                sensors,
                unit,
                (panel, node) -> {
                    panel.observed(series, from, to, node);
                    for (int i = 0; i < starts.length; i++) {
                        int sample = i;
                        int origin = starts[i] + window;
                        panel.forecast(
                                "forecast from " + origin,
                                series.time(),
                                origin,
                                origin + forecasts.horizon(),
                                t -> forecasts.value(sample, t - origin, node, 0),
                                0);
                    }
                });
    }

    /**
     * The end of a series and the forecast of what comes after it.
     *
     * @param past how many of the last steps to show
     * @param forecast on the steps that follow {@code series}
     */
    public static Figure next(
            SpatioTemporalSeries series, SpatioTemporalSeries forecast, int past, List<String> sensors, String unit) {
        int from = Math.max(0, series.steps() - past);
        return figure(
                "Forecast",
                TimeText.span(forecast.time(), 0, forecast.steps() - 1),
                series,
                List.of("forecast"),
                sensors,
                unit,
                (panel, node) -> {
                    panel.observed(series, from, series.steps(), node);
                    int there = forecast.nodeIndex(series.nodeIds().get(node));
                    panel.forecast(
                            "forecast", forecast.time(), 0, forecast.steps(), t -> forecast.value(t, there, 0), 0);
                });
    }

    private static void requireConsecutive(String name, PointForecasts forecasts, int first, int samples, int ahead) {
        int[] starts = forecasts.windowStarts();
        require(
                ahead >= 1 && ahead <= forecasts.horizon(),
                "the horizon has the steps 1 to %d, not %d",
                forecasts.horizon(),
                ahead);
        require(starts.length == samples, "%s has %d forecasts, expected %d", name, starts.length, samples);
        for (int i = 0; i < starts.length; i++) {
            require(
                    starts[i] == first + i,
                    "%s forecasts window %d, expected %d: all forecasters need the same windows, one after another",
                    name,
                    starts[i],
                    first + i);
        }
    }

    private static Figure figure(
            String title,
            String subtitle,
            SpatioTemporalSeries series,
            List<String> names,
            List<String> sensors,
            String unit,
            BiConsumer<SensorPanel, Integer> drawNode) {
        require(!sensors.isEmpty(), "name at least one sensor to draw");
        List<Integer> nodes = sensors.stream().map(series::nodeIndex).toList();
        List<String> shown =
                Stream.concat(Stream.of("observed"), names.stream()).toList();
        return new Figure(
                title,
                subtitle,
                new Legend(Legend.OBSERVED, shown),
                () -> nodes.stream()
                        .map(node -> {
                            SensorPanel panel = new SensorPanel(series.nodeIds().get(node), unit);
                            drawNode.accept(panel, node);
                            return panel.chart();
                        })
                        .toList());
    }
}
