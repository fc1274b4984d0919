package io.github.sibyl4j.tensor.backend;

/**
 * The inputs of a fused gated recurrent unit; gates are stacked in the order reset, update, candidate.
 *
 * @param x the sequences, {@code [batch, time, node, feature]}
 * @param initialState the state before the first step, {@code [batch, node, hidden]}; null for zero
 * @param inputWeights {@code [3 hidden, feature]}
 * @param nodeBias added to the input gates at every step, {@code [node or 1, 3 hidden]}
 * @param hiddenWeights {@code [3 hidden, hidden]}
 * @param candidateBias bias of the candidate's hidden part, {@code [hidden]}
 */
public record GruOperands(
        Buffer x,
        Buffer initialState,
        Buffer inputWeights,
        Buffer nodeBias,
        Buffer hiddenWeights,
        Buffer candidateBias) {}
