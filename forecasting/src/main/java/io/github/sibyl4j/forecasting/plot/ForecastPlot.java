package io.github.sibyl4j.forecasting.plot;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.knowm.xchart.XYChart;

/** Forecasts beside what was observed, one panel a sensor; the first channel of the series. */
public final class ForecastPlot {
    private static final int PANEL = 210;

    private ForecastPlot() {}

    /**
     * What was forecast a fixed number of steps ahead, window after window, over the time it was forecast for.
     *
     * @param forecasts by name; each made from windows of {@code series} that follow one another
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
        requireSomething(sensors, forecasts.isEmpty());
        Map<String, PointForecasts> all = new LinkedHashMap<>(forecasts);
        PointForecasts any = all.values().iterator().next();
        require(
                ahead >= 1 && ahead <= any.horizon(),
                "the horizon has the steps 1 to %d, not %d",
                any.horizon(),
                ahead);
        int from = any.windowStarts()[0] + window + ahead - 1;
        return new Figure("Forecast and truth", ahead + " steps ahead", () -> {
            List<XYChart> charts = new ArrayList<>();
            for (String sensor : sensors) {
                int node = series.nodeIndex(sensor);
                XYChart chart = panel(sensor, unit, sensor.equals(sensors.get(sensors.size() - 1)));
                add(chart, "observed", series.time(), from, any.samples(), t -> series.value(t, node, 0), -1);
                int color = 0;
                for (Map.Entry<String, PointForecasts> entry : all.entrySet()) {
                    PointForecasts own = entry.getValue();
                    add(
                            chart,
                            entry.getKey(),
                            series.time(),
                            from,
                            own.samples(),
                            t -> own.value(t - from, ahead - 1, node, 0),
                            color++);
                }
                charts.add(chart);
            }
            return charts;
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
        requireSomething(sensors, forecast.steps() == 0);
        int from = Math.max(0, series.steps() - past);
        String span = forecast.time().label(0) + " to " + forecast.time().label(forecast.steps() - 1);
        return new Figure("Forecast", span, () -> {
            List<XYChart> charts = new ArrayList<>();
            for (String sensor : sensors) {
                int node = series.nodeIndex(sensor);
                XYChart chart = panel(sensor, unit, sensor.equals(sensors.get(sensors.size() - 1)));
                add(chart, "observed", series.time(), from, series.steps() - from, t -> series.value(t, node, 0), -1);
                add(
                        chart,
                        "forecast",
                        forecast.time(),
                        0,
                        forecast.steps(),
                        t -> forecast.value(t, forecast.nodeIndex(sensor), 0),
                        0);
                charts.add(chart);
            }
            return charts;
        });
    }

    private static void requireSomething(List<String> sensors, boolean empty) {
        require(!sensors.isEmpty(), "name at least one sensor to draw");
        require(!empty, "there is no forecast to draw");
    }

    private static XYChart panel(String sensor, String unit, boolean last) {
        return ChartStyle.chart("sensor " + sensor, unit, PANEL, last);
    }

    /** Adds the steps {@code from .. from + count - 1}; gaps in the values are gaps in the line. */
    private static void add(
            XYChart chart, String name, TimeIndex time, int from, int count, IntToDoubleFunction value, int color) {
        List<Double> y = new ArrayList<>();
        List<Date> dates = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        for (int t = from; t < from + count; t++) {
            y.add(value.applyAsDouble(t));
            if (time.hasClock()) {
                dates.add(Date.from(time.at(t).toInstant(ZoneOffset.UTC)));
            } else {
                numbers.add((double) time.offset() + t);
            }
        }
        var line = time.hasClock() ? chart.addSeries(name, dates, y) : chart.addSeries(name, numbers, y);
        ChartStyle.line(line, color < 0 ? ChartStyle.INK : ChartStyle.color(color), color < 0 ? 1.2f : 2);
    }
}
