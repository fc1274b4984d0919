package io.github.sibyl4j.forecasting;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The errors of a forecaster over windows of a series: at each step of the horizon (the error at that step, not up to it)
 * and over all steps together. Targets that were not observed do not count.
 *
 * @param name of the forecaster
 * @param byStep one entry for each step of the horizon
 * @param average over all steps, every observed target with the same weight
 */
public record Evaluation(String name, List<Metrics> byStep, Metrics average) {
    /** Values forecast at once: many windows, since each call prepares the whole series. */
    private static final int TOGETHER = 1 << 24;

    public Evaluation {
        byStep = List.copyOf(byStep);
    }

    /** The errors at a step of the horizon, counted from 1. */
    public Metrics at(int step) {
        require(step >= 1 && step <= byStep.size(), "the horizon has the steps 1 to %d, not %d", byStep.size(), step);
        return byStep.get(step - 1);
    }

    /**
     * Forecasts the given windows and compares them with what was observed.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no windows, nothing in their targets was
     *     observed, or a forecast is not a number
     */
    public static Evaluation of(Forecaster forecaster, SpatioTemporalSeries series, IndexRange windows) {
        require(!windows.isEmpty(), "there are no windows to evaluate on");
        ErrorSums[] sums = new ErrorSums[forecaster.windows().horizon()];
        Arrays.setAll(sums, h -> new ErrorSums());
        int each = forecaster.windows().horizon() * series.nodes() * series.channels();
        int together = Math.max(1, TOGETHER / each);
        for (int from = windows.from(); from < windows.to(); from += together) {
            IndexRange part = new IndexRange(from, Math.min(windows.to(), from + together));
            add(forecaster.predict(series, part.toArray()), forecaster, series, sums);
        }
        ErrorSums all = new ErrorSums();
        Arrays.stream(sums).forEach(all::add);
        require(
                all.metrics().count() > 0,
                "no value was observed between %s and %s, so there is nothing to compare a forecast with",
                series.time().label(windows.from() + forecaster.windows().window()),
                series.time().label(forecaster.windows().steps(windows).to() - 1));
        return new Evaluation(
                forecaster.name(), Arrays.stream(sums).map(ErrorSums::metrics).toList(), all.metrics());
    }

    private static void add(
            PointForecasts forecasts, Forecaster forecaster, SpatioTemporalSeries series, ErrorSums[] sums) {
        for (int i = 0; i < forecasts.samples(); i++) {
            int first = forecasts.windowStarts()[i] + forecaster.windows().window();
            for (int h = 0; h < forecasts.horizon(); h++) {
                for (int node = 0; node < forecasts.nodes(); node++) {
                    for (int channel = 0; channel < forecasts.channels(); channel++) {
                        float target = series.value(first + h, node, channel);
                        float forecast = forecasts.value(i, h, node, channel);
                        if (!Float.isFinite(forecast)) {
                            require(
                                    false,
                                    "%s forecasts %s for %s at %s",
                                    forecaster.name(),
                                    forecast,
                                    series.nodeIds().get(node),
                                    series.time().label(first + h));
                        }
                        if (!Float.isNaN(target)) {
                            sums[h].add(forecast, target);
                        }
                    }
                }
            }
        }
    }

    /** One line a step, the average last. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append('\n');
        text.append(String.format(Locale.ROOT, "%7s %10s %10s %9s %8s%n", "step", "MAE", "RMSE", "MAPE %", "MRE"));
        for (int h = 1; h <= byStep.size(); h++) {
            line(text, Integer.toString(h), at(h));
        }
        line(text, "all", average);
        return text.toString();
    }

    private static void line(StringBuilder text, String step, Metrics m) {
        text.append(String.format(
                Locale.ROOT, "%7s %10.4f %10.4f %9.2f %8.4f%n", step, m.mae(), m.rmse(), m.mape(), m.mre()));
    }
}
