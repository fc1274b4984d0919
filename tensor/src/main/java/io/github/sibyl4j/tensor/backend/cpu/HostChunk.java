package io.github.sibyl4j.tensor.backend.cpu;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of memory outside the heap, freed when nothing refers to it any more. Its first float lies on a cache line, and
 * a cache line past its end is readable, so that kernels may load whole vectors.
 */
final class HostChunk {
    private static final int CACHE_LINE = 64;
    /** A byte buffer is indexed by int. */
    static final long MOST_FLOATS = (Integer.MAX_VALUE - 4L * CACHE_LINE) / Float.BYTES;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final MethodHandle SEGMENT_OF_BUFFER = segmentOfBuffer();

    /** Bytes taken from the system at present, and the most so far. */
    static final AtomicLong RESERVED = new AtomicLong();

    static final AtomicLong PEAK_RESERVED = new AtomicLong();

    final ByteBuffer bytes;
    final long address;
    /** The same memory, for copies to and from arrays. */
    final FloatBuffer floats;

    final long length;
    /** What vector loads read from: the byte buffer on JDK 17, a memory segment over it on those JDKs that want one. */
    final Object vectorView;
    /** Says when memory that belongs to somebody else has been freed; keeps its owner reachable. Null for own memory. */
    private final BooleanSupplier freed;

    HostChunk(long length) {
        if (length > MOST_FLOATS) {
            throw new IllegalArgumentException("a tensor can hold at most " + MOST_FLOATS + " floats (2 GiB), not "
                    + length + ": split the work into smaller batches");
        }
        long size = length * Float.BYTES + 2 * CACHE_LINE;
        Pointer memory = Pointer.malloc(size);
        if (memory == null || memory.isNull()) {
            throw new OutOfMemoryError("the system refused " + size + " bytes of native memory (" + RESERVED.get()
                    + " are in use): use a smaller batch or a smaller model");
        }
        long total = RESERVED.addAndGet(size);
        PEAK_RESERVED.accumulateAndGet(total, Math::max);
        CLEANER.register(this, () -> {
            Pointer.free(memory);
            RESERVED.addAndGet(-size);
        });
        int skip = (int) (-memory.address() & (CACHE_LINE - 1));
        ByteBuffer all = new BytePointer(memory).capacity(size).asByteBuffer();
        this.bytes = all.position(skip).slice().order(ByteOrder.nativeOrder());
        this.address = memory.address() + skip;
        this.floats = bytes.asFloatBuffer();
        this.length = length;
        this.vectorView = viewOf(bytes);
        this.freed = null;
    }

    /** Memory that belongs to somebody else. */
    HostChunk(Pointer memory, long byteOffset, long length, BooleanSupplier freed) {
        long size = length * Float.BYTES;
        BytePointer first = new BytePointer(memory).getPointer(byteOffset);
        this.bytes = first.capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
        this.address = first.address();
        this.floats = bytes.asFloatBuffer();
        this.length = length;
        this.vectorView = viewOf(bytes);
        this.freed = freed;
    }

    boolean isFreed() {
        return freed != null && freed.getAsBoolean();
    }

    /** Lets the collector free what nothing refers to any more; the peak starts from what is left. */
    static void awaitFreed() {
        long before = Long.MAX_VALUE;
        for (int i = 0; i < 10 && RESERVED.get() < before; i++) {
            before = RESERVED.get();
            System.gc();
            LockSupport.parkNanos(20_000_000);
        }
        PEAK_RESERVED.set(RESERVED.get());
    }

    private static Object viewOf(ByteBuffer bytes) {
        if (SEGMENT_OF_BUFFER == null) {
            return bytes;
        }
        try {
            return SEGMENT_OF_BUFFER.invoke((Buffer) bytes);
        } catch (Throwable e) {
            throw new IllegalStateException("MemorySegment.ofBuffer failed", e);
        }
    }

    /** {@code MemorySegment.ofBuffer}, which is public from JDK 22 on; null before. */
    private static MethodHandle segmentOfBuffer() {
        if (Runtime.version().feature() < 22) {
            return null;
        }
        try {
            Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
            return MethodHandles.publicLookup()
                    .findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
