package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Tensor;

/**
 * Maps features of nodes to new features of the same nodes. The graph is an argument, so one layer may serve many graphs;
 * what a layer needs of a graph is built once and kept by the graph.
 */
public interface GraphLayer {
    /**
     * @param x {@code [node, in]}; layers that only add up neighbours also take {@code [..., node, in]}
     * @return {@code [node, out]} or {@code [..., node, out]}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if {@code x} does not fit the graph or the layer
     */
    Tensor forward(Tensor x, GraphTensor graph);
}
