package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An arena over chunks that are kept from one use to the next, so that a training step settles after its first round. */
final class HostArena implements Arena {
    private static final int LINE = 16;
    private static final long SMALLEST_CHUNK = 1 << 18;
    private static final long LARGEST_ROUNDED_CHUNK = 1 << 23;
    /** Idle arenas of scopes and of kernels' scratch space, apart, so that small ones do not grow into large ones. */
    private static final ConcurrentLinkedDeque<HostArena> IDLE_SCOPES = new ConcurrentLinkedDeque<>();

    private static final ConcurrentLinkedDeque<HostArena> IDLE_SCRATCH = new ConcurrentLinkedDeque<>();

    private final List<HostChunk> chunks = new ArrayList<>();
    private volatile int generation;
    private int current;
    private long used;

    private final ConcurrentLinkedDeque<HostArena> idle;

    private HostArena(ConcurrentLinkedDeque<HostArena> idle) {
        this.idle = idle;
    }

    /** An arena for a scope. */
    static HostArena forScope() {
        return take(IDLE_SCOPES);
    }

    /** An arena for the scratch space of one kernel call or one of its tasks. */
    static HostArena scratch() {
        return take(IDLE_SCRATCH);
    }

    /** An arena that was released before, or a new one. */
    private static HostArena take(ConcurrentLinkedDeque<HostArena> idle) {
        HostArena arena = idle.pollLast();
        return arena != null ? arena : new HostArena(idle);
    }

    int generation() {
        return generation;
    }

    @Override
    public HostBuffer allocate(long length) {
        long padded = (length + LINE - 1) / LINE * LINE;
        while (current < chunks.size() && used + padded > chunks.get(current).floats) {
            current++;
            used = 0;
        }
        if (current == chunks.size()) {
            long last = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).floats;
            long wanted = Math.max(SMALLEST_CHUNK, Math.min(2 * last, LARGEST_ROUNDED_CHUNK));
            chunks.add(new HostChunk(Math.max(padded, wanted)));
        }
        HostBuffer buffer = new HostBuffer(chunks.get(current), this, (int) (used * Float.BYTES), length);
        used += padded;
        return buffer;
    }

    @Override
    public void release() {
        generation++;
        current = 0;
        used = 0;
        idle.addLast(this);
    }
}
