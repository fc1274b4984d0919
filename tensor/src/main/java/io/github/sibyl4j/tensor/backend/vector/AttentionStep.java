package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * One loop over some entries of a row. The loops are objects, called from one place, so that each is compiled on its own:
 * together they have more vector operations than the compiler inlines into one method.
 */
abstract class AttentionStep {
    private static final FloatVector LOWEST_EXPONENT = broadcast(-87f);

    abstract void run(AttentionRow row);

    /** Scores, weights and weighted sums of {@code vectors} vectors of values. */
    static AttentionStep[] of(AttentionStep scores, int vectors) {
        int fours = vectors / 4;
        AttentionStep[] steps = new AttentionStep[2 + fours + vectors % 4];
        steps[0] = scores;
        steps[1] = new Weights();
        for (int i = 0; i < fours; i++) {
            steps[2 + i] = new AddFour(4 * i);
        }
        for (int i = 4 * fours; i < vectors; i++) {
            steps[2 + fours + i % 4] = new AddOne(i);
        }
        return steps;
    }

    static AttentionStep greatest() {
        return new Greatest();
    }

    static AttentionStep scores() {
        return new Scores();
    }

    static AttentionStep scoresOfRows() {
        return new ScoresOfRows();
    }

    private static FloatVector leaky(FloatVector z, FloatVector slope) {
        return z.mul(slope).blend(z, z.compare(VectorOperators.GT, VectorMath.ZERO));
    }

    /** Zero for weights of scores that are not above zero. */
    private static FloatVector positive(FloatVector weight) {
        return weight.blend(VectorMath.ZERO, weight.compare(VectorOperators.LT, VectorMath.ZERO));
    }

    /** The exponent of the largest source score, since leaky ReLU keeps the order. */
    private static final class Greatest extends AttentionStep {
        @Override
        void run(AttentionRow row) {
            Object memory = row.memory;
            int at = row.recordAt;
            int stride = row.stride;
            int[] index = row.index;
            int last = row.last;
            FloatVector most = broadcast(Float.NEGATIVE_INFINITY);
            for (int e = row.first; e < last; e++) {
                FloatVector score = load(memory, at + index[e] * stride);
                most = exact(most).blend(score, score.compare(VectorOperators.GT, most));
            }
            FloatVector z = fromArray(row.own, row.ownAt).add(most);
            leaky(z, broadcast(row.slope)).intoArray(row.greatest, 0);
        }
    }

    /** Scores and exponents of a row, by its neighbours' source scores. */
    private static final class Scores extends AttentionStep {
        @Override
        void run(AttentionRow row) {
            Object memory = row.memory;
            int at = row.recordAt;
            int stride = row.stride;
            int[] index = row.index;
            int first = row.first;
            int last = row.last;
            float[] scores = row.scores;
            float[] exponents = row.weights;
            FloatVector slope = broadcast(row.slope);
            FloatVector own = fromArray(row.own, row.ownAt);
            FloatVector greatest = fromArray(row.greatest, 0);
            for (int e = first; e < last; e++) {
                FloatVector z = load(memory, at + index[e] * stride).add(own);
                z.intoArray(scores, (e - first) * LANES);
                leaky(z, slope).sub(greatest).intoArray(exponents, (e - first) * LANES);
            }
        }
    }

    /** The same for a column, by target scores and greatest exponents of the rows. */
    private static final class ScoresOfRows extends AttentionStep {
        @Override
        void run(AttentionRow row) {
            Object memory = row.memory;
            int at = row.recordAt;
            int stride = row.stride;
            int[] index = row.index;
            int first = row.first;
            int last = row.last;
            float[] scores = row.scores;
            float[] exponents = row.weights;
            FloatVector slope = broadcast(row.slope);
            FloatVector own = fromArray(row.own, row.ownAt);
            for (int e = first; e < last; e++) {
                int record = at + index[e] * stride;
                FloatVector z = load(memory, record).add(own);
                FloatVector greatest = load(memory, record + (LANES << 2));
                z.intoArray(scores, (e - first) * LANES);
                leaky(z, slope).sub(greatest).intoArray(exponents, (e - first) * LANES);
            }
        }
    }

    /** Exponents become weights, below zero where the score is not above zero. */
    private static final class Weights extends AttentionStep {
        @Override
        void run(AttentionRow row) {
            float[] scores = row.scores;
            float[] weights = row.weights;
            int end = (row.last - row.first) * LANES;
            FloatVector sum = fromArray(row.totals, 0);
            FloatVector positiveSum = fromArray(row.totals, LANES);
            for (int at = 0; at < end; at += LANES) {
                FloatVector exponent = fromArray(weights, at);
                FloatVector w = VectorMath.expWithin(
                        exponent.blend(LOWEST_EXPONENT, exponent.compare(VectorOperators.LT, LOWEST_EXPONENT)));
                FloatVector z = fromArray(scores, at);
                FloatVector signed = w.neg().blend(w, z.compare(VectorOperators.GT, VectorMath.ZERO));
                signed.intoArray(weights, at);
                sum = exact(sum).add(w);
                positiveSum = exact(positiveSum).add(positive(signed));
            }
            exact(sum).intoArray(row.totals, 0);
            exact(positiveSum).intoArray(row.totals, LANES);
        }
    }

    /** Adds four vectors of every neighbour's values, from vector {@code vector} on. */
    private static final class AddFour extends AttentionStep {
        private final int vector;

        AddFour(int vector) {
            this.vector = vector;
        }

        @Override
        void run(AttentionRow row) {
            Object memory = row.memory;
            int stride = row.stride;
            int[] index = row.index;
            int first = row.first;
            int last = row.last;
            float[] weights = row.weights;
            float[] sums = row.sums;
            float[] positiveSums = row.positiveSums;
            int to = vector * LANES;
            int at = row.valuesAt + (to << 2);
            FloatVector a0 = fromArray(sums, to);
            FloatVector a1 = fromArray(sums, to + LANES);
            FloatVector a2 = fromArray(sums, to + 2 * LANES);
            FloatVector a3 = fromArray(sums, to + 3 * LANES);
            FloatVector p0 = fromArray(positiveSums, to);
            FloatVector p1 = fromArray(positiveSums, to + LANES);
            FloatVector p2 = fromArray(positiveSums, to + 2 * LANES);
            FloatVector p3 = fromArray(positiveSums, to + 3 * LANES);
            for (int e = first; e < last; e++) {
                FloatVector signed = fromArray(weights, (e - first) * LANES);
                FloatVector w = signed.abs();
                FloatVector p = positive(signed);
                int from = at + index[e] * stride;
                FloatVector x0 = load(memory, from);
                FloatVector x1 = load(memory, from + (LANES << 2));
                FloatVector x2 = load(memory, from + (2 * LANES << 2));
                FloatVector x3 = load(memory, from + (3 * LANES << 2));
                a0 = x0.fma(w, a0);
                a1 = x1.fma(w, a1);
                a2 = x2.fma(w, a2);
                a3 = x3.fma(w, a3);
                p0 = x0.fma(p, p0);
                p1 = x1.fma(p, p1);
                p2 = x2.fma(p, p2);
                p3 = x3.fma(p, p3);
            }
            exact(a0).intoArray(sums, to);
            exact(a1).intoArray(sums, to + LANES);
            exact(a2).intoArray(sums, to + 2 * LANES);
            exact(a3).intoArray(sums, to + 3 * LANES);
            exact(p0).intoArray(positiveSums, to);
            exact(p1).intoArray(positiveSums, to + LANES);
            exact(p2).intoArray(positiveSums, to + 2 * LANES);
            exact(p3).intoArray(positiveSums, to + 3 * LANES);
        }
    }

    /** Adds one vector of every neighbour's values. */
    private static final class AddOne extends AttentionStep {
        private final int vector;

        AddOne(int vector) {
            this.vector = vector;
        }

        @Override
        void run(AttentionRow row) {
            Object memory = row.memory;
            int stride = row.stride;
            int[] index = row.index;
            int first = row.first;
            int last = row.last;
            float[] weights = row.weights;
            int to = vector * LANES;
            int at = row.valuesAt + (to << 2);
            FloatVector a = fromArray(row.sums, to);
            FloatVector p = fromArray(row.positiveSums, to);
            for (int e = first; e < last; e++) {
                FloatVector signed = fromArray(weights, (e - first) * LANES);
                FloatVector x = load(memory, at + index[e] * stride);
                a = x.fma(signed.abs(), a);
                p = x.fma(positive(signed), p);
            }
            exact(a).intoArray(row.sums, to);
            exact(p).intoArray(row.positiveSums, to);
        }
    }
}
