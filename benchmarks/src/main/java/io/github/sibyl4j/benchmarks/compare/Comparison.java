package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.benchmarks.peer.PeerProcess;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.NativeMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs workloads beside a peer's, row by row, in turn. */
public final class Comparison {
    private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);
    private static final int WARM_UP = 3;
    private static final double WARM_UP_MILLIS = 1500;

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

    /**
     * One row's figures.
     *
     * @param peakMegabytes the most native memory that our tensors took
     * @param heapMegabytes what the work's data took on the heap of the JVM: sparse matrices above all
     * @param peerMemory the most that the peer took
     * @param compiled PyTorch's median with torch.compile, NaN where it was not asked for or does not work
     * @param peer what the peer says of itself
     */
    public record Row(
            Workload workload,
            InterleavedRounds.Result times,
            double peakMegabytes,
            double heapMegabytes,
            PeerProcess.Memory peerMemory,
            double compiled,
            String peer) {

        /** How many times faster we are. */
        public double speedUp() {
            return times.peer().median() / times.ours().median();
        }
    }

    /** Makes our steps and the peer's in turn. */
    public Row run(Workload workload, boolean compile) throws IOException {
        NativeMemory.trim();
        double before = NativeMemory.reserved() / 1e6;
        double heapBefore = InterleavedRounds.heapMegabytes();
        try (PeerProcess peer = start(workload, false)) {
            warmUp(peer, workload.steps());
            InterleavedRounds interleaved = new InterleavedRounds(peer, WARM_UP, rounds, workload.steps());
            workload.driver().run(interleaved);
            double peak = NativeMemory.peak() / 1e6 - before;
            PeerProcess.Memory memory = peer.memory();
            InterleavedRounds.Result times = interleaved.result();
            return new Row(
                    workload,
                    times,
                    peak,
                    Math.max(0, times.heapMegabytes() - heapBefore),
                    memory,
                    compile ? compiled(workload) : Double.NaN,
                    peer.configuration().toString());
        }
    }

    /** As long as we warm up, in one round once a first one has shown how many steps that takes. */
    private static void warmUp(PeerProcess peer, int steps) throws IOException {
        double spent =
                peer.round(steps).stream().mapToDouble(Double::doubleValue).sum();
        double missing = WARM_UP_MILLIS - spent;
        if (missing > 0) {
            peer.round((int) Math.ceil(missing / (spent / steps)));
        }
    }

    private PeerProcess start(Workload workload, boolean compile) throws IOException {
        List<String> arguments =
                new ArrayList<>(workload.peer().subList(1, workload.peer().size()));
        arguments.addAll(List.of("--threads", "" + threads));
        if (graphs != null && workload.peer().contains("--row")) {
            arguments.addAll(List.of("--graphs", graphs.toString()));
        }
        if (compile) {
            arguments.add("--compile");
        }
        return PeerProcess.python(peers, workload.peer().get(0), arguments);
    }

    private double compiled(Workload workload) throws IOException {
        try (PeerProcess peer = start(workload, true)) {
            warmUp(peer, workload.steps());
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                times.addAll(peer.round(workload.steps()));
            }
            return InterleavedRounds.Times.of(times).median();
        } catch (InvalidInputException e) {
            LOG.warn("torch.compile does not work for {}: {}", workload.name(), e.getMessage());
            return Double.NaN;
        }
    }
}
