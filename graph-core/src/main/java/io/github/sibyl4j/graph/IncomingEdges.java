package io.github.sibyl4j.graph;

/**
 * The edges of a graph by the node that they end at, in compressed form: those of node {@code i} stand at the places
 * {@code begin(i)} to {@code end(i) - 1}, in the order in which they were given. Immutable.
 */
public final class IncomingEdges {
    private final int[] starts;
    private final int[] source;
    /** Null where the edges were given by target, so that a place is the number of its edge. */
    private final int[] edge;

    private IncomingEdges(int[] starts, int[] source, int[] edge) {
        this.starts = starts;
        this.source = source;
        this.edge = edge;
    }

    static IncomingEdges of(int nodes, int[] source, int[] target) {
        int[] starts = EdgeOrder.starts(nodes, target);
        if (EdgeOrder.isSorted(target)) {
            return new IncomingEdges(starts, source, null);
        }
        int[] order = EdgeOrder.byTarget(nodes, target);
        int[] sorted = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            sorted[place] = source[order[place]];
        }
        return new IncomingEdges(starts, sorted, order);
    }

    public int nodeCount() {
        return starts.length - 1;
    }

    /** The first place of a node's edges. */
    public int begin(int node) {
        return starts[node];
    }

    /** The place behind a node's edges. */
    public int end(int node) {
        return starts[node + 1];
    }

    /** The node that the edge at a place comes from. */
    public int source(int place) {
        return source[place];
    }

    /** The number of the edge at a place. */
    public int edge(int place) {
        return edge == null ? place : edge[place];
    }

    public int largestDegree() {
        int largest = 0;
        for (int node = 0; node < nodeCount(); node++) {
            largest = Math.max(largest, end(node) - begin(node));
        }
        return largest;
    }
}
