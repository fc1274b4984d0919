package io.github.sibyl4j.graph;

import java.util.SplittableRandom;

/** Seeded graphs for tests: self-loops, parallel edges and isolated nodes included. */
public final class RandomGraphs {
    private RandomGraphs() {}

    public static GraphTensor graph(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = 1 + random.nextInt(20);
        int edges = random.nextInt(3 * nodes);
        int[] source = new int[edges];
        int[] target = new int[edges];
        float[] weights = new float[edges];
        for (int e = 0; e < edges; e++) {
            source[e] = random.nextInt(nodes);
            target[e] = random.nextInt(nodes);
            weights[e] = (float) random.nextDouble(0.1, 2);
        }
        return GraphTensor.of(nodes, source, target, seed % 2 == 0 ? weights : null);
    }

    /** The matrix in full, {@code [receiver][sender]}. */
    public static double[][] dense(GraphTensor graph, Normalization normalization) {
        var matrix = graph.matrix(normalization);
        double[][] dense = new double[graph.nodeCount()][graph.nodeCount()];
        for (int i = 0; i < graph.nodeCount(); i++) {
            for (int e = matrix.rowPointer(i); e < matrix.rowPointer(i + 1); e++) {
                dense[i][matrix.columnIndex(e)] += matrix.value(e);
            }
        }
        return dense;
    }
}
