package io.github.sibyl4j.forecasting;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.util.function.Consumer;

/** A configured way to learn a {@link Forecaster} from a series. Immutable; fitting leaves it as it is. */
public interface ForecastEstimator {

    /** What tables call it. */
    String name();

    /** The steps a forecast is made from and for. */
    Windows windows();

    /**
     * Learns from the training windows of a split and chooses by its validation windows; nothing later than the last step
     * of a validation window is looked at.
     *
     * @param listener is told of the progress, on the calling thread
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the series does not suit
     */
    Forecaster fit(SpatioTemporalSeries series, Split split, TrainingConfig config, Consumer<TrainingEvent> listener);

    default Forecaster fit(SpatioTemporalSeries series, Split split, TrainingConfig config) {
        return fit(series, split, config, event -> {});
    }

    /** Learns from all of a series; the last tenth of its windows validates. */
    default Forecaster fit(SpatioTemporalSeries series, TrainingConfig config) {
        return fit(series, new TslSplit(0.1, 0).split(windows(), series.steps()), config);
    }
}
