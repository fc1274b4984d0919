package io.github.sibyl4j.benchmarks.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Times our steps and a peer's in turn, so that both see the same machine: after every few steps of ours the peer makes as
 * many. The first rounds warm both up and do not count. Neither do the first steps of any round, which find threads asleep
 * and the other side's data in the caches; the peer leaves out its own.
 */
public final class InterleavedRounds {
    private final PeerProcess peer;
    private final int warmUp;
    private final int wanted;
    private final int steps;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> round = new ArrayList<>();
    private int rounds;
    private double leadIn;
    private double heap;

    /** The steps that begin in the first milliseconds of a round do not count; there is one at least. */
    static final double LEAD_IN_MILLIS = 10;

    /**
     * @param warmUp rounds that do not count
     * @param wanted rounds that count
     * @param steps steps of a round that count
     */
    public InterleavedRounds(PeerProcess peer, int warmUp, int wanted, int steps) {
        this.peer = peer;
        this.warmUp = warmUp;
        this.wanted = wanted;
        this.steps = steps;
    }

    /**
     * Notes the time of one of our steps; when a round is full, the peer makes its own before this returns. Does nothing
     * when all rounds are over.
     */
    public void step(double milliseconds) throws IOException {
        if (finished()) {
            return;
        }
        if (leadIn < LEAD_IN_MILLIS) {
            leadIn += milliseconds;
            return;
        }
        round.add(milliseconds);
        if (round.size() < steps) {
            return;
        }
        List<Double> answer = peer.round(steps);
        if (++rounds > warmUp) {
            ours.addAll(round);
            theirs.addAll(answer);
        }
        round.clear();
        leadIn = 0;
        if (finished()) {
            heap = heapMegabytes();
        }
    }

    /** What is in use on the heap of the JVM. */
    public static double heapMegabytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }

    /** Whether all rounds are over. */
    public boolean finished() {
        return rounds == warmUp + wanted;
    }

    /** How many steps all rounds take when no step is shorter than the lead-in. */
    public int stepsAtMost() {
        return (warmUp + wanted) * (1 + steps);
    }

    public Result result() {
        return new Result(Times.of(ours), Times.of(theirs), heap);
    }

    /** Statistics of times in milliseconds; the deviation is that of a sample. */
    public record Times(double min, double median, double max, double mean, double deviation, int count) {
        /** NaN for what there are too few times for. */
        public static Times of(List<Double> times) {
            double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
            DescriptiveStatistics statistics = new DescriptiveStatistics(all);
            Median median = new Median();
            return new Times(
                    statistics.getMin(),
                    median.evaluate(all),
                    statistics.getMax(),
                    statistics.getMean(),
                    all.length > 1 ? statistics.getStandardDeviation() : Double.NaN,
                    all.length);
        }
    }

    /**
     * Both sides' times.
     *
     * @param heapMegabytes what was in use on the heap of our JVM after the last step, while the work's data were still alive
     */
    public record Result(Times ours, Times peer, double heapMegabytes) {
        /** Our median as a share of the peer's: below 1 we are faster. */
        public double ratio() {
            return ours.median() / peer.median();
        }
    }
}
