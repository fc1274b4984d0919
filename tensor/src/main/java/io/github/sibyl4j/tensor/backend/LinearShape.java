package io.github.sibyl4j.tensor.backend;

/**
 * Sizes of a dense layer and what is done to its sums.
 *
 * @param activation null for nothing; otherwise a function whose derivative follows from its result
 * @param slope the derivative by the result, as a {@link BinaryOp} of a gradient and the result
 * @param alpha what both take beside their operands
 */
public record LinearShape(int rows, int in, int out, UnaryOp activation, BinaryOp slope, float alpha) {
    /** Whether the weights are so few that a product with them is cheap to split into many small ones. */
    public boolean fewWeights() {
        return (long) in * out <= 1 << 14;
    }
}
