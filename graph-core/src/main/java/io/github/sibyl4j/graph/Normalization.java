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
    /** {@link #SYMMETRIC} after adding self-loops of weight 1 where there are none (Kipf and Welling 2017). */
    GCN
}
