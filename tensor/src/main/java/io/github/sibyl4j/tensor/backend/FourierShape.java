package io.github.sibyl4j.tensor.backend;

/**
 * Sizes of Fourier transforms along the middle axis.
 *
 * @param n the length of a transform
 * @param rowsIn rows of the input {@code [outer, rowsIn, inner]}, followed by zeros; at most {@code n}
 * @param rowsOut rows of the result that are kept, {@code [outer, rowsOut, inner]}; at most {@code n}
 * @param inverse whether the exponent is positive; nothing is divided by {@code n} either way
 */
public record FourierShape(int outer, int n, int inner, int rowsIn, int rowsOut, boolean inverse) {}
