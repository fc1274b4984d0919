package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import java.util.function.Function;

/**
 * A graph with features of its nodes and, where it is known, a class. Immutable.
 *
 * @param label the class, or {@link #UNKNOWN}
 */
public record GraphSample(GraphTensor graph, NodeFeatures features, int label) {
    /** The label of a graph whose class is not known. */
    public static final int UNKNOWN = -1;

    /**
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no nodes, numbers of nodes differ, or the label is
     *     below {@link #UNKNOWN}
     */
    public GraphSample {
        require(graph.nodeCount() > 0, "the graph has no nodes: there is nothing to tell its class by");
        require(
                features.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                features.nodes());
        require(
                label >= UNKNOWN,
                "the graph has the label %d, expected a class from 0 on, or %d where it is not known",
                label,
                UNKNOWN);
    }

    /**
     * A graph from JGraphT with a function for its vertices' features.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as the constructor does, or if widths of features differ
     */
    public static <V> GraphSample of(IndexedGraph<V> graph, Function<? super V, float[]> features, int label) {
        return new GraphSample(graph.tensor(), NodeFeatures.of(graph, features), label);
    }
}
