package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Buffer;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;

/** A run of floats in a chunk; belongs to an arena's present life or, without an arena, to itself. */
public final class HostBuffer implements Buffer {
    private final HostChunk chunk;
    private final HostArena arena;
    private final int generation;
    private final int byteOffset;
    private final long length;
    private final HostBuffer whole;
    /** Of a whole allocation: whether its arena has got it back, alone. */
    private volatile boolean released;

    HostBuffer(HostChunk chunk, HostArena arena, int byteOffset, long length) {
        this.chunk = chunk;
        this.arena = arena;
        this.generation = arena == null ? 0 : arena.generation();
        this.byteOffset = byteOffset;
        this.length = length;
        this.whole = this;
    }

    private HostBuffer(HostBuffer of, int byteOffset, long length) {
        this.chunk = of.chunk;
        this.arena = of.arena;
        this.generation = of.generation;
        this.byteOffset = byteOffset;
        this.length = length;
        this.whole = of.whole;
    }

    /** How many bytes kernels may read past the end of a buffer. */
    private static final int CACHE_LINE = 64;

    private static final int LEAST_PAGE = 4096;

    /**
     * A buffer over memory of somebody else, or null where that cannot be had: kernels may read to the end of the last
     * cache line, which must lie in a page that is readable.
     *
     * @param freed says when the memory has been freed, and keeps its owner reachable
     */
    public static HostBuffer sharing(Pointer memory, long byteOffset, long length, BooleanSupplier freed) {
        long last = memory.address() + byteOffset + length * Float.BYTES - 1;
        boolean readable = last / LEAST_PAGE == (last + CACHE_LINE) / LEAST_PAGE;
        if (!readable || length > HostChunk.MOST_FLOATS) {
            return null;
        }
        return new HostBuffer(new HostChunk(memory, byteOffset, length, freed), null, 0, length);
    }

    /** A buffer of its own, with anything in it. */
    public static HostBuffer of(long length) {
        return new HostBuffer(new HostChunk(length), null, 0, length);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public HostBuffer slice(long from, long count) {
        requireOpen();
        Objects.checkFromIndexSize(from, count, length);
        return new HostBuffer(this, byteOffset + (int) from * Float.BYTES, count);
    }

    @Override
    public HostBuffer whole() {
        return whole;
    }

    HostChunk chunk() {
        return chunk;
    }

    void markReleased() {
        released = true;
    }

    @Override
    public void read(long at, float[] target, int from, int count) {
        chunk.floats.get(index(at, count), target, from, count);
    }

    @Override
    public void write(long at, float[] source, int from, int count) {
        chunk.floats.put(index(at, count), source, from, count);
    }

    /** Where a run of this buffer's floats begins in the chunk. */
    private int index(long at, int count) {
        requireOpen();
        Objects.checkFromIndexSize(at, count, length);
        return byteOffset / Float.BYTES + (int) at;
    }

    @Override
    public void requireOpen() {
        if (arena != null && arena.generation() != generation) {
            throw new IllegalStateException("this tensor belongs to a scope that has been closed: call keep() on it"
                    + " inside the scope to use it afterwards");
        }
        if (whole.released) {
            throw new IllegalStateException(
                    "the memory of this tensor, a gradient on its way back or a step towards one,"
                            + " has been given to others: nothing may hold on to it once it has been passed on");
        }
        if (chunk.isFreed()) {
            throw new IllegalStateException(
                    "this tensor shares the memory of an array that has been closed: call keep()"
                            + " on it before closing the array to use it afterwards");
        }
    }

    /** Whether the memory belongs to a scope, which uses it again. */
    public boolean isScoped() {
        return arena != null;
    }

    /** What has to be reachable for the memory not to be freed. */
    public Object owner() {
        return chunk;
    }

    /** What vector loads read from, see {@link #byteOffset()}. */
    public Object vectorView() {
        return chunk.vectorView;
    }

    /** The whole chunk's bytes, see {@link #byteOffset()}. */
    public ByteBuffer bytes() {
        return chunk.bytes;
    }

    /** Where this buffer begins in {@link #vectorView()} and {@link #bytes()}. */
    public int byteOffset() {
        return byteOffset;
    }

    /** The native address of the first float. */
    public long address() {
        return chunk.address + byteOffset;
    }
}
