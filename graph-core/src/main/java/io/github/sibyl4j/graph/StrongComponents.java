package io.github.sibyl4j.graph;

import java.util.Arrays;

/** Tarjan's algorithm (SIAM Journal on Computing 1972) with a stack of its own, so that long paths do not overflow the thread's. */
final class StrongComponents {
    private static final int NEW = 0;

    private final IncomingEdges edges;
    /** When a node was first seen, from 1 on; {@link #NEW} before. */
    private final int[] seen;

    private final int[] low;
    private final int[] root;
    private final int[] open;
    private final int[] path;
    private final int[] next;
    private int opened;
    private int time;

    StrongComponents(IncomingEdges edges) {
        int nodes = edges.nodeCount();
        this.edges = edges;
        seen = new int[nodes];
        low = new int[nodes];
        root = new int[nodes];
        open = new int[nodes];
        path = new int[nodes];
        next = new int[nodes];
        Arrays.fill(root, -1);
    }

    /** A node of every node's component, the same for all of a component. */
    int[] roots() {
        for (int node = 0; node < seen.length; node++) {
            if (seen[node] == NEW) {
                walk(node);
            }
        }
        return root;
    }

    private void walk(int start) {
        int depth = 0;
        path[0] = start;
        enter(start);
        while (depth >= 0) {
            int node = path[depth];
            if (next[node] < edges.end(node)) {
                int other = edges.source(next[node]++);
                if (seen[other] == NEW) {
                    enter(other);
                    path[++depth] = other;
                } else if (root[other] < 0) {
                    low[node] = Math.min(low[node], seen[other]);
                }
            } else {
                if (low[node] == seen[node]) {
                    close(node);
                }
                depth--;
                if (depth >= 0) {
                    low[path[depth]] = Math.min(low[path[depth]], low[node]);
                }
            }
        }
    }

    private void enter(int node) {
        seen[node] = ++time;
        low[node] = time;
        next[node] = edges.begin(node);
        open[opened++] = node;
    }

    private void close(int node) {
        int other;
        do {
            other = open[--opened];
            root[other] = node;
        } while (other != node);
    }
}
