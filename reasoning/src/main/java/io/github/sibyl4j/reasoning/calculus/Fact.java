package io.github.sibyl4j.reasoning.calculus;

/**
 * One of these relations holds from one entity to another.
 *
 * @param relations a set of relations of a {@link Calculus}
 */
public record Fact(int from, long relations, int to) {}
