package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Arena;
import io.github.sibyl4j.tensor.backend.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An arena that closes what was allocated in it, one data buffer after the other. A piece given back before that serves the
 * next request of its length: a device that still computes with it does so before it turns to what comes later.
 */
final class Nd4jArena implements Arena {
    private final List<Nd4jMemory.Block> blocks = new ArrayList<>();
    private final Map<Long, Deque<DataBuffer>> idle = new HashMap<>();
    private volatile boolean released;

    boolean isReleased() {
        return released;
    }

    @Override
    public Nd4jBuffer allocate(long length) {
        if (length == 0) {
            return new Nd4jBuffer(null, this, 0, 0);
        }
        Deque<DataBuffer> ready = idle.get(length);
        if (ready != null && !ready.isEmpty()) {
            return new Nd4jBuffer(ready.pop(), this, 0, length);
        }
        Nd4jMemory.Block block = Nd4jMemory.allocate(length);
        blocks.add(block);
        return new Nd4jBuffer(block.data(), this, 0, length);
    }

    @Override
    public void release(Buffer allocation) {
        Nd4jBuffer whole = (Nd4jBuffer) allocation;
        whole.requireOpen();
        whole.markReleased();
        if (whole.length() > 0) {
            idle.computeIfAbsent(whole.length(), length -> new ArrayDeque<>()).push(whole.data());
        }
    }

    @Override
    public void release() {
        released = true;
        // A device may still be computing with them.
        Nd4j.getExecutioner().commit();
        blocks.forEach(Nd4jMemory.Block::close);
        blocks.clear();
        idle.clear();
    }
}
