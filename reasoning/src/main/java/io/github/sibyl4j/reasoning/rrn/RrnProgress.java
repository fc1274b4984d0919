package io.github.sibyl4j.reasoning.rrn;

/**
 * A validation during training.
 *
 * @param update the number of updates so far
 * @param loss the mean training loss since the last validation
 * @param validation how the validation problems are answered
 */
public record RrnProgress(int update, double loss, RrnEvaluation validation) {}
