package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;

/** One graph as a network sees it: a positive example, a negative one, or one to be judged. */
public record View(GraphTensor graph, NodeFeatures features) {

    public View {
        require(
                graph != null && features != null,
                "a view needs a graph and the features of its nodes, found %s and %s",
                graph,
                features);
        require(graph.nodeCount() > 0, "the graph of a view has no nodes");
        require(
                features.nodes() == graph.nodeCount(),
                "a view of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                features.nodes());
        require(
                features.width() > 0,
                "the nodes of a view need features to learn from, found a width of 0: give each at least one");
    }
}
