package io.github.sibyl4j.tensor.backend;

/**
 * Sizes of a pass of a long short-term memory over {@code [batch, time, node, feature]}: every pair of batch and node is one
 * sequence.
 *
 * @param everyState whether the result is every state, {@code [batch, time, node, hidden]}, or the last, {@code [batch, node,
 *     hidden]}
 */
public record LstmShape(int batch, int steps, int nodes, int features, int hidden, boolean everyState) {}
