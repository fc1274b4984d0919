package io.github.sibyl4j.graph;

/** How edge weights {@code a_ij} (from sender j to receiver i) become the entries of a propagation matrix. */
public enum Normalization {
    /** {@code a_ij} as they are. */
    NONE,
    /** {@code a_ij / sum_j a_ij}, the random walk {@code D^-1 A} over incoming edges; rows without edges are zero. */
    RANDOM_WALK,
    /** {@link #RANDOM_WALK} of the reversed graph. */
    RANDOM_WALK_BACKWARD,
    /** {@code D^-1/2 A D^-1/2} with the degrees of the receivers' incoming weights, as PyTorch Geometric defines it. */
    SYMMETRIC,
    /**
     * {@link #SYMMETRIC} after adding self-loops of weight 1 where there are none (Kipf and Welling 2017). Parallel
     * self-loops of a node all count; PyTorch Geometric keeps one of them.
     */
    GCN,
    /** {@link #GCN} with self-loops of weight 2, "improved" in PyTorch Geometric. */
    GCN_IMPROVED,
    /**
     * {@code -D^-1/2 A D^-1/2} without self-loops, where {@code D} holds the senders' outgoing weights: the Laplacian
     * {@code L - I} that has its eigenvalues from -1 to 1 if the graph is undirected (Defferrard et al. 2016).
     */
    SCALED_LAPLACIAN
}
