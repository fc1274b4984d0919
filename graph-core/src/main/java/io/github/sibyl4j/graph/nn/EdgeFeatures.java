package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.Tensor;

/** Features of edges where kernels want them. */
final class EdgeFeatures {
    private EdgeFeatures() {}

    /** {@code [edge, feature]} to {@code [entry, feature]} of the graph's structure, with or without its own loops. */
    static Tensor inEntryOrder(Tensor features, BipartiteGraph graph, boolean ownLoops) {
        return ownLoops
                ? graph.withOwnLoops().inEntryOrder(graph.withOwnLoops(features))
                : graph.inEntryOrder(features);
    }
}
