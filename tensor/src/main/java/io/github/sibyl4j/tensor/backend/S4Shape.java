package io.github.sibyl4j.tensor.backend;

/**
 * Sizes of the convolution kernels of structured state spaces (S4).
 *
 * @param channels independent state spaces
 * @param modes stored modes of each, one of every conjugate pair
 * @param kernels kernels of each channel, which differ in {@code C} alone
 * @param length steps of a kernel
 */
public record S4Shape(int channels, int modes, int kernels, int length) {

    /** Frequencies of a real kernel. */
    public int frequencies() {
        return length / 2 + 1;
    }
}
