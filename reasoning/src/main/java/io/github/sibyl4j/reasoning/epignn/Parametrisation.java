package io.github.sibyl4j.reasoning.epignn;

/** How logits become the composition tensor, each of whose columns {@code A[.][i][j]} is a probability vector. */
public enum Parametrisation {
    /** A softmax over the right argument {@code j}, then divided by the sum over the output {@code p}: the released code's. */
    RIGHT_ARGUMENT,
    /** A softmax over the output {@code p}: the plain reading of the paper. */
    OUTPUT,
    /** The logits as they are, states that are not normalised, a last one that is: the ablation "unconstrained". */
    UNCONSTRAINED
}
