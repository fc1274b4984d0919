package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * Sums in a fixed order (newer JDKs add in one order when {@code reduceLanes} is interpreted, in another when compiled).
 * Several are under way at a time, since an addition takes as long as several loads. Loops over vectors are called only
 * where there are some, see {@link RowPass}.
 */
final class SumVectors {
    private static final int BYTES = LANES << 2;
    /** Bytes whose partial sums are kept in float32 before they are added up in double. */
    private static final int RUN = 256 * BYTES;

    private SumVectors() {}

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    static double sum(HostBuffer x, int at, int count) {
        int whole = SPECIES.loopBound(count);
        double total = whole > 0 ? sumOfVectors(x, at, whole) : 0;
        for (int k = whole; k < count; k++) {
            total += get(x, at + k);
        }
        return total;
    }

    private static double sumOfVectors(HostBuffer x, int at, int count) {
        Object memory = x.vectorView();
        int i = x.byteOffset() + (at << 2);
        int end = i + (count << 2);
        double total = 0;
        while (i < end) {
            int stop = i + Math.min(RUN, end - i);
            FloatVector a = zero();
            FloatVector b = a;
            FloatVector c = a;
            FloatVector d = a;
            for (; i <= stop - 4 * BYTES; i += 4 * BYTES) {
                a = exact(a).add(load(memory, i));
                b = exact(b).add(load(memory, i + BYTES));
                c = exact(c).add(load(memory, i + 2 * BYTES));
                d = exact(d).add(load(memory, i + 3 * BYTES));
            }
            for (; i < stop; i += BYTES) {
                a = exact(a).add(load(memory, i));
            }
            total += VectorMath.sumOfLanes(exact(a).add(b).add(exact(c).add(d)));
        }
        return total;
    }

    static double sumOfSquares(HostBuffer x, int at, int count) {
        int whole = SPECIES.loopBound(count);
        double total = whole > 0 ? sumOfVectorSquares(x, at, whole) : 0;
        for (int k = whole; k < count; k++) {
            double value = get(x, at + k);
            total += value * value;
        }
        return total;
    }

    private static double sumOfVectorSquares(HostBuffer x, int at, int count) {
        Object memory = x.vectorView();
        int i = x.byteOffset() + (at << 2);
        int end = i + (count << 2);
        double total = 0;
        while (i < end) {
            int stop = i + Math.min(RUN / 2, end - i);
            FloatVector a = zero();
            FloatVector b = a;
            for (; i <= stop - 2 * BYTES; i += 2 * BYTES) {
                FloatVector first = load(memory, i);
                FloatVector second = load(memory, i + BYTES);
                a = first.fma(first, a);
                b = second.fma(second, b);
            }
            for (; i < stop; i += BYTES) {
                FloatVector value = load(memory, i);
                a = value.fma(value, a);
            }
            total += VectorMath.sumOfLanes(exact(a).add(b));
        }
        return total;
    }

    /** The columns that fill vectors of four rows, so that those of the sums are read and written once for four. */
    static void addFourRows(HostBuffer out, int o, HostBuffer x, int xo, int width) {
        Object memory = x.vectorView();
        Object outMemory = out.vectorView();
        int xAt = x.byteOffset() + (xo << 2);
        int outAt = out.byteOffset() + (o << 2);
        int row = width << 2;
        int end = SPECIES.loopBound(width) << 2;
        for (int i = 0; i < end; i += BYTES) {
            FloatVector a = load(memory, xAt + i).add(load(memory, xAt + row + i));
            FloatVector b = load(memory, xAt + 2 * row + i).add(load(memory, xAt + 3 * row + i));
            store(load(outMemory, outAt + i).add(a.add(b)), outMemory, outAt + i);
        }
    }
}
