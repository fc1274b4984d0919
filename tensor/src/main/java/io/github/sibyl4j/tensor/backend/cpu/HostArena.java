package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Arena;
import io.github.sibyl4j.tensor.backend.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An arena over chunks that are kept from one use to the next, so that a training step settles after its first round. */
final class HostArena implements Arena {
    private static final int LINE = 16;
    private static final long SMALLEST_CHUNK = 1 << 10;
    private static final long LARGEST_ROUNDED_CHUNK = 1 << 23;
    /** A new chunk is at least this part of those before it: few chunks, and little beyond what a step needs. */
    private static final int GROWTH = 16;
    /** Idle arenas of scopes and of kernels' scratch space, apart, so that small ones do not grow into large ones. */
    private static final ConcurrentLinkedDeque<HostArena> IDLE_SCOPES = new ConcurrentLinkedDeque<>();

    private static final ConcurrentLinkedDeque<HostArena> IDLE_SCRATCH = new ConcurrentLinkedDeque<>();

    private final List<HostChunk> chunks = new ArrayList<>();
    /** What can be handed out, the newest last; those of one chunk do not touch. */
    private final List<Gap> gaps = new ArrayList<>();

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

    /** The floats {@code from} to {@code to - 1} of a chunk. */
    private record Gap(HostChunk chunk, long from, long to) {
        long length() {
            return to - from;
        }
    }

    private static long padded(long length) {
        return (length + LINE - 1) / LINE * LINE;
    }

    @Override
    public HostBuffer allocate(long length) {
        long padded = padded(length);
        int best = smallestFor(padded);
        if (best < 0) {
            long before = chunks.stream().mapToLong(chunk -> chunk.length).sum();
            long wanted = Math.max(SMALLEST_CHUNK, Math.min(before / GROWTH, LARGEST_ROUNDED_CHUNK));
            // Several of the same size fill it.
            long whole = padded == 0 ? wanted : wanted / padded * padded;
            HostChunk chunk = new HostChunk(Math.max(padded, whole));
            chunks.add(chunk);
            gaps.add(new Gap(chunk, 0, chunk.length));
            best = gaps.size() - 1;
        }
        Gap gap = gaps.get(best);
        if (gap.length() == padded) {
            gaps.remove(best);
        } else {
            gaps.set(best, new Gap(gap.chunk, gap.from + padded, gap.to));
        }
        return new HostBuffer(gap.chunk, this, (int) (gap.from * Float.BYTES), length);
    }

    /**
     * The smallest gap, so that small requests leave the large ones to large ones; of equal ones the newest, whose memory is
     * likeliest still in a cache. -1 if there is none.
     */
    private int smallestFor(long padded) {
        int best = -1;
        for (int i = gaps.size() - 1; i >= 0; i--) {
            long length = gaps.get(i).length();
            if (length >= padded && (best < 0 || length < gaps.get(best).length())) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public void release(Buffer allocation) {
        HostBuffer whole = (HostBuffer) allocation;
        whole.requireOpen();
        whole.markReleased();
        HostChunk chunk = whole.chunk();
        long from = whole.byteOffset() / Float.BYTES;
        long to = from + padded(whole.length());
        if (from == to) {
            return;
        }
        for (int i = gaps.size() - 1; i >= 0; i--) {
            Gap gap = gaps.get(i);
            if (gap.chunk == chunk && (gap.to == from || gap.from == to)) {
                from = Math.min(from, gap.from);
                to = Math.max(to, gap.to);
                gaps.remove(i);
            }
        }
        gaps.add(new Gap(chunk, from, to));
    }

    @Override
    public void release() {
        generation++;
        gaps.clear();
        for (HostChunk chunk : chunks) {
            gaps.add(new Gap(chunk, 0, chunk.length));
        }
        idle.addLast(this);
    }
}
