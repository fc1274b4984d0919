package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.benchmarks.peer.PeerProcess;
import io.github.sibyl4j.tensor.NativeMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs workloads beside a peer's, row by row, in turn. */
public final class Comparison {
    private static final int WARM_UP = 3;
    private static final long WARM_UP_NANOS = 1_500_000_000L;

    private final Path peers;
    private final Path graphs;
    private final int threads;
    private final int rounds;

    /**
     * @param peers the folder of the peers' scripts
     * @param graphs the folder of the graphs, or null
     * @param threads how many threads the peer may use
     * @param rounds rounds that count
     */
    public Comparison(Path peers, Path graphs, int threads, int rounds) {
        this.peers = peers;
        this.graphs = graphs;
        this.threads = threads;
        this.rounds = rounds;
    }

    /** One row's figures; {@code compiled} is PyTorch's median with torch.compile, NaN where it was not asked for. */
    public record Row(
            Workload workload, InterleavedRounds.Result times, double peakMegabytes, double compiled, String peer) {

        /** How many times faster we are. */
        public double speedUp() {
            return times.peer().median() / times.ours().median();
        }
    }

    /** Makes our steps and the peer's in turn. */
    public Row run(Workload workload, boolean compile) throws IOException {
        NativeMemory.trim();
        double before = NativeMemory.reserved() / 1e6;
        Runnable step = workload.make().get();
        double compiled = Double.NaN;
        try (PeerProcess peer = start(workload, false)) {
            // The compiler of the JVM needs time, not rounds; the peer has as much.
            long start = System.nanoTime();
            while (System.nanoTime() - start < WARM_UP_NANOS) {
                step.run();
            }
            warmUp(peer, workload.steps());
            InterleavedRounds interleaved = new InterleavedRounds(peer, WARM_UP, workload.steps());
            while (interleaved.counted() < rounds) {
                long begin = System.nanoTime();
                step.run();
                interleaved.step((System.nanoTime() - begin) / 1e6);
            }
            double peak = NativeMemory.peak() / 1e6 - before;
            if (compile) {
                compiled = compiled(workload);
            }
            return new Row(
                    workload,
                    interleaved.result(),
                    peak,
                    compiled,
                    peer.configuration().toString());
        }
    }

    /** As long as we warm up, in one round once a first one has shown how many steps that takes. */
    private static void warmUp(PeerProcess peer, int steps) throws IOException {
        double spent = sum(peer.round(steps));
        double missing = WARM_UP_NANOS / 1e6 - spent;
        if (missing > 0) {
            peer.round((int) Math.ceil(missing / (spent / steps)));
        }
    }

    private static double sum(PeerProcess.Round round) {
        return round.milliseconds().stream().mapToDouble(Double::doubleValue).sum();
    }

    private PeerProcess start(Workload workload, boolean compile) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--row", workload.name(), "--threads", "" + threads));
        if (graphs != null) {
            arguments.addAll(List.of("--graphs", graphs.toString()));
        }
        if (compile) {
            arguments.add("--compile");
        }
        return PeerProcess.python(peers, "steps.py", arguments);
    }

    /** NaN where torch.compile does not work. */
    private double compiled(Workload workload) throws IOException {
        try (PeerProcess peer = start(workload, true)) {
            warmUp(peer, workload.steps());
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                times.addAll(peer.round(workload.steps()).milliseconds());
            }
            times.sort(null);
            return times.get(times.size() / 2);
        } catch (io.github.sibyl4j.tensor.InvalidInputException e) {
            return Double.NaN;
        }
    }
}
