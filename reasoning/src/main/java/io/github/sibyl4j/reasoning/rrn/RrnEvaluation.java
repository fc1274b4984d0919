package io.github.sibyl4j.reasoning.rrn;

/**
 * How problems are answered after the last round.
 *
 * @param problems how many
 * @param accuracy the share of right answers
 * @param solved the share of problems all of whose answers are right
 */
public record RrnEvaluation(int problems, double accuracy, double solved) {}
