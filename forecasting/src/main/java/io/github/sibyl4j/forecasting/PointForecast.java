package io.github.sibyl4j.forecasting;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;

/** A forecast of one number for each step, node and channel. */
public record PointForecast(SpatioTemporalSeries mean) implements Forecast {}
