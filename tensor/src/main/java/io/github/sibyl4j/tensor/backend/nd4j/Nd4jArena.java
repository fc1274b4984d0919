package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Arena;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/** An arena that closes what was allocated in it, one data buffer after the other. */
final class Nd4jArena implements Arena {
    private final List<Nd4jMemory.Block> blocks = new ArrayList<>();
    private volatile boolean released;

    boolean isReleased() {
        return released;
    }

    @Override
    public Nd4jBuffer allocate(long length) {
        if (length == 0) {
            return new Nd4jBuffer(null, this, 0, 0);
        }
        Nd4jMemory.Block block = Nd4jMemory.allocate(length);
        blocks.add(block);
        return new Nd4jBuffer(block.data(), this, 0, length);
    }

    @Override
    public void release() {
        released = true;
        // A device may still be computing with them.
        Nd4j.getExecutioner().commit();
        blocks.forEach(Nd4jMemory.Block::close);
        blocks.clear();
    }
}
