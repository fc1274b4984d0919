package io.github.sibyl4j.graph.sampling;

/** Which edges a sampled subgraph holds, as PyTorch Geometric's {@code SubgraphType}. */
public enum SubgraphType {
    /** The sampled edges, from a neighbour to the node that it was sampled for. */
    DIRECTIONAL,
    /** The sampled edges and each turned round, each pair of nodes once in each direction, by target and then source. */
    BIDIRECTIONAL,
    /** All edges between the sampled nodes. */
    INDUCED
}
