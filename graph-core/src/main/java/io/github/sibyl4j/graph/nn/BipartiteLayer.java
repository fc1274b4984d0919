package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Tensor;

/** A layer that also passes messages from one set of nodes to another. */
public interface BipartiteLayer extends GraphLayer {
    /**
     * New features of the targets.
     *
     * @param source {@code [source, in]}
     * @param target {@code [target, in]}, where the layer may have been built with another width than that of the sources
     * @return {@code [target, out]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if features do not fit the graph or the layer
     */
    Tensor forward(Tensor source, Tensor target, BipartiteGraph graph);

    /**
     * Whether a target also hears the source of the same number, which makes sense only where sources and targets are the
     * same nodes.
     */
    default boolean hearsItself() {
        return false;
    }

    @Override
    default Tensor forward(Tensor x, GraphTensor graph) {
        return forward(x, x, graph.bipartite());
    }
}
