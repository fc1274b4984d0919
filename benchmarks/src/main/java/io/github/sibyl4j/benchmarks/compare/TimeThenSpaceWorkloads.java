package io.github.sibyl4j.benchmarks;

import io.github.sibyl4j.benchmarks.compare.Comparison;
import io.github.sibyl4j.benchmarks.compare.Workload;
import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.benchmarks.peer.PeerProcess;
import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One training step of TTS-IMP beside the same step in PyTorch, in one run: batch 64, window and horizon 12, METR-LA's 207
 * sensors and graph, hidden 64. Our time is that of the real training loop, cutting the batch out of the series included;
 * the peer's inputs are ready-made tensors.
 */
public final class TrainingStep {
    private static final int STEPS = 7;
    private static final int WARM_UP = 2;
    /** What a step's length makes of {@link InterleavedRounds}' lead-in. */
    private static final int LEAD_IN = 1;

    private static final int STEPS_PER_EPOCH = 22;

    /** What the rows are called after the model. */
    public static final String NAME = "tts-imp step, batch 64";

    /** Of the reference architecture: the recurrent unit, encoder, propagation and decoder, forward and backward. */
    private static final double FLOPS = 27e9;

    private TrainingStep() {}

    /**
     * Runs the comparison.
     *
     * @param peers the folder of the peers' scripts
     * @param edges the edge list that the peer reads
     * @param embedding width of the node embeddings, 0 for none
     * @param rounds rounds of seven steps that count, after two that do not
     */
    public static Comparison.Row run(Path peers, Path edges, int embedding, int rounds) throws IOException {
        SpatioTemporalSeries series = Datasets.load("metr-la-week1");
        TimeThenSpace estimator =
                TimeThenSpace.builder().hidden(64).nodeEmbedding(embedding).build();
        int steps = (WARM_UP + rounds) * (LEAD_IN + STEPS);
        int epochs = (steps + STEPS_PER_EPOCH - 1) / STEPS_PER_EPOCH;
        List<String> arguments = List.of(
                "--edges",
                edges.toString(),
                "--embedding",
                Integer.toString(embedding),
                "--threads",
                "" + Backends.threads());
        try (PeerProcess peer = PeerProcess.python(peers, "tts_imp_step.py", new ArrayList<>(arguments))) {
            NativeMemory.trim();
            InterleavedRounds interleaved = new InterleavedRounds(peer, WARM_UP, STEPS);
            estimator.fit(
                    series,
                    TslSplit.defaults().split(estimator.windows(), series.steps()),
                    TrainingConfig.defaults().withEpochs(epochs),
                    new StepTimer(interleaved));
            Workload work = new Workload(estimator.name() + " " + NAME, FLOPS, 0, STEPS, true, () -> () -> {});
            return new Comparison.Row(
                    work,
                    interleaved.result(),
                    NativeMemory.peak() / 1e6,
                    Double.NaN,
                    peer.configuration().toString());
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
