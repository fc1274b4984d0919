package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;

/** How probable each class is for every node. Immutable. */
public final class ClassProbabilities {
    private final float[] values;
    private final int classes;

    /** @param values {@code [node, class]} in row order */
    ClassProbabilities(float[] values, int classes) {
        this.values = values;
        this.classes = classes;
    }

    public int nodes() {
        return values.length / classes;
    }

    public int classes() {
        return classes;
    }

    /** The probabilities of all classes for a node; they sum to 1. */
    public float[] of(int node) {
        require(node >= 0 && node < nodes(), "node must be from 0 to %d, found %d", nodes() - 1, node);
        return Arrays.copyOfRange(values, node * classes, (node + 1) * classes);
    }

    /** The most probable class of a node; the first of several. */
    public int predicted(int node) {
        float[] row = of(node);
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * The share of these nodes whose most probable class is their own.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no nodes or one has no label
     */
    public double accuracy(LabelledGraph graph, int[] nodes) {
        require(nodes.length > 0, "there are no nodes to judge by");
        int right = 0;
        for (int node : nodes) {
            require(graph.label(node) != LabelledGraph.UNKNOWN, "node %d has no label to judge by", node);
            right += predicted(node) == graph.label(node) ? 1 : 0;
        }
        return (double) right / nodes.length;
    }
}
