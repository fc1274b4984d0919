package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An arena over chunks that are kept from one use to the next, so that a training step settles after its first round. */
final class HostArena implements Arena {
    private static final int LINE = 16;
    private static final long SMALLEST_CHUNK = 1 << 14;
    private static final long LARGEST_ROUNDED_CHUNK = 1 << 23;
    /** A new chunk is at least this part of those before it: few chunks, and little beyond what a step needs. */
    private static final int GROWTH = 4;
    /** Idle arenas of scopes and of kernels' scratch space, apart, so that small ones do not grow into large ones. */
    private static final ConcurrentLinkedDeque<HostArena> IDLE_SCOPES = new ConcurrentLinkedDeque<>();

    private static final ConcurrentLinkedDeque<HostArena> IDLE_SCRATCH = new ConcurrentLinkedDeque<>();

    private final List<HostChunk> chunks = new ArrayList<>();
    /** Floats handed out of each chunk. */
    private final List<Long> used = new ArrayList<>();

    private volatile int generation;

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

    static void dropIdle() {
        IDLE_SCOPES.clear();
        IDLE_SCRATCH.clear();
    }

    int generation() {
        return generation;
    }

    @Override
    public HostBuffer allocate(long length) {
        long padded = (length + LINE - 1) / LINE * LINE;
        // The smallest chunk with room, so that small requests leave the large chunks to large ones.
        int i = chunks.size();
        for (int j = 0; j < chunks.size(); j++) {
            boolean fits = used.get(j) + padded <= chunks.get(j).length;
            if (fits && (i == chunks.size() || chunks.get(j).length < chunks.get(i).length)) {
                i = j;
            }
        }
        if (i == chunks.size()) {
            long before = chunks.stream().mapToLong(chunk -> chunk.length).sum();
            long wanted = Math.max(SMALLEST_CHUNK, Math.min(before / GROWTH, LARGEST_ROUNDED_CHUNK));
            chunks.add(new HostChunk(Math.max(padded, wanted)));
            used.add(0L);
        }
        long at = used.get(i);
        used.set(i, at + padded);
        return new HostBuffer(chunks.get(i), this, (int) (at * Float.BYTES), length);
    }

    @Override
    public void release() {
        generation++;
        used.replaceAll(floats -> 0L);
        idle.addLast(this);
    }
}
