package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.tensor.NativeMemory;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * One row of a comparison: work that a peer does too.
 *
 * @param name what tables call it
 * @param flops floating point operations of a step
 * @param bytes what a step has to move at least: every operand once in, every result once out; 0 where that bounds nothing
 * @param steps steps of a round
 * @param training whether memory is worth comparing
 * @param peer the peer's script and its arguments
 * @param driver makes our steps
 */
public record Workload(
        String name, double flops, double bytes, int steps, boolean training, List<String> peer, Driver driver) {
    static final long WARM_UP_NANOS = 1_500_000_000L;

    /** Prepares the data, warms up, and makes steps until the rounds are finished. */
    @FunctionalInterface
    public interface Driver {
        void run(InterleavedRounds rounds) throws IOException;
    }

    /**
     * Work that {@code steps.py} knows under the same name.
     *
     * @param make prepares the data and gives the step
     */
    Workload(String name, double flops, double bytes, int steps, boolean training, Supplier<Runnable> make) {
        this(name, flops, bytes, steps, training, List.of("steps.py", "--row", name), timed(make));
    }

    /** Times a step that can be called on its own. */
    static Driver timed(Supplier<Runnable> make) {
        return rounds -> {
            Runnable step = make.get();
            // What the preparation needed is no part of a step.
            NativeMemory.trim();
            // The compiler of the JVM needs time, not rounds; the peer has as much.
            long start = System.nanoTime();
            while (System.nanoTime() - start < WARM_UP_NANOS) {
                step.run();
            }
            while (!rounds.finished()) {
                long begin = System.nanoTime();
                step.run();
                rounds.step((System.nanoTime() - begin) / 1e6);
            }
        };
    }
}
