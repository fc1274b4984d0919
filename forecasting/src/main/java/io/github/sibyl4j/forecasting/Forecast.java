package io.github.sibyl4j.forecasting;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;

/** What is expected after the end of a series. */
public sealed interface Forecast permits PointForecast {

    /** The point forecast {@code [horizon, node, channel]}, in the data's units, on the steps that continue the series. */
    SpatioTemporalSeries mean();

    /** The number of steps. */
    default int horizon() {
        return mean().steps();
    }
}
