package io.github.sibyl4j.forecasting.plot;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.awt.Color;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/** The chart of one sensor over time. Gaps in the values are gaps in the line. */
final class SensorPanel {
    private static final int HEIGHT = 210;

    private final XYChart chart;

    SensorPanel(String sensor, String unit) {
        chart = ChartStyle.chart("sensor " + sensor, unit, HEIGHT);
    }

    XYChart chart() {
        return chart;
    }

    /** Draws what was observed at the steps {@code from .. to - 1}. */
    void observed(SpatioTemporalSeries series, int from, int to, int node) {
        add("observed", series.time(), from, to, t -> series.value(t, node, 0), ChartStyle.INK, 1.2f);
    }

    /** Draws a forecast for the steps {@code from .. to - 1}; the first forecaster's line is the widest. */
    void forecast(String name, TimeIndex time, int from, int to, IntToDoubleFunction value, int forecaster) {
        add(name, time, from, to, value, ChartStyle.color(forecaster), forecaster == 0 ? 2 : 1.2f);
    }

    private void add(
            String name, TimeIndex time, int from, int to, IntToDoubleFunction value, Color color, float width) {
        List<Double> y = new ArrayList<>();
        List<Object> x = new ArrayList<>();
        for (int t = from; t < to; t++) {
            y.add(value.applyAsDouble(t));
            x.add(time.hasClock() ? Date.from(time.at(t).toInstant(ZoneOffset.UTC)) : (double) time.offset() + t);
        }
        XYSeries line = chart.addSeries(name, x, y);
        ChartStyle.line(line, color, width);
    }
}
