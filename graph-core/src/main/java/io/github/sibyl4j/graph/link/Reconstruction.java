package io.github.sibyl4j.graph.link;

/** What a graph autoencoder has to tell apart. */
public enum Reconstruction {
    /** Links and as many other pairs, drawn anew for every step, as in PyTorch Geometric: work grows with the links. */
    SAMPLED,
    /**
     * Every pair of nodes, links and nodes with themselves weighted up to as much as all others, as in the paper's program: works
     * through a square matrix in every step, for up to some thousand nodes.
     */
    WHOLE
}
