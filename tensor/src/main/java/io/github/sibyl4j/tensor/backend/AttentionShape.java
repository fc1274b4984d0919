package io.github.sibyl4j.tensor.backend;

/**
 * Attention over the entries of a sparse matrix.
 *
 * @param heads equal parts of a row, each with weights of its own
 * @param channels the width of a head
 * @param slope of the leaky ReLU for scores below zero, from 0 to 1
 */
public record AttentionShape(int heads, int channels, float slope) {

    /** The floats of a row. */
    public int width() {
        return heads * channels;
    }
}
