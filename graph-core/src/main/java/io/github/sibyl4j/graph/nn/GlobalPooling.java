package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

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
        require(
                x.rank() == 2 && x.size(0) == batch.nodeCount(),
                "GlobalPooling takes x of the shape [%d, width], a row for every node of the batch, found %s: pass the"
                        + " features of the nodes of this batch",
                batch.nodeCount(),
                Arrays.toString(x.shape()));
        return batch.nodesByGraph();
    }
}
