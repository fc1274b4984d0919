package io.github.sibyl4j.benchmarks.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sibyl4j.benchmarks.peer.InterleavedRounds.Times;
import io.github.sibyl4j.benchmarks.peer.PeerProcess;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Trains GraphSAGE on sampled neighbourhoods of a large graph, in rounds that take turns with PyTorch Geometric's
 * NeighborLoader and SAGEConv on the same graph. A round begins with nothing sampled ahead on either side.
 */
public final class SamplingComparison {
    private static final int WARM_UP = 2;

    private final SamplingConfig config;

    public SamplingComparison(SamplingConfig config) {
        this.config = config;
    }

    /**
     * One side's figures.
     *
     * @param seedsPerSecond training nodes a second, one number a round
     * @param losses mean loss of every round, those of warming up first
     * @param accuracy of the validation nodes at the end
     * @param peakMegabytes the most memory that the process has taken, its helpers included; NaN where that is not told
     */
    public record Side(List<Double> seedsPerSecond, List<Double> losses, double accuracy, double peakMegabytes) {
        public Side {
            seedsPerSecond = List.copyOf(seedsPerSecond);
            losses = List.copyOf(losses);
        }

        public Times speed() {
            return Times.of(seedsPerSecond);
        }

        public double firstLoss() {
            return losses.get(0);
        }

        public double lastLoss() {
            return losses.get(losses.size() - 1);
        }
    }

    /**
     * Both sides.
     *
     * @param graphSeconds what making the graph took
     * @param peer null where there is none
     * @param peerConfiguration what the peer says of itself, or null
     */
    public record Result(double graphSeconds, Side ours, Side peer, JsonNode peerConfiguration) {
        /** How many times faster we are. */
        public double speedUp() {
            return ours.speed().median() / peer.speed().median();
        }
    }

    /**
     * Trains on our side alone.
     *
     * @param progress is told of every round
     */
    public Result alone(Consumer<String> progress) throws IOException {
        return run(null, progress);
    }

    /**
     * Trains on both sides in turn.
     *
     * @param peers the folder of the peers' scripts
     */
    public Result beside(Path peers, Consumer<String> progress) throws IOException {
        return run(peers, progress);
    }

    private Result run(Path peers, Consumer<String> progress) throws IOException {
        long start = System.nanoTime();
        LabelledGraph graph = config.graph().graph();
        double graphSeconds = (System.nanoTime() - start) / 1e9;
        progress.accept(String.format(Locale.ROOT, "%s, made in %.1f s", graph, graphSeconds));
        NodeSplit split = NodeSplit.random(
                graph.nodes(), config.validations(), 0, new Seed(config.graph().seed()).split("split"));
        if (peers == null) {
            Ours ours = new Ours(new SageTraining(graph, split, config));
            for (int round = 0; round < WARM_UP + config.rounds(); round++) {
                progress.accept(ours.round(round));
            }
            return new Result(graphSeconds, ours.side(), null, null);
        }
        try (GraphFolder files = GraphFolder.write(graph, split);
                PeerProcess peer = PeerProcess.python(peers, "sampling.py", arguments(files.path()))) {
            progress.accept("The peer says " + peer.configuration());
            Ours ours = new Ours(new SageTraining(graph, split, config));
            Theirs theirs = new Theirs(peer);
            for (int round = 0; round < WARM_UP + config.rounds(); round++) {
                progress.accept(ours.round(round) + "; " + theirs.round(round));
            }
            return new Result(graphSeconds, ours.side(), theirs.side(), peer.configuration());
        }
    }

    private List<String> arguments(Path folder) {
        String fanOuts =
                config.sampling().fanOuts().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "--folder", folder.toString(),
                "--threads", "" + Backends.threads(),
                "--nodes", "" + config.graph().nodes(),
                "--features", "" + config.graph().features(),
                "--classes", "" + config.graph().classes(),
                "--hidden", "" + config.hidden(),
                "--fan-outs", fanOuts,
                "--batch", "" + config.batch(),
                "--rate", "" + config.rate(),
                "--seed", "" + config.graph().seed());
    }

    /** Rounds noted as they come. */
    private abstract class Rounds {
        private final List<Double> speeds = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();

        final String note(String name, int round, double seconds, double loss) {
            double speed = config.steps() * config.batch() / seconds;
            if (round >= WARM_UP) {
                speeds.add(speed);
            }
            losses.add(loss);
            return String.format(Locale.ROOT, "%s %.0f nodes/s, loss %.4f", name, speed, loss);
        }

        final Side side(double accuracy, double peakMegabytes) {
            return new Side(speeds, losses, accuracy, peakMegabytes);
        }
    }

    private final class Ours extends Rounds {
        private final SageTraining training;

        Ours(SageTraining training) {
            this.training = training;
        }

        String round(int round) {
            SageTraining.Round made = training.round();
            return note("Sibyl", round, made.seconds(), made.loss());
        }

        Side side() throws IOException {
            return side(training.accuracy(), ProcessMemory.peakMegabytes());
        }
    }

    private final class Theirs extends Rounds {
        private final PeerProcess peer;

        Theirs(PeerProcess peer) {
            this.peer = peer;
        }

        String round(int round) throws IOException {
            double seconds = peer.round(config.steps()).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum()
                    / 1e3;
            return note(
                    "PyTorch Geometric",
                    round,
                    seconds,
                    peer.ask("loss").path("loss").asDouble());
        }

        Side side() throws IOException {
            double accuracy = peer.ask("accuracy").path("accuracy").asDouble();
            JsonNode memory = peer.ask("memory");
            return side(
                    accuracy,
                    memory.path("peak_rss_mb").asDouble()
                            + memory.path("helpers_mb").asDouble());
        }
    }
}
