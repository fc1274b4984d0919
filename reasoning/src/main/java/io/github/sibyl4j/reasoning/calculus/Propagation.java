package io.github.sibyl4j.reasoning.calculus;

import java.util.Arrays;

/**
 * The work of algebraic closure: intersects what is possible between two entities with every composition over a third,
 * until nothing changes, by a queue of changed pairs (PC-2, Mackworth 1977, on intervals Allen 1983).
 */
final class Propagation {
    private final Calculus calculus;
    private final int nodes;
    private final long[] sets;
    private final boolean[] queued;
    private final int[] queue;
    private int first;
    private int waiting;
    private Trace trace;
    private int emptyFrom = -1;
    private int emptyTo = -1;

    Propagation(Calculus calculus, int nodes, long[] sets) {
        this.calculus = calculus;
        this.nodes = nodes;
        this.sets = sets;
        queued = new boolean[sets.length];
        queue = new int[Math.max(1, sets.length / 2)];
    }

    /** Sets of a network in which nothing is known but that every entity is itself. */
    static long[] unknown(Calculus calculus, int nodes) {
        long[] sets = new long[nodes * nodes];
        Arrays.fill(sets, calculus.universal());
        for (int i = 0; i < nodes; i++) {
            sets[i * nodes + i] = 1L << calculus.identity();
        }
        return sets;
    }

    Propagation traced(Trace to) {
        trace = to;
        return this;
    }

    boolean consistent() {
        return emptyFrom < 0;
    }

    /** One end of the pair that no relation is left for. */
    int emptyFrom() {
        return emptyFrom;
    }

    int emptyTo() {
        return emptyTo;
    }

    void add(Fact fact) {
        int pair = fact.from() * nodes + fact.to();
        long after = sets[pair] & fact.relations();
        if (consistent() && after != sets[pair]) {
            if (trace != null) {
                trace.given(fact);
            }
            change(fact.from(), fact.to(), after);
        }
    }

    void run() {
        while (waiting > 0 && consistent()) {
            int pair = queue[first];
            first = first + 1 == queue.length ? 0 : first + 1;
            waiting--;
            queued[pair] = false;
            int i = pair / nodes;
            int j = pair % nodes;
            for (int k = 0; k < nodes && consistent(); k++) {
                if (k != i && k != j) {
                    refine(i, j, k);
                    refine(k, i, j);
                }
            }
        }
    }

    private void refine(int from, int via, int to) {
        long before = sets[from * nodes + to];
        long left = sets[from * nodes + via];
        long right = sets[via * nodes + to];
        long universal = calculus.universal();
        boolean silent = calculus.universalAbsorbs() && (left == universal || right == universal);
        if (silent || !consistent()) {
            return;
        }
        long composed = calculus.compose(left, right);
        long after = before & composed;
        if (after != before) {
            if (trace != null) {
                trace.step(
                        new DerivationStep(from, via, to, left, right, composed, before, after),
                        trace.latest(from, via),
                        trace.latest(via, to));
            }
            change(from, to, after);
        }
    }

    private void change(int from, int to, long after) {
        sets[from * nodes + to] = after;
        sets[to * nodes + from] = calculus.converse(after);
        if (after == 0) {
            emptyFrom = from;
            emptyTo = to;
            return;
        }
        int pair = Math.min(from, to) * nodes + Math.max(from, to);
        if (!queued[pair] && from != to) {
            queued[pair] = true;
            int end = first + waiting++;
            queue[end < queue.length ? end : end - queue.length] = pair;
        }
    }
}
