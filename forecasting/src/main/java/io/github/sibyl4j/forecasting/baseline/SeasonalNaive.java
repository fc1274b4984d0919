package io.github.sibyl4j.forecasting.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.ForecastEstimator;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.ForecasterReader;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.util.function.Consumer;

/**
 * Repeats the value one period before; where that is missing, the one another period before, and so on; where none was
 * observed, the last observed value. It may look further back than its window.
 *
 * @param period steps of a season, such as 288 for a day of five-minute steps
 */
public record SeasonalNaive(Windows windows, int period) implements ForecastEstimator {
    private static final String KIND = "seasonal-naive";

    private static final String NAME = "seasonal naive";

    public SeasonalNaive {
        require(period >= 1, "period must be at least 1 step, found %d", period);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster fit(
            SpatioTemporalSeries series, Split split, TrainingConfig config, Consumer<TrainingEvent> listener) {
        require(
                series.steps() > period,
                "a seasonal forecast with a period of %d steps needs a longer series, found %d steps",
                period,
                series.steps());
        return fitted(Baseline.Description.of(windows, period, series, config));
    }

    /** Reads a saved one. */
    public static final class Reader implements ForecasterReader {
        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Forecaster read(ModelDirectory saved) {
            return fitted(saved.describedAs(Baseline.Description.class));
        }
    }

    private static Forecaster fitted(Baseline.Description description) {
        int period = description.period();
        Baseline.Rule rule = (series, origin, step, node, channel) -> {
            // The latest step of the same phase that is known.
            int t = step - ((step - origin) / period + 1) * period;
            for (; t >= 0; t -= period) {
                if (series.observed(t, node, channel)) {
                    return series.value(t, node, channel);
                }
            }
            return Baseline.requireValue(
                    Baseline.lastObserved(series, origin - 1, node, channel),
                    series,
                    origin,
                    node,
                    "begin later, or leave it out with selectNodes");
        };
        return new Baseline(KIND, NAME, description, null, rule);
    }
}
