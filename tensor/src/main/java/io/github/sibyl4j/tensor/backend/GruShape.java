package io.github.sibyl4j.tensor.backend;

/**
 * Sizes of a recurrent pass over {@code [batch, time, node, feature]}: every pair of batch and node is one sequence.
 *
 * @param biasNodes rows of the per-node input bias: {@code nodes}, or 1 when all nodes share it
 * @param everyState whether the result is every state, {@code [batch, time, node, hidden]}, or the last, {@code [batch, node,
 *     hidden]}
 */
public record GruShape(int batch, int steps, int nodes, int features, int hidden, int biasNodes, boolean everyState) {}
