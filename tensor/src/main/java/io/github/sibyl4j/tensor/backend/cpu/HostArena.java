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
    private static final ConcurrentLinkedDeque<HostArena> IDLE = new ConcurrentLinkedDeque<>();

    private final List<HostChunk> chunks = new ArrayList<>();
    private volatile int generation;
    private int current;
    private long used;

    private HostArena() {}

    /** An arena that was released before, or a new one. */
    static HostArena take() {
        HostArena idle = IDLE.pollLast();
        return idle != null ? idle : new HostArena();
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
        IDLE.addLast(this);
    }
}
