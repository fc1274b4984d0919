package io.github.sibyl4j.tensor.backend.cpu;

/**
 * The loops of graph attention over rows in an {@link AttentionLayout}, group by group. Arrays hold the rows of one block
 * one after the other. With the score {@code z = target[row] + source[column]}, its weight is {@code exp(leakyRelu(z) -
 * greatest)}, where {@code greatest} is the row's largest exponent.
 */
public interface AttentionLoops {

    int lanes();

    /**
     * The weighted means of the neighbours' values, for the matrix's rows {@code from} to {@code to - 1}. A neighbour's
     * record holds, for every group, its source scores and its values.
     *
     * @param target scores
     * @param out the means
     * @param saved for every group: greatest exponents, reciprocal sums of weights, and what comes from scores above zero
     *     alone: the share of the weights, and that of the means
     */
    void forward(AttentionNeighbours neighbours, float[] target, float[] out, float[] saved, int from, int to);

    /**
     * What {@link #backward} reads from the {@code rows} rows of a block: for every group target scores, greatest
     * exponents, {@code g . out} and {@code g}, the last two over the sum of weights. Also gives the target scores'
     * gradients.
     */
    void prepare(
            AttentionLayout layout,
            float slope,
            int rows,
            float[] g,
            float[] out,
            float[] saved,
            float[] target,
            float[] records,
            float[] targetGradient);

    /** The gradients of values and source scores for the columns {@code from} to {@code to - 1}, the rows of a transposed matrix. */
    void backward(
            AttentionNeighbours neighbours,
            float[] source,
            float[] x,
            float[] xGradient,
            float[] sourceGradient,
            int from,
            int to);
}
