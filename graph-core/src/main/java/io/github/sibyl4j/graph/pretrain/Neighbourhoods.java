package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import java.util.Arrays;

/**
 * Draws the graphs of steps: random roots with all nodes from which they can be reached over a few edges, and the edges
 * between these. Of a graph of up to ten times as many nodes as there are roots, every step sees all.
 */
final class Neighbourhoods {
    private static final int WHOLE_UP_TO = 10;

    private final GraphTensor graph;
    private final NodeFeatures features;
    private final int batch;
    private final int hops;

    Neighbourhoods(GraphTensor graph, NodeFeatures features, int batch, int hops) {
        this.graph = graph;
        this.features = features;
        this.batch = batch;
        this.hops = hops;
    }

    StepGraph draw(Seed seed) {
        int nodes = graph.nodeCount();
        int[] roots = Arrays.copyOf(seed.permutation(nodes), Math.min(batch, nodes));
        if (nodes <= (long) WHOLE_UP_TO * batch) {
            return new StepGraph(graph, features, roots);
        }
        int[] around = around(roots);
        int[] first = new int[roots.length];
        Arrays.setAll(first, i -> i);
        return new StepGraph(graph.subgraph(around), Views.rows(features, around), first);
    }

    /** The roots and then the others, the nearest first. */
    private int[] around(int[] roots) {
        SparseMatrix senders = graph.bipartite().structure();
        boolean[] seen = new boolean[graph.nodeCount()];
        int[] order = Arrays.copyOf(roots, graph.nodeCount());
        for (int root : roots) {
            seen[root] = true;
        }
        int from = 0;
        int count = roots.length;
        for (int hop = 0; hop < hops; hop++) {
            int until = count;
            for (; from < until; from++) {
                for (int e = senders.rowPointer(order[from]); e < senders.rowPointer(order[from] + 1); e++) {
                    int sender = senders.columnIndex(e);
                    if (!seen[sender]) {
                        seen[sender] = true;
                        order[count++] = sender;
                    }
                }
            }
        }
        return Arrays.copyOf(order, count);
    }
}
