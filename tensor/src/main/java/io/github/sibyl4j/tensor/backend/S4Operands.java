package io.github.sibyl4j.tensor.backend;

/**
 * The parameters of structured state spaces {@code A = diag(w) - P P*}, or their gradients. Complex values are pairs of a
 * real and an imaginary part.
 *
 * @param logStep {@code [channel]}, the logarithm of the step
 * @param logDecay {@code [channel, mode]}, {@code Re w = -exp(logDecay)}
 * @param frequency {@code [channel, mode]}, {@code Im w}
 * @param b {@code [channel, mode, 2]}
 * @param p {@code [channel, mode, 2]}
 * @param c {@code [kernel, channel, mode, 2]}
 */
public record S4Operands(Buffer logStep, Buffer logDecay, Buffer frequency, Buffer b, Buffer p, Buffer c) {}
