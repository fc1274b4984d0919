package io.github.sibyl4j.graph.sampling;

import io.github.sibyl4j.tensor.Seed;

/**
 * Greedy k-way refinement (Karypis and Kumar, Journal of Parallel and Distributed Computing 1998): in random order, nodes
 * move to the part that most of their edges lead to, where there is room.
 */
final class KWayRefinement {
    private static final int PASSES = 8;

    private final CoarseGraph graph;
    private final int[] part;
    private final long[] partWeight;
    private final long room;
    /** Weight of a node's edges to each part, valid where the stamp is the node's. */
    private final long[] connection;

    private final int[] stamp;
    private int stamped;

    /**
     * @param part the part of every node, which is changed in place
     * @param room what a part may weigh
     */
    KWayRefinement(CoarseGraph graph, int[] part, int parts, long room) {
        this.graph = graph;
        this.part = part;
        this.room = room;
        partWeight = new long[parts];
        connection = new long[parts];
        stamp = new int[parts];
        for (int node = 0; node < part.length; node++) {
            partWeight[part[node]] += graph.nodeWeight()[node];
        }
    }

    void run(Seed seed) {
        for (int pass = 0; pass < PASSES; pass++) {
            boolean moved = false;
            for (int node : seed.split(pass).permutation(part.length)) {
                moved |= improve(node);
            }
            if (!moved) {
                return;
            }
        }
    }

    /** Whether the node moved. */
    private boolean improve(int node) {
        int own = part[node];
        long weight = graph.nodeWeight()[node];
        connect(node);
        long inside = stamp[own] == stamped ? connection[own] : 0;
        int best = own;
        long most = inside;
        for (int i = graph.starts()[node]; i < graph.starts()[node + 1]; i++) {
            int other = part[graph.neighbour()[i]];
            boolean better = connection[other] > most
                    // As good a place in a lighter part evens out the sizes.
                    || connection[other] == most
                            && partWeight[other] + weight < partWeight[best] + (best == own ? 0 : weight);
            if (other != own && partWeight[other] + weight <= room && better) {
                best = other;
                most = connection[other];
            }
        }
        if (best == own) {
            return false;
        }
        move(node, best);
        return true;
    }

    private void connect(int node) {
        stamped++;
        for (int i = graph.starts()[node]; i < graph.starts()[node + 1]; i++) {
            int other = part[graph.neighbour()[i]];
            if (stamp[other] != stamped) {
                stamp[other] = stamped;
                connection[other] = 0;
            }
            connection[other] += graph.weight()[i];
        }
    }

    private void move(int node, int to) {
        partWeight[part[node]] -= graph.nodeWeight()[node];
        partWeight[to] += graph.nodeWeight()[node];
        part[node] = to;
    }

    /**
     * Moves nodes of weight 1 out of parts that weigh more than there is room for, and into parts without any: where their
     * edges lead if there is room, else into the lightest part.
     */
    void balance(Seed seed) {
        for (int node : seed.permutation(part.length)) {
            if (partWeight[part[node]] > room) {
                move(node, bestWithRoom(node));
            }
        }
        for (int empty = 0; empty < partWeight.length; empty++) {
            if (partWeight[empty] == 0) {
                move(firstOf(heaviest()), empty);
            }
        }
    }

    private int bestWithRoom(int node) {
        connect(node);
        int best = lightest();
        long most = stamp[best] == stamped ? connection[best] : 0;
        for (int i = graph.starts()[node]; i < graph.starts()[node + 1]; i++) {
            int other = part[graph.neighbour()[i]];
            if (partWeight[other] + 1 <= room && connection[other] > most) {
                best = other;
                most = connection[other];
            }
        }
        return best;
    }

    private int lightest() {
        int lightest = 0;
        for (int p = 1; p < partWeight.length; p++) {
            if (partWeight[p] < partWeight[lightest]) {
                lightest = p;
            }
        }
        return lightest;
    }

    private int heaviest() {
        int heaviest = 0;
        for (int p = 1; p < partWeight.length; p++) {
            if (partWeight[p] > partWeight[heaviest]) {
                heaviest = p;
            }
        }
        return heaviest;
    }

    private int firstOf(int wanted) {
        int node = 0;
        while (part[node] != wanted) {
            node++;
        }
        return node;
    }
}
