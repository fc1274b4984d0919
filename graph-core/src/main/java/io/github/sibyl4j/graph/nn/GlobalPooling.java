package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;

/**
 * One vector for every graph of a batch from those of its nodes: {@code [node, width]} to {@code [graph, width]}. A graph
 * without nodes gets zeros.
 */
public final class GlobalPooling {
    private GlobalPooling() {}

    /** "global_add_pool" in PyTorch Geometric. */
    public static Tensor sum(Tensor x, GraphBatch batch) {
        return nodes(x, batch).sum(x);
    }

    public static Tensor mean(Tensor x, GraphBatch batch) {
        return nodes(x, batch).mean(x);
    }

    public static Tensor max(Tensor x, GraphBatch batch) {
        return nodes(x, batch).max(x);
    }

    private static Segments nodes(Tensor x, GraphBatch batch) {
        Inputs.nodeRows(GlobalPooling.class, "x", x, batch.nodeCount(), x.rank() == 0 ? 0 : x.size(-1));
        return batch.nodesByGraph();
    }
}
