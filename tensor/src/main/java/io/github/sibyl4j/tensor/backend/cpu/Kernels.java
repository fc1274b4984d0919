package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Backend.AdamStep;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.UnaryOp;

/**
 * Sequential loops over host memory; the parallel split is the caller's. Offsets and counts are in floats, counted from
 * the beginning of the buffer they stand behind.
 */
public interface Kernels {

    String name();

    /** How many floats a vector holds; 1 without vectors. */
    int lanes();

    /** {@code out[i] = op(x[i])} for {@code from <= i < to}. */
    void unary(UnaryOp op, HostBuffer x, float alpha, HostBuffer out, int from, int to);

    /**
     * {@code out[o + i] = op(a[ao + i * stepA], b[bo + i * stepB])} for {@code 0 <= i < count}; steps are 0 or 1.
     */
    void binary(
            BinaryOp op,
            HostBuffer a,
            int ao,
            int stepA,
            HostBuffer b,
            int bo,
            int stepB,
            float alpha,
            HostBuffer out,
            int o,
            int count);

    /** The runs {@code from <= run < to} of a walk over two operands; {@code out} is contiguous. */
    void binaryRuns(
            BinaryOp op, HostBuffer a, HostBuffer b, float alpha, Broadcast walk, HostBuffer out, int from, int to);

    /** {@code out[i] = value} for {@code from <= i < to}. */
    void fill(HostBuffer out, int from, int to, float value);

    /** {@code out[o + i] += factor * x[xo + i]} for {@code 0 <= i < count}. */
    void addScaled(HostBuffer out, int o, HostBuffer x, int xo, float factor, int count);

    /** Adds the sum of {@code rows} rows of {@code width} floats, from {@code xo} on, to those from {@code o} on. */
    void addRows(HostBuffer out, int o, HostBuffer x, int xo, int rows, int width);

    /** Sum of {@code count} floats in an order that depends on {@code count} alone. */
    double sum(HostBuffer x, int at, int count);

    double sumOfSquares(HostBuffer x, int at, int count);

    /** Adds the sums of {@code mask |p - t|} and of {@code mask} over a range to {@code result}. */
    void absoluteError(HostBuffer prediction, HostBuffer target, HostBuffer mask, int at, int count, double[] result);

    void absoluteErrorGradient(
            HostBuffer prediction, HostBuffer target, HostBuffer mask, float factor, HostBuffer out, int at, int count);

    /**
     * Rows {@code from} to {@code to - 1} of a sparse product, {@code out[o + r * width + i] = sum over e of values[e] *
     * x[xo + columnIndices[e] * width + i]}, over the entries e of row r in their order.
     */
    void sparseRows(CompressedRows matrix, HostBuffer x, int xo, int width, HostBuffer out, int o, int from, int to);

    /**
     * {@code out[o + index[e] * width + i] += weights[e] * x[xo + i]}, e from first to last - 1. The sums lie on the heap,
     * where a vector is changed in place two to three times as fast.
     */
    void scatterRow(
            HostBuffer x, int xo, int width, int[] index, float[] weights, int first, int last, float[] out, int o);

    /** Softmax (or its logarithm) of the rows {@code from} to {@code to - 1} of {@code width} floats. */
    void softmax(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to);

    /** {@code y (g - sum(y g))}, or {@code g - exp(y) sum(g)} for the logarithm, row by row. */
    void softmaxGradient(HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to);

    void layerNorm(LayerNormRows rows, HostBuffer out, int from, int to);

    /** Adds to the gradients of gain and bias, one after the other at {@code sumsAt} of {@code sums}. */
    void layerNormGradient(
            LayerNormRows rows, HostBuffer g, HostBuffer out, HostBuffer sums, int sumsAt, int from, int to);

    /** Softmax, column by column, over the rows of the groups {@code from} to {@code to - 1}. */
    void segmentSoftmax(Groups groups, HostBuffer x, int width, HostBuffer out, int from, int to);

    void segmentSoftmaxGradient(Groups groups, HostBuffer y, HostBuffer g, int width, HostBuffer out, int from, int to);

    /**
     * {@link #sparseRows} for one row, with a weight for each of {@code heads} equal parts of a row: entry {@code e} has those at
     * {@code e * heads} of {@code weights}.
     */
    void weightedHeads(
            HostBuffer x,
            int xo,
            int width,
            int heads,
            int[] index,
            HostBuffer weights,
            int first,
            int last,
            HostBuffer out,
            int o);

    /**
     * For every entry and head, adds the dot product of the head's part of the row at {@code go} of {@code g} with that of
     * the row {@code index[e]} of {@code x} to {@code out[e * heads + head]}.
     */
    void headDots(
            HostBuffer g,
            int go,
            HostBuffer x,
            int xo,
            int width,
            int heads,
            int[] index,
            int first,
            int last,
            HostBuffer out);

    AttentionLoops attention();

    FourierLoops fourier();

    /**
     * {@code 1 / (cosSquared x_m - sinTerm - i mixedTerm y_m)} for every mode {@code m} and frequency of the grid: a row of
     * real parts, then one of imaginary parts.
     */
    void cauchyReciprocals(CauchyGrid grid, float[] x, float[] y, HostBuffer out);

    /** The gradients of {@link #cauchyReciprocals}, by its result {@code r} and that one's gradient {@code g}. */
    void cauchyGradients(CauchyGrid grid, HostBuffer r, HostBuffer g, float[] xGradient, float[] yGradient);

    void adam(HostBuffer parameter, HostBuffer gradient, HostBuffer m, HostBuffer v, AdamStep step, int from, int to);

    /**
     * One step of a block of GRU rows. Reads the hidden gates (reset, update, candidate; {@code 3 hidden} a row), writes
     * the kept gates (reset, update, candidate, candidate's hidden part; {@code 4 hidden} a row) and the new state.
     */
    void gruGates(GruRows rows, GruStep step);

    /**
     * One backward step of a block of GRU rows: turns {@code stateGradient} into the part of the previous state's gradient
     * that bypasses the gates, writes the gate gradients (candidate, reset, update, candidate's hidden part) and adds to
     * the bias and input weight gradients.
     */
    void gruGateGradients(GruRows rows, GruStep step, GruSums sums);

    /**
     * One step of a block of LSTM rows: adds the bias to the gates, turns them into what they are functions of, in place,
     * and writes the new cells and states.
     */
    void lstmGates(int rows, LstmStep step);

    /**
     * One backward step of a block of LSTM rows: writes the gate gradients and turns {@code cellGradient} into the previous
     * cell's.
     */
    void lstmGateGradients(int rows, LstmStep step);
}
