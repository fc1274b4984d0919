package io.github.sibyl4j.tensor.backend;

import java.util.function.IntConsumer;

/**
 * The kernels that tensors are made of. All buffers are row-major; an output never overlaps an input unless said. Results
 * do not depend on the number of threads.
 */
public interface Backend {

    String name();

    /**
     * Runs numbered tasks of the host, several at a time where the backend has threads of its own. What a task computes must
     * depend on its number alone.
     */
    default void run(int tasks, IntConsumer body) {
        for (int task = 0; task < tasks; task++) {
            body.accept(task);
        }
    }

    /** The most floats that one buffer can hold. */
    long largestBuffer();

    /** Memory that lives as long as it is reachable. */
    Buffer allocate(long length);

    /** Bytes taken from the system at present. */
    long reservedBytes();

    /** The most bytes taken from the system at any time. */
    long peakReservedBytes();

    /** Gives back memory that is kept for later use, and lets {@link #peakReservedBytes} start anew. */
    void trim();

    /** An empty arena. */
    Arena arena();

    void fill(Buffer out, float value);

    void copy(Buffer x, Buffer out);

    /** {@code out[i] = CounterRandom.uniform(seed, i)}. */
    void uniform(long seed, Buffer out);

    /** {@code out} may be {@code x}. */
    void unary(UnaryOp op, Buffer x, float alpha, Buffer out);

    /** {@code out} may be {@code a} if that has its shape. */
    void binary(BinaryOp op, Buffer a, Buffer b, float alpha, Broadcast walk, Buffer out);

    /** {@code out += factor * x}, in place. */
    void addScaled(Buffer out, Buffer x, float factor);

    /**
     * {@code c = alpha op(a) op(b) + beta c} for every matrix of the batch, with {@code op(a)} {@code [m, k]} and
     * {@code op(b)} {@code [k, n]}; {@code stepA} and {@code stepB} lead from one matrix to the next, 0 repeats it.
     */
    void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            Buffer a,
            Buffer b,
            float beta,
            Buffer c,
            int batch,
            long stepA,
            long stepB);

    /**
     * A dense layer, {@code out = f(x weights^T + bias)}, for {@code x} {@code [rows, in]}, {@code weights} {@code [out, in]}
     * and {@code bias} {@code [out]}, which may be null. No size is 0.
     */
    void linear(LinearShape shape, Buffer x, Buffer weights, Buffer bias, Buffer out);

    /**
     * The gradients of {@link #linear}, whose result was {@code y}; those that are null are left out.
     *
     * @param sumGradient takes the gradient of what the activation was applied to; may be {@code g}, and is if there is no
     *     activation
     * @param xGradient may be {@code sumGradient} if both are equally long and {@link LinearShape#fewWeights}
     */
    void linearBackward(
            LinearShape shape,
            Buffer x,
            Buffer weights,
            Buffer y,
            Buffer g,
            Buffer sumGradient,
            Buffer xGradient,
            Buffer weightGradient,
            Buffer biasGradient);

    /** Sums the middle axis of {@code [outer, reduced, inner]}. */
    void sum(Buffer x, int outer, int reduced, int inner, Buffer out);

    /** Multiplies along the middle axis of {@code [outer, reduced, inner]}. */
    void product(Buffer x, int outer, int reduced, int inner, Buffer out);

    /** The gradient of {@link #product}: {@code g} times the product of the other factors. */
    void productGradient(Buffer x, Buffer g, int outer, int reduced, int inner, Buffer out);

    /**
     * The largest (or smallest) values along the middle axis of {@code [outer, reduced > 0, inner]} and, as the result,
     * their first places; NaN is more extreme than any number.
     */
    int[] extremes(boolean largest, Buffer x, int outer, int reduced, int inner, Buffer out);

    /** The reverse of picking one place a row: {@code out[o, places[o, i], i] = g[o, i]} and zero elsewhere. */
    void scatterPlaces(Buffer g, int[] places, int outer, int reduced, int inner, Buffer out);

    /** Softmax of rows of {@code width} floats, or its logarithm. */
    void softmax(Buffer x, int width, boolean logarithm, Buffer out);

    /** The gradient of {@link #softmax}, by its result {@code y}; {@code out} may be {@code g}. */
    void softmaxGradient(Buffer y, Buffer g, int width, boolean logarithm, Buffer out);

    /**
     * Rows of {@code width} floats less their mean, over their standard deviation, times {@code gain} plus {@code bias};
     * {@code stats} takes mean and reciprocal standard deviation of every row.
     */
    void layerNorm(Buffer x, Buffer gain, Buffer bias, int width, float epsilon, Buffer out, Buffer stats);

    /** The gradients of {@link #layerNorm}; {@code xGradient} may be {@code g}. */
    void layerNormGradient(
            Buffer x,
            Buffer gain,
            Buffer stats,
            int width,
            Buffer g,
            Buffer xGradient,
            Buffer gainGradient,
            Buffer biasGradient);

    /**
     * Copies {@code count} floats for each of {@code blocks} blocks: from {@code fromAt + i * fromStep} to
     * {@code toAt + i * toStep}.
     */
    void copyBlocks(Buffer x, int fromAt, int fromStep, Buffer out, int toAt, int toStep, int blocks, int count);

    /** {@code out} is {@code x} with its axes in another order: axis {@code i} of the result steps by {@code steps[i]}. */
    void permute(Buffer x, int[] sizes, int[] steps, Buffer out);

    /** {@code out[i] = x[index[i]]} for rows of {@code width} floats. */
    void gatherRows(Buffer x, int[] index, int width, Buffer out);

    /** {@code out[b] = matrix x[b]} for {@code x} {@code [batch, columns, width]} and {@code out} {@code [batch, rows, width]}. */
    void sparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out);

    /**
     * {@code out[b] = matrix^T x[b]} for {@code x} {@code [batch, rows, width]} and {@code out}
     * {@code [batch, columns, width]}, by adding rows of {@code x} where they belong: for a result that is small enough to
     * stay in a cache.
     */
    void transposedSparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out);

    /**
     * {@link #sparseTimesDense} with the matrix's values in {@code weights} {@code [entry, head]}: each weighs its equal
     * part of a row of {@code x}.
     */
    void weightedSparseTimesDense(
            CompressedRows matrix, Buffer weights, int heads, Buffer x, int batch, int width, Buffer out);

    /**
     * The gradient of {@link #weightedSparseTimesDense} for its weights: for every entry and head the dot product of its
     * parts of {@code g[row]} and {@code x[column]}, summed over the batch.
     */
    void sampledProducts(CompressedRows matrix, Buffer g, int heads, Buffer x, int batch, int width, Buffer out);

    /**
     * Attention over the matrix's entries: head by head, the mean of the rows {@code x[column]} {@code [columns, head,
     * channel]} with the weights {@code softmax(leakyRelu(source[column] + target[row]))} over each row's entries; 0 for a
     * row without entries. {@code saved} (of {@link #graphAttentionSavedLength}) may be null.
     *
     * @param source {@code [columns, head]}
     * @param target {@code [rows, head]}
     * @param out {@code [rows, head, channel]}
     */
    void graphAttention(
            CompressedRows matrix,
            AttentionShape shape,
            Buffer x,
            Buffer source,
            Buffer target,
            Buffer out,
            Buffer saved);

    /** The number of floats that {@link #graphAttention} keeps for {@link #graphAttentionBackward}. */
    long graphAttentionSavedLength(CompressedRows matrix, AttentionShape shape);

    /** The gradients of {@link #graphAttention}, whose result was {@code out}; {@code transposed} is the transposed matrix. */
    void graphAttentionBackward(
            CompressedRows matrix,
            CompressedRows transposed,
            AttentionShape shape,
            Buffer x,
            Buffer source,
            Buffer target,
            Buffer out,
            Buffer saved,
            Buffer g,
            Buffer xGradient,
            Buffer sourceGradient,
            Buffer targetGradient);

    /** The product of each group's rows of {@code width} floats; 1 for a group without members. */
    void segmentProduct(Groups groups, Buffer x, int width, Buffer out);

    /** The gradient of {@link #segmentProduct}: {@code g} of the group times the product of the other rows. */
    void segmentProductGradient(Groups groups, Buffer x, Buffer g, int width, Buffer out);

    /**
     * The largest (or smallest) values of each group's rows, 0 for a group without members, and the entries they come from
     * (the first, or -1); NaN is more extreme than any number.
     */
    int[] segmentExtremes(boolean largest, Groups groups, Buffer x, int width, Buffer out);

    /** {@code out[places[i], c] = g[i, c]} and zero elsewhere; a place of -1 is left out. */
    void scatterSegmentPlaces(Buffer g, int[] places, int width, Buffer out);

    /** Softmax over the rows of each group, column by column. */
    void segmentSoftmax(Groups groups, Buffer x, int width, Buffer out);

    /** The gradient of {@link #segmentSoftmax}, by its result {@code y}. */
    void segmentSoftmaxGradient(Groups groups, Buffer y, Buffer g, int width, Buffer out);

    /** Discrete Fourier transforms along a middle axis; {@code im} may be null for zeros, {@code outIm} to be left out. */
    void fourier(FourierShape shape, Buffer re, Buffer im, Buffer outRe, Buffer outIm);

    /**
     * {@code out[b, t, c] = sum over j <= t of causal[t - j, c] u[b, j, c] + sum over j > t of anticausal[j - t - 1, c]
     * u[b, j, c]}; {@code anticausal} may be null.
     */
    void convolve(ConvolutionShape shape, Buffer u, Buffer causal, Buffer anticausal, Buffer out);

    /** The gradients of {@link #convolve}; {@code uGradient} and the anticausal buffers may be null. */
    void convolveBackward(
            ConvolutionShape shape,
            Buffer u,
            Buffer causal,
            Buffer anticausal,
            Buffer g,
            Buffer uGradient,
            Buffer causalGradient,
            Buffer anticausalGradient);

    /**
     * The spectra {@code [2, kernel, frequency, channel]} (real parts, then imaginary ones) of the convolution kernels of
     * structured state spaces at the frequencies {@code 0} to {@code length / 2}, see
     * {@link io.github.sibyl4j.tensor.StateSpace}.
     */
    void s4Spectrum(S4Shape shape, S4Operands in, Buffer out);

    /** The gradients of {@link #s4Spectrum} for all its operands. */
    void s4SpectrumBackward(S4Shape shape, S4Operands in, Buffer g, S4Operands gradients);

    /** The states that {@code shape} asks for; {@code saved} (of {@link #gruSavedLength}) may be null. */
    void gruForward(GruShape shape, GruOperands in, Buffer states, Buffer saved);

    /** The number of floats that {@link #gruForward} keeps for {@link #gruBackward}. */
    long gruSavedLength(GruShape shape);

    /**
     * The gradients of a pass, given those of its states. Every buffer of {@code gradients} that is not null is overwritten;
     * those of {@code x} and of the initial state may be null.
     */
    void gruBackward(GruShape shape, GruOperands in, Buffer saved, Buffer stateGradients, GruOperands gradients);

    /**
     * The states that {@code shape} asks for, and the cells {@code [batch, node, hidden]} after the last step; {@code saved}
     * (of {@link #lstmSavedLength}) may be null.
     */
    void lstmForward(LstmShape shape, LstmOperands in, Buffer states, Buffer lastCell, Buffer saved);

    /** The number of floats that {@link #lstmForward} keeps for {@link #lstmBackward}. */
    long lstmSavedLength(LstmShape shape);

    /**
     * The gradients of a pass, given those of its states and of its last cells (null for zero). Every buffer of
     * {@code gradients} that is not null is overwritten; those of {@code x} and of the initial state and cell may be null.
     */
    void lstmBackward(
            LstmShape shape,
            LstmOperands in,
            Buffer saved,
            Buffer stateGradients,
            Buffer cellGradient,
            LstmOperands gradients);

    /** The sum of {@code mask * |prediction - target|} and the sum of {@code mask}; {@code mask} may be null. */
    double[] absoluteError(Buffer prediction, Buffer target, Buffer mask);

    /** {@code out = factor * mask * sign(prediction - target)}; {@code mask} may be null. */
    void absoluteErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out);

    /** The sum of {@code mask * (prediction - target)^2} and the sum of {@code mask}; {@code mask} may be null. */
    double[] squaredError(Buffer prediction, Buffer target, Buffer mask);

    /** {@code out = factor * mask * (prediction - target)}; {@code mask} may be null. */
    void squaredErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out);

    /** Sum of squares in double precision. */
    double sumOfSquares(Buffer x);

    /**
     * One step of Adam in place: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
     * {@code p = shrink * p - rate * m / (sqrt(v) / rootCorrection + epsilon)} with {@code g} scaled by
     * {@code gradientFactor}, plus {@code decay * p}.
     */
    void adam(Buffer parameter, Buffer gradient, Buffer m, Buffer v, AdamStep step);

    /** Constants of one Adam step; {@code rate} already holds the correction of the first moment. */
    record AdamStep(
            float rate,
            float beta1,
            float beta2,
            float epsilon,
            float rootCorrection,
            float gradientFactor,
            float decay,
            float shrink) {}
}
