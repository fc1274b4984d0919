package io.github.sibyl4j.tensor.backend;

/** Sizes of a long convolution of {@code [batch, steps, channels]} with kernels of {@code taps} steps. */
public record ConvolutionShape(int batch, int steps, int channels, int taps) {}
