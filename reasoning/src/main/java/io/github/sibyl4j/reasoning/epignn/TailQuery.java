package io.github.sibyl4j.reasoning.epignn;

/**
 * A fact to be completed, for training.
 *
 * @param relation of the doubled relations, see {@link FactGraph}
 * @param tails the one that completes it, then wrong ones
 */
record TailQuery(int head, int relation, int[] tails) {}
