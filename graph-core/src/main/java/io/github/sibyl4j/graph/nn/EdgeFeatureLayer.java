package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.Tensor;

/** A layer that also hears what edges are like. */
public interface EdgeFeatureLayer extends BipartiteLayer {
    /**
     * New features of the targets.
     *
     * @param source {@code [source, in]}
     * @param target {@code [target, in]}
     * @param edgeFeatures {@code [edge, edgeDim]} in the order in which the edges were given; null for a layer without
     * @return {@code [target, out]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if features do not fit the graph or the layer
     */
    Tensor forward(Tensor source, Tensor target, Tensor edgeFeatures, BipartiteGraph graph);

    @Override
    default Tensor forward(Tensor source, Tensor target, BipartiteGraph graph) {
        return forward(source, target, null, graph);
    }
}
