package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Tensor;

/** A layer that needs no more of its input than products with its weights. */
public interface ImplicitInputLayer extends GraphLayer {
    /**
     * @param x {@code [node, in]}
     * @return {@code [node, out]}, what {@link #forward(Tensor, GraphTensor)} gives for the same features written out
     * @throws io.github.sibyl4j.tensor.InvalidInputException if {@code x} does not fit the graph or the layer, or an option of
     *     the layer needs the features themselves
     */
    Tensor forward(ImplicitFeatures x, GraphTensor graph);
}
