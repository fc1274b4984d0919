package io.github.sibyl4j.tensor.backend;

/**
 * The inputs of a fused long short-term memory, or their gradients; gates are stacked in the order input, forget, candidate,
 * output.
 *
 * @param x the sequences, {@code [batch, time, node, feature]}
 * @param initialState the state before the first step, {@code [batch, node, hidden]}; null for zero
 * @param initialCell the cell before the first step, {@code [batch, node, hidden]}; null for zero
 * @param inputWeights {@code [4 hidden, feature]}
 * @param hiddenWeights {@code [4 hidden, hidden]}
 * @param bias {@code [4 hidden]}
 */
public record LstmOperands(
        Buffer x, Buffer initialState, Buffer initialCell, Buffer inputWeights, Buffer hiddenWeights, Buffer bias) {}
