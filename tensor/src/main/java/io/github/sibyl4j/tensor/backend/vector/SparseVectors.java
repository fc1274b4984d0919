package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;

/** Rows of products of a sparse with a dense matrix. */
final class SparseVectors {
    private SparseVectors() {}

    static void rows(CompressedRows matrix, HostBuffer x, int xo, int width, HostBuffer out, int o, int from, int to) {
        int[] pointers = matrix.rowPointers();
        int[] index = matrix.columnIndices();
        float[] values = matrix.values();
        int whole = SPECIES.loopBound(width);
        boolean overReads = canReadPastRows(x, xo + (matrix.columns() - 1) * width + whole);
        float[] lanes = new float[LANES];
        for (int r = from; r < to; r++) {
            int first = pointers[r];
            int last = pointers[r + 1];
            int at = o + r * width;
            if (whole > 0) {
                wholeVectors(x, xo, width, index, values, first, last, out, at);
            }
            if (overReads && whole < width) {
                rest(x, xo + whole, width, index, values, first, last, lanes);
                for (int i = whole; i < width; i++) {
                    set(out, at + i, lanes[i - whole]);
                }
            } else if (whole < width) {
                scalarRest(x, xo, width, whole, index, values, first, last, out, at);
            }
        }
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    /** Whether a vector may be loaded from float {@code last} on; memory of somebody else may end before. */
    private static boolean canReadPastRows(HostBuffer x, int last) {
        return x.byteOffset() + (last + (long) LANES << 2) <= x.bytes().capacity();
    }

    private static void wholeVectors(
            HostBuffer x, int xo, int width, int[] index, float[] values, int first, int last, HostBuffer out, int o) {
        Object memory = x.vectorView();
        Object outMemory = out.vectorView();
        int xAt = x.byteOffset() + (xo << 2);
        int outAt = out.byteOffset() + (o << 2);
        int i = 0;
        for (; i <= width - 4 * LANES; i += 4 * LANES) {
            FloatVector s0 = zero();
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int e = first; e < last; e++) {
                int at = xAt + ((index[e] * width + i) << 2);
                FloatVector w = broadcast(values[e]);
                s0 = load(memory, at).fma(w, s0);
                s1 = load(memory, at + (LANES << 2)).fma(w, s1);
                s2 = load(memory, at + (2 * LANES << 2)).fma(w, s2);
                s3 = load(memory, at + (3 * LANES << 2)).fma(w, s3);
            }
            int at = outAt + (i << 2);
            store(s0, outMemory, at);
            store(s1, outMemory, at + (LANES << 2));
            store(s2, outMemory, at + (2 * LANES << 2));
            store(s3, outMemory, at + (3 * LANES << 2));
        }
        for (; i <= width - LANES; i += LANES) {
            FloatVector sum = zero();
            for (int e = first; e < last; e++) {
                FloatVector w = broadcast(values[e]);
                sum = load(memory, xAt + ((index[e] * width + i) << 2)).fma(w, sum);
            }
            store(sum, outMemory, outAt + (i << 2));
        }
    }

    /** The last columns, fewer than lanes; what lies behind them is read and not used. */
    private static void rest(
            HostBuffer x, int xo, int width, int[] index, float[] values, int first, int last, float[] lanes) {
        Object memory = x.vectorView();
        int xAt = x.byteOffset() + (xo << 2);
        int stride = width << 2;
        FloatVector sum = zero();
        for (int e = first; e < last; e++) {
            sum = load(memory, xAt + index[e] * stride).fma(broadcast(values[e]), sum);
        }
        exact(sum).intoArray(lanes, 0);
    }

    private static void scalarRest(
            HostBuffer x,
            int xo,
            int width,
            int from,
            int[] index,
            float[] values,
            int first,
            int last,
            HostBuffer out,
            int o) {
        for (int i = from; i < width; i++) {
            float sum = 0;
            for (int e = first; e < last; e++) {
                sum = Math.fma(values[e], get(x, xo + index[e] * width + i), sum);
            }
            set(out, o + i, sum);
        }
    }
}
