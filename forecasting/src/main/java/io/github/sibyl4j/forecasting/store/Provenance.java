package io.github.sibyl4j.forecasting.store;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import io.github.sibyl4j.tensor.train.TrainingConfig;

/**
 * Where a model comes from, saved with it: equal provenance on the same platform gives the same bits.
 *
 * @param dataSha256 over node ids, first time, and all values that training and validation saw
 */
public record Provenance(
        String dataSha256,
        String firstStep,
        String lastStep,
        TrainingConfig training,
        String sibyl,
        String java,
        String platform) {

    public static Provenance of(SpatioTemporalSeries series, TrainingConfig training) {
        String head = series.nodeIds() + series.time().label(0) + series.channelNames();
        Platform platform = Platform.current();
        return new Provenance(
                new Sha256().add(head).add(series.values()).hex(),
                series.time().label(0),
                series.time().label(series.steps() - 1),
                training,
                platform.sibyl(),
                platform.java(),
                platform.system());
    }
}
