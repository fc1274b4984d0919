package io.github.sibyl4j.tensor.backend.nd4j;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Counts what tensors take from ND4J. ND4J itself frees a data buffer when nothing refers to it any more; an arena closes
 * its own at once.
 */
final class Nd4jMemory {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final AtomicLong RESERVED = new AtomicLong();
    private static final AtomicLong PEAK_RESERVED = new AtomicLong();

    private Nd4jMemory() {}

    /** A data buffer and its share of the count, which ends when the buffer is collected or {@link #close} is called. */
    record Block(DataBuffer data, Cleaner.Cleanable counted) {
        void close() {
            data.close();
            counted.clean();
        }
    }

    /** Uninitialised memory that belongs to no workspace, even while the caller has one open. */
    static Block allocate(long floats) {
        DataBuffer data;
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            data = Nd4j.createUninitialized(DataType.FLOAT, floats).data();
        }
        long bytes = floats * Float.BYTES;
        PEAK_RESERVED.accumulateAndGet(RESERVED.addAndGet(bytes), Math::max);
        return new Block(data, CLEANER.register(data, () -> RESERVED.addAndGet(-bytes)));
    }

    static long reserved() {
        return RESERVED.get();
    }

    static long peak() {
        return PEAK_RESERVED.get();
    }

    /** Lets the collector free what nothing refers to any more; the peak starts from what is left. */
    static void awaitFreed() {
        // The collector lets go of a buffer of ND4J some time after it was first asked to.
        int unchanged = 0;
        for (int i = 0; i < 20 && unchanged < 3; i++) {
            long before = RESERVED.get();
            System.gc();
            LockSupport.parkNanos(20_000_000);
            unchanged = RESERVED.get() < before ? 0 : unchanged + 1;
        }
        PEAK_RESERVED.set(RESERVED.get());
    }
}
