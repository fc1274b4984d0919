package io.github.sibyl4j.forecasting.baseline;

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

/** Repeats the last observed value. Nothing is learned. */
public record Persistence(Windows windows) implements ForecastEstimator {
    private static final String KIND = "persistence";

    private static final String NAME = "persistence";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster fit(
            SpatioTemporalSeries series, Split split, TrainingConfig config, Consumer<TrainingEvent> listener) {
        return fitted(Baseline.Description.of(windows, 1, series, config));
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
        return new Baseline(KIND, NAME, description, null, Persistence::forecast);
    }

    private static float forecast(SpatioTemporalSeries series, int origin, int step, int node, int channel) {
        return Baseline.requireValue(
                Baseline.lastObserved(series, origin - 1, node, channel),
                series,
                origin,
                node,
                "begin later, or leave it out with selectNodes");
    }
}
