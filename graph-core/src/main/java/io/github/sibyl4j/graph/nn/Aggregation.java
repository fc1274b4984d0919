package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;

/** How the messages that reach a node become one. A node that none reaches gets zeros. */
public enum Aggregation {
    /** "add" or "sum" in PyTorch Geometric. */
    SUM,
    /** The sum by the number of messages. */
    MEAN,
    /** The largest value of every feature. */
    MAX;

    /** Of the sources' features times the edges' weights: {@code [..., source, width]} to {@code [..., target, width]}. */
    Tensor neighbours(Tensor x, BipartiteGraph graph) {
        switch (this) {
            case SUM:
            case MEAN:
                return matrix(graph).times(x);
            default:
                Tensor messages = graph.structure().entriesByColumn().gather(x);
                return messages(graph.isWeighted() ? messages.mul(weights(graph)) : messages, graph);
        }
    }

    /** The matrix that a sum or a mean is a product with. */
    SparseMatrix matrix(BipartiteGraph graph) {
        return this == SUM ? graph.sums() : graph.means();
    }

    private static Tensor weights(BipartiteGraph graph) {
        SparseMatrix entries = graph.sums();
        float[] values = new float[entries.nonZeros()];
        for (int e = 0; e < values.length; e++) {
            values[e] = entries.value(e);
        }
        return Tensor.of(values, values.length, 1);
    }

    /** Of messages {@code [entry, width]} in the order of the graph's entries. */
    Tensor messages(Tensor x, BipartiteGraph graph) {
        Segments byTarget = graph.structure().entriesByRow();
        switch (this) {
            case SUM:
                return byTarget.sum(x);
            case MEAN:
                return byTarget.mean(x);
            default:
                return byTarget.max(x);
        }
    }
}
