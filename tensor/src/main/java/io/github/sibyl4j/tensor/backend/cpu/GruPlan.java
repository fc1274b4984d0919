package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.GruShape;
import java.util.ArrayList;
import java.util.List;

/**
 * How the sequences of a recurrent pass are divided. A slot is a rectangle of samples and nodes that one thread works off,
 * adding up weight gradients of its own; a slot's blocks are small enough that the gates of one step stay in the second
 * level cache. Both depend on the shape alone, and slots are summed in order, so results do not depend on the threads.
 */
record GruPlan(List<Slot> slots) {
    private static final int MOST_SLOTS = 16;
    private static final int FEW_BATCHES = 8;
    private static final int BLOCK_ROWS = 208;

    record Slot(int firstBatch, int batches, int firstNode, int nodes, List<GruRows> blocks) {
        int mostRows() {
            return blocks.stream().mapToInt(GruRows::count).max().orElse(0);
        }
    }

    static GruPlan of(GruShape shape) {
        List<Slot> slots = new ArrayList<>();
        int row = 0;
        if (shape.nodes() == 0) {
            return new GruPlan(slots);
        }
        boolean byBatch = shape.batch() >= FEW_BATCHES;
        int whole = byBatch ? shape.batch() : shape.nodes();
        int count = Math.min(MOST_SLOTS, byBatch ? whole : (whole + BLOCK_ROWS - 1) / BLOCK_ROWS);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) whole * i / count);
            int to = (int) ((long) whole * (i + 1) / count);
            Slot slot = byBatch
                    ? slot(from, to - from, 0, shape.nodes(), row)
                    : slot(0, shape.batch(), from, to - from, row);
            slots.add(slot);
            row += slot.batches() * slot.nodes();
        }
        return new GruPlan(slots);
    }

    private static Slot slot(int firstBatch, int batches, int firstNode, int nodes, int firstRow) {
        List<GruRows> blocks = new ArrayList<>();
        int row = firstRow;
        int parts = (nodes + BLOCK_ROWS - 1) / BLOCK_ROWS;
        int together = parts > 1 ? 1 : Math.max(1, BLOCK_ROWS / nodes);
        for (int b = 0; b < batches; b += together) {
            for (int p = 0; p < parts; p++) {
                int from = (int) ((long) nodes * p / parts);
                int to = (int) ((long) nodes * (p + 1) / parts);
                int blockBatches = Math.min(together, batches - b);
                GruRows block = new GruRows(firstBatch + b, blockBatches, firstNode + from, to - from, row);
                blocks.add(block);
                row += block.count();
            }
        }
        return new Slot(firstBatch, batches, firstNode, nodes, blocks);
    }
}
