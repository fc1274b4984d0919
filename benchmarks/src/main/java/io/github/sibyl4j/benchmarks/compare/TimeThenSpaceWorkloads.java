package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * TTS-IMP on METR-LA's 207 sensors and graph: window and horizon 12, hidden 64. A training step has a batch of 64; our time
 * is that of the real training loop, cutting the batch out of the series included. A forecast is one call of
 * {@link Forecaster#forecast} on a week of data, as a service would make it. The peer's inputs are ready-made tensors.
 */
final class TimeThenSpaceWorkloads {
    private static final int STEPS = 7;
    private static final int STEPS_PER_EPOCH = 22;
    private static final int FORECASTS = 50;

    /** Of the reference architecture: the recurrent unit, encoder, propagation and decoder, forward and backward. */
    private static final double TRAINING_FLOPS = 27e9;

    /** Forward alone is a third of it. */
    private static final double FORECAST_FLOPS = TRAINING_FLOPS / 3 / 64;

    private TimeThenSpaceWorkloads() {}

    /** @param edges the edge list that the peer reads */
    static List<Workload> all(Path edges) {
        return List.of(training(edges, 0), training(edges, 32), forecast(edges, 0), forecast(edges, 32));
    }

    private static TimeThenSpace estimator(int embedding) {
        return TimeThenSpace.builder().hidden(64).nodeEmbedding(embedding).build();
    }

    private static List<String> peer(Path edges, int embedding, int batch) {
        return List.of(
                "tts_imp_step.py", "--edges", edges.toString(), "--embedding", "" + embedding, "--batch", "" + batch);
    }

    private static Workload training(Path edges, int embedding) {
        TimeThenSpace estimator = estimator(embedding);
        return new Workload(
                estimator.name() + " train, batch 64",
                TRAINING_FLOPS,
                0,
                STEPS,
                true,
                peer(edges, embedding, 64),
                rounds -> train(estimator, rounds));
    }

    private static void train(TimeThenSpace estimator, InterleavedRounds rounds) {
        SpatioTemporalSeries series = Datasets.load("metr-la-week1");
        int epochs = (rounds.stepsAtMost() + STEPS_PER_EPOCH - 1) / STEPS_PER_EPOCH;
        estimator.fit(
                series,
                TslSplit.defaults().split(estimator.windows(), series.steps()),
                TrainingConfig.defaults().withEpochs(epochs).withPatience(0),
                new StepTimer(rounds));
    }

    private static Workload forecast(Path edges, int embedding) {
        TimeThenSpace estimator = estimator(embedding);
        return new Workload(
                estimator.name() + " forecast, batch 1",
                FORECAST_FLOPS,
                0,
                FORECASTS,
                false,
                peer(edges, embedding, 1),
                Workload.timed(() -> {
                    SpatioTemporalSeries series = Datasets.load("metr-la-week1");
                    SpatioTemporalSeries first = series.slice(0, 300);
                    Forecaster forecaster = estimator.fit(
                            first,
                            TslSplit.defaults().split(estimator.windows(), first.steps()),
                            TrainingConfig.defaults().withEpochs(1),
                            event -> {});
                    return () -> forecaster.forecast(series);
                }));
    }

    /** Measures from the end of one event to the beginning of the next. */
    private static final class StepTimer implements Consumer<TrainingEvent> {
        private final InterleavedRounds rounds;
        private long start = System.nanoTime();

        StepTimer(InterleavedRounds rounds) {
            this.rounds = rounds;
        }

        @Override
        public void accept(TrainingEvent event) {
            if (event instanceof TrainingEvent.BatchFinished) {
                try {
                    rounds.step((System.nanoTime() - start) / 1e6);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            start = System.nanoTime();
        }
    }
}
