package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Buffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A run of floats in a data buffer of ND4J, wherever that keeps it; belongs to an arena's life or, without an arena, to
 * itself. ND4J has no buffers without values, so an empty one has no data.
 */
final class Nd4jBuffer implements Buffer {
    private final DataBuffer data;
    private final Nd4jArena arena;
    private final long offset;
    private final long length;
    private final Nd4jBuffer whole;
    /** Of a whole allocation: whether its arena has got it back, alone. */
    private volatile boolean released;

    Nd4jBuffer(DataBuffer data, Nd4jArena arena, long offset, long length) {
        this.data = data;
        this.arena = arena;
        this.offset = offset;
        this.length = length;
        this.whole = this;
    }

    private Nd4jBuffer(Nd4jBuffer of, long offset, long length) {
        this.data = of.data;
        this.arena = of.arena;
        this.offset = offset;
        this.length = length;
        this.whole = of.whole;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Nd4jBuffer slice(long from, long count) {
        requireOpen();
        if (from < 0 || count < 0 || from + count > length) {
            throw new IndexOutOfBoundsException("floats " + from + " to " + (from + count) + " of " + length);
        }
        return new Nd4jBuffer(this, offset + from, count);
    }

    @Override
    public Nd4jBuffer whole() {
        return whole;
    }

    DataBuffer data() {
        return data;
    }

    void markReleased() {
        released = true;
    }

    @Override
    public void read(long at, float[] target, int from, int count) {
        Nd4jBuffer part = slice(at, count);
        if (count > 0) {
            System.arraycopy(Nd4j.createBuffer(data, part.offset, count).asFloat(), 0, target, from, count);
        }
    }

    @Override
    public void write(long at, float[] source, int from, int count) {
        Nd4jBuffer part = slice(at, count);
        if (count > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                part.flat().assign(Nd4j.createFromArray(Arrays.copyOfRange(source, from, from + count)));
            }
        }
    }

    @Override
    public void requireOpen() {
        if (arena != null && arena.isReleased()) {
            throw new IllegalStateException("this tensor belongs to a scope that has been closed: call keep() on it"
                    + " inside the scope to use it afterwards");
        }
        if (whole.released) {
            throw new IllegalStateException(
                    "the memory of this tensor, a gradient on its way back or a step towards one,"
                            + " has been given to others: nothing may hold on to it once it has been passed on");
        }
        if (data != null && data.wasClosed()) {
            throw new IllegalStateException(
                    "this tensor shares the memory of an array that has been closed: call keep()"
                            + " on it before closing the array to use it afterwards");
        }
    }

    /** Whether the memory belongs to a scope. */
    boolean isScoped() {
        return arena != null;
    }

    /** All floats as a vector that shares their memory. */
    INDArray flat() {
        return array(length);
    }

    /** The floats as a row-major array that shares their memory. */
    INDArray array(long... shape) {
        long[] steps = new long[shape.length];
        long step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            steps[axis] = step;
            step *= shape[axis];
        }
        return view(0, shape, steps);
    }

    /** A walk over the floats from {@code at} on, sharing their memory. */
    INDArray view(long at, long[] shape, long[] steps) {
        return Nd4j.create(data, shape, steps, offset + at, 'c');
    }
}
