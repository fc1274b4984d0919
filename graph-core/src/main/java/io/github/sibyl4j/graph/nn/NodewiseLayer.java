package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/**
 * A {@link FixedInputLayer} that, after what is done once, works on every node by itself, and so need not work on nodes that
 * nobody asks for.
 */
public interface NodewiseLayer extends FixedInputLayer {
    /** Whether it does, with its options. */
    default boolean isNodewise() {
        return true;
    }

    /**
     * What is done once, for some nodes; to every column by itself.
     *
     * @param x all columns or some, {@code [node, column]}, of all nodes, without gradients
     * @param nodes the rows of the results, in their order
     * @return what {@link #ofPrepared} needs, {@code [nodes.length, column]} each
     */
    List<Tensor> prepare(Tensor x, GraphTensor graph, int[] nodes);

    /**
     * The results for the nodes that were prepared, {@code [node, out]}, with the weights of the moment.
     *
     * @param prepared with all columns
     */
    Tensor ofPrepared(List<Tensor> prepared);

    /** The same with {@code relu}, in one go where the layer can. */
    default Tensor reluOfPrepared(List<Tensor> prepared) {
        return ofPrepared(prepared).relu();
    }
}
