package io.github.sibyl4j.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Times our steps and a peer's in turn, so that both see the same machine: after every few steps of ours the peer makes as
 * many. The first rounds warm both up and do not count. Neither do the first steps of any round, which find threads asleep
 * and the other side's data in the caches; the peer leaves out its own.
 */
public final class InterleavedRounds {
    private final PeerProcess peer;
    private final int warmUp;
    private final int steps;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> round = new ArrayList<>();
    private int rounds;
    private double leadIn;
    private double peak;

    /** The steps that begin in the first milliseconds of a round do not count; there is one at least. */
    static final double LEAD_IN_MILLIS = 10;

    /**
     * @param warmUp rounds that do not count
     * @param steps steps of a round that count
     */
    public InterleavedRounds(PeerProcess peer, int warmUp, int steps) {
        this.peer = peer;
        this.warmUp = warmUp;
        this.steps = steps;
    }

    /** Notes the time of one of our steps; when a round is full, the peer makes its own before this returns. */
    public void step(double milliseconds) throws IOException {
        if (leadIn < LEAD_IN_MILLIS) {
            leadIn += milliseconds;
            return;
        }
        round.add(milliseconds);
        if (round.size() < steps) {
            return;
        }
        PeerProcess.Round answer = peer.round(steps);
        if (++rounds > warmUp) {
            ours.addAll(round);
            theirs.addAll(answer.milliseconds());
            peak = Math.max(peak, answer.peakMegabytes());
        }
        round.clear();
        leadIn = 0;
    }

    /** How many rounds that count are over. */
    public int counted() {
        return Math.max(0, rounds - warmUp);
    }

    public Result result() {
        return new Result(Times.of(ours), Times.of(theirs), peak);
    }

    /** Minimum, median and maximum in milliseconds. */
    public record Times(double min, double median, double max, int count) {
        static Times of(List<Double> times) {
            List<Double> sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            int n = sorted.size();
            if (n == 0) {
                return new Times(Double.NaN, Double.NaN, Double.NaN, 0);
            }
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
}
