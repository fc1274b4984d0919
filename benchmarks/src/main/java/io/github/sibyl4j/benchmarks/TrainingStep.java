package io.github.sibyl4j.benchmarks;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.benchmarks.peer.PeerProcess;
import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One training step of TTS-IMP beside the same step in PyTorch, in one run: batch 64, window and horizon 12, METR-LA's 207
 * sensors and graph, hidden 64. Our time is that of the real training loop, cutting the batch out of the series included;
 * the peer's inputs are ready-made tensors.
 */
public final class TrainingStep {
    private static final int STEPS = 7;
    private static final int WARM_UP = 2;
    private static final int STEPS_PER_EPOCH = 22;

    private TrainingStep() {}

    /** What a comparison gave. */
    public record Row(String model, String peer, InterleavedRounds.Result times, double ourPeakMegabytes) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %.1f (%.1f-%.1f) | %.1f (%.1f-%.1f) | **%.1f %%** | %.0f | %.0f |",
                    model,
                    times.ours().median(),
                    times.ours().min(),
                    times.ours().max(),
                    times.peer().median(),
                    times.peer().min(),
                    times.peer().max(),
                    100 * times.ratio(),
                    ourPeakMegabytes,
                    times.peerPeakMegabytes());
        }
    }

    /**
     * Runs the comparison.
     *
     * @param peers the folder of the peers' scripts
     * @param edges the edge list that the peer reads
     * @param embedding width of the node embeddings, 0 for none
     * @param rounds rounds of seven steps that count, after two that do not
     */
    public static Row run(Path peers, Path edges, int embedding, int rounds) throws IOException {
        SpatioTemporalSeries series = Datasets.load("metr-la-week1");
        TimeThenSpace estimator =
                TimeThenSpace.builder().hidden(64).nodeEmbedding(embedding).build();
        int epochs = ((WARM_UP + rounds) * STEPS + STEPS_PER_EPOCH - 1) / STEPS_PER_EPOCH;
        List<String> arguments =
                List.of("--edges", edges.toString(), "--embedding", Integer.toString(embedding), "--threads", "2");
        try (PeerProcess peer = PeerProcess.python(peers, "tts_imp_step.py", new ArrayList<>(arguments))) {
            InterleavedRounds interleaved = new InterleavedRounds(peer, WARM_UP, STEPS);
            estimator.fit(
                    series,
                    TslSplit.defaults().split(estimator.windows(), series.steps()),
                    TrainingConfig.defaults().withEpochs(epochs),
                    new StepTimer(interleaved));
            return new Row(
                    estimator.name(), peer.configuration().toString(), interleaved.result(), NativeMemory.peak() / 1e6);
        }
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
