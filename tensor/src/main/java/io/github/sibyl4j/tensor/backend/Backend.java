package io.github.sibyl4j.tensor.backend;

/**
 * The kernels that tensors are made of. All buffers are row-major; an output never overlaps an input unless said. Results
 * do not depend on the number of threads.
 */
public interface Backend {

    String name();

    /** The most floats that one buffer can hold. */
    long largestBuffer();

    /** Memory that lives as long as it is reachable. */
    Buffer allocate(long length);

    /** Bytes taken from the system at present. */
    long reservedBytes();

    /** The most bytes taken from the system at any time. */
    long peakReservedBytes();

    /** An empty arena. */
    Arena arena();

    void fill(Buffer out, float value);

    void copy(Buffer x, Buffer out);

    void unary(UnaryOp op, Buffer x, float alpha, Buffer out);

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

    /** Sums the middle axis of {@code [outer, reduced, inner]}. */
    void sum(Buffer x, int outer, int reduced, int inner, Buffer out);

    /** {@code out} is {@code x} with its axes in another order: axis {@code i} of the result steps by {@code steps[i]}. */
    void permute(Buffer x, int[] sizes, int[] steps, Buffer out);

    /** {@code out[i] = x[index[i]]} for rows of {@code width} floats. */
    void gatherRows(Buffer x, int[] index, int width, Buffer out);

    /** {@code out[index[i]] += x[i]} for rows of {@code width} floats. */
    void scatterAddRows(Buffer x, int[] index, int width, Buffer out);

    /** {@code out[b] = matrix x[b]} for {@code x} {@code [batch, columns, width]} and {@code out} {@code [batch, rows, width]}. */
    void sparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out);

    /** The states that {@code shape} asks for; {@code saved} (of {@link #gruSavedLength}) may be null. */
    void gruForward(GruShape shape, GruOperands in, Buffer states, Buffer saved);

    /** The number of floats that {@link #gruForward} keeps for {@link #gruBackward}. */
    long gruSavedLength(GruShape shape);

    /**
     * The gradients of a pass, given those of its states. Every buffer of {@code gradients} that is not null is overwritten;
     * those of {@code x} and of the initial state may be null.
     */
    void gruBackward(GruShape shape, GruOperands in, Buffer saved, Buffer stateGradients, GruOperands gradients);

    /** The sum of {@code mask * |prediction - target|} and the sum of {@code mask}; {@code mask} may be null. */
    double[] absoluteError(Buffer prediction, Buffer target, Buffer mask);

    /** {@code out = factor * mask * sign(prediction - target)}; {@code mask} may be null. */
    void absoluteErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out);

    /** Sum of squares in double precision. */
    double sumOfSquares(Buffer x);

    /**
     * One step of Adam in place: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
     * {@code p -= rate * m / (sqrt(v) / rootCorrection + epsilon)} with {@code g} scaled by {@code gradientFactor}.
     */
    void adam(Buffer parameter, Buffer gradient, Buffer m, Buffer v, AdamStep step);

    /** Constants of one Adam step; {@code rate} already holds the correction of the first moment. */
    record AdamStep(float rate, float beta1, float beta2, float epsilon, float rootCorrection, float gradientFactor) {}
}
