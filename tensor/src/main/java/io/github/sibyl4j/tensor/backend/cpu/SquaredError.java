package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.UnaryOp;

/** Masked squared errors in steps so short that what lies between them stays in the first cache. */
record SquaredError(Kernels kernels, HostBuffer prediction, HostBuffer target, HostBuffer mask) {
    private static final int STEP = 1 << 11;

    /** Adds the sums of {@code mask (p - t)^2} and of {@code mask} over a range to {@code result}. */
    void add(int from, int to, double[] result) {
        HostArena arena = HostArena.scratch();
        HostBuffer error = arena.allocate(STEP);
        for (int at = from; at < to; at += STEP) {
            int count = Math.min(STEP, to - at);
            observed(at, count, error, 0);
            if (mask == null) {
                result[0] += kernels.sumOfSquares(error, 0, count);
                result[1] += count;
            } else {
                kernels.unary(UnaryOp.SQUARE, error, 0, error, 0, count);
                kernels.binary(BinaryOp.MULTIPLY, error, 0, 1, mask, at, 1, 0, error, 0, count);
                result[0] += kernels.sum(error, 0, count);
                result[1] += kernels.sum(mask, at, count);
            }
        }
        arena.release();
    }

    /** {@code p - t}, and 0 where nothing was observed, whatever stands there. */
    private void observed(int at, int count, HostBuffer out, int o) {
        kernels.binary(BinaryOp.SUBTRACT, prediction, at, 1, target, at, 1, 0, out, o, count);
        if (mask != null) {
            kernels.binary(BinaryOp.KEEP_WHERE, out, o, 1, mask, at, 1, 0, out, o, count);
        }
    }

    void gradient(float factor, HostBuffer out, int from, int to) {
        for (int at = from; at < to; at += STEP) {
            int count = Math.min(STEP, to - at);
            observed(at, count, out, at);
            if (mask != null) {
                kernels.binary(BinaryOp.MULTIPLY, out, at, 1, mask, at, 1, 0, out, at, count);
            }
            kernels.unary(UnaryOp.SCALE, out, factor, out, at, at + count);
        }
    }
}
