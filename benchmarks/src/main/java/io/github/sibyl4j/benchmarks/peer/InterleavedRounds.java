package io.github.sibyl4j.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times our step and a peer's in turn, so that both see the same machine: a round of ours, a round of the peer's, and again.
 * The first rounds warm both up and do not count.
 */
public final class InterleavedRounds {
    private InterleavedRounds() {}

    /** Minimum, median and maximum in milliseconds. */
    public record Times(double min, double median, double max, int count) {
        static Times of(List<Double> times) {
            List<Double> sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            int n = sorted.size();
            double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
            return new Times(sorted.get(0), median, sorted.get(n - 1), n);
        }
    }

    /** Both sides' times, and the largest memory the peer's process had. */
    public record Result(Times ours, Times peer, double peerPeakMegabytes) {
        /** Our median as a share of the peer's: below 1 we are faster. */
        public double ratio() {
            return ours.median() / peer.median();
        }
    }

    public static Result run(Runnable ourStep, PeerProcess peer, int warmUp, int rounds, int steps) throws IOException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        double peak = 0;
        for (int round = 0; round < warmUp + rounds; round++) {
            List<Double> mine = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                long start = System.nanoTime();
                ourStep.run();
                mine.add((System.nanoTime() - start) / 1e6);
            }
            PeerProcess.Round answer = peer.round(steps);
            if (round >= warmUp) {
                ours.addAll(mine);
                theirs.addAll(answer.milliseconds());
                peak = Math.max(peak, answer.peakMegabytes());
            }
        }
        return new Result(Times.of(ours), Times.of(theirs), peak);
    }
}
