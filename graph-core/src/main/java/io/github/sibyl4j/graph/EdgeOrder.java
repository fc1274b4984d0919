package io.github.sibyl4j.graph;

import java.util.Arrays;

/** Edges sorted by their ends, in two passes of counting sort. */
final class EdgeOrder {
    private EdgeOrder() {}

    /** The edges by source, those of one source by target; equal ones keep their order. */
    static int[] bySourceThenTarget(int nodes, int[] source, int[] target) {
        return sorted(nodes, source, sorted(nodes, target, null));
    }

    /** The edges by one of their ends, in the order given where it is the same; null is that of their numbers. */
    private static int[] sorted(int nodes, int[] end, int[] before) {
        int[] next = starts(nodes, end);
        int[] order = new int[end.length];
        for (int i = 0; i < order.length; i++) {
            int edge = before == null ? i : before[i];
            order[next[end[edge]]++] = edge;
        }
        return order;
    }

    /** The edges by target; those of one target keep their order. */
    static int[] byTarget(int nodes, int[] target) {
        return sorted(nodes, target, null);
    }

    /** Where the edges of every node begin when they are sorted by this end, and behind them the number of all. */
    static int[] starts(int nodes, int[] end) {
        int[] starts = new int[nodes + 1];
        for (int node : end) {
            starts[node + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            starts[node + 1] += starts[node];
        }
        return starts;
    }

    static boolean isSorted(int[] end) {
        for (int e = 1; e < end.length; e++) {
            if (end[e] < end[e - 1]) {
                return false;
            }
        }
        return true;
    }

    /** Parallel edges made one, by source and then target. */
    static GraphTensor.Edges coalesced(int nodes, GraphTensor.Edges edges, Reduction reduction) {
        int[] order = bySourceThenTarget(nodes, edges.source(), edges.target());
        int[] starts = groups(edges, order);
        int[] firsts = new int[starts.length - 1];
        float[] weights = edges.weights() == null ? null : new float[firsts.length];
        for (int g = 0; g < firsts.length; g++) {
            firsts[g] = order[starts[g]];
            if (weights != null) {
                double sum = reduction.start();
                for (int i = starts[g]; i < starts[g + 1]; i++) {
                    sum = reduction.add(sum, edges.weights()[order[i]]);
                }
                weights[g] = reduction.end(sum, starts[g + 1] - starts[g]);
            }
        }
        return pick(edges, firsts, weights);
    }

    /** The same, in the order in which each of them came first. */
    static GraphTensor.Edges coalescedInOrder(int nodes, GraphTensor.Edges edges, Reduction reduction) {
        int[] order = bySourceThenTarget(nodes, edges.source(), edges.target());
        int[] starts = groups(edges, order);
        int[] groupOf = new int[order.length];
        for (int g = 0; g < starts.length - 1; g++) {
            // Sorting was stable, so this is the first of its group.
            groupOf[order[starts[g]]] = g + 1;
        }
        GraphTensor.Edges sorted = coalesced(nodes, edges, reduction);
        int[] picked = new int[starts.length - 1];
        int count = 0;
        for (int group : groupOf) {
            if (group > 0) {
                picked[count++] = group - 1;
            }
        }
        float[] weights = sorted.weights() == null ? null : new float[picked.length];
        for (int i = 0; weights != null && i < picked.length; i++) {
            weights[i] = sorted.weights()[picked[i]];
        }
        return pick(sorted, picked, weights);
    }

    /** Of all edges with the same ends the first one, by source and then target. */
    static int[] firsts(int nodes, GraphTensor.Edges edges) {
        int[] order = bySourceThenTarget(nodes, edges.source(), edges.target());
        int[] starts = groups(edges, order);
        int[] firsts = new int[starts.length - 1];
        for (int g = 0; g < firsts.length; g++) {
            firsts[g] = order[starts[g]];
        }
        return firsts;
    }

    private static GraphTensor.Edges pick(GraphTensor.Edges edges, int[] picked, float[] weights) {
        int[] source = new int[picked.length];
        int[] target = new int[picked.length];
        for (int i = 0; i < picked.length; i++) {
            source[i] = edges.source()[picked[i]];
            target[i] = edges.target()[picked[i]];
        }
        return new GraphTensor.Edges(source, target, weights);
    }

    /** Where the edges with the same ends begin in a sorted order, and behind them the number of all. */
    private static int[] groups(GraphTensor.Edges edges, int[] order) {
        int[] starts = new int[order.length + 1];
        int count = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0
                    || edges.source()[order[i]] != edges.source()[order[i - 1]]
                    || edges.target()[order[i]] != edges.target()[order[i - 1]]) {
                starts[count++] = i;
            }
        }
        starts[count] = order.length;
        return Arrays.copyOf(starts, count + 1);
    }
}
