package io.github.sibyl4j.forecasting;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;

/** A forecast of one number for each step, node and channel; none is missing. */
public record PointForecast(SpatioTemporalSeries mean) implements Forecast {

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if a forecast is NaN */
    public PointForecast {
        if (mean.missing() > 0) {
            throwFirstMissing(mean);
        }
    }

    private static void throwFirstMissing(SpatioTemporalSeries mean) {
        for (int step = 0; step < mean.steps(); step++) {
            for (int node = 0; node < mean.nodes(); node++) {
                for (int channel = 0; channel < mean.channels(); channel++) {
                    require(
                            mean.observed(step, node, channel),
                            "the forecast of %s for sensor %s at %s is not a number: look for extreme values in the data,"
                                    + " or train the model anew with a smaller learning rate",
                            mean.channelNames().get(channel),
                            mean.nodeIds().get(node),
                            mean.time().label(step));
                }
            }
        }
    }
}
