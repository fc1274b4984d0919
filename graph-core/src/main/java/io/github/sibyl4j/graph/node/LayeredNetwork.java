package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * A network that is a stack of layers, each of which gives new features to some nodes from those of others. Only such a
 * network can be trained on the sampled edges alone, and be asked layer by layer about a graph that does not fit as a whole.
 */
public interface LayeredNetwork {
    /** The number of layers. */
    int layers();

    /**
     * One layer, with what stands between it and the next.
     *
     * @param index from 0 on
     * @param source {@code [source, in]}
     * @param target {@code [target, in]}, features of the targets from before this layer
     * @param graph from the sources to the targets, which may be any numbers of the sources
     * @param seed decides what is dropped; null when not training
     * @return {@code [target, out]}
     */
    Tensor layer(int index, Tensor source, Tensor target, BipartiteGraph graph, Seed seed);
}
