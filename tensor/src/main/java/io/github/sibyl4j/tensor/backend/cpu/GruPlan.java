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
    private static final int EVEN_SLOTS = 4;
    private static final int BLOCK_ROWS = 208;
    /** On processors with vectors of 16 floats, OpenBLAS multiplies matrices without packing them up to this m n k. */
    private static final int SMALL_PRODUCT = 1_000_000;

    private static final int LEAST_SMALL_ROWS = 40;
    /** Rows that a product works off together. */
    private static final int ROW_GROUP = 4;

    record Slot(int firstBatch, int batches, int firstNode, int nodes, List<GruRows> blocks) {
        int mostRows() {
            return blocks.stream().mapToInt(GruRows::count).max().orElse(0);
        }
    }

    static GruPlan of(GruShape shape, int lanes) {
        int blockRows = blockRows(shape, lanes);
        List<Slot> slots = new ArrayList<>();
        int row = 0;
        if (shape.nodes() == 0) {
            return new GruPlan(slots);
        }
        boolean byBatch = shape.batch() >= FEW_BATCHES;
        int whole = byBatch ? shape.batch() : shape.nodes();
        int count = Math.min(MOST_SLOTS, byBatch ? whole : nodeSlots(whole, blockRows));
        for (int i = 0; i < count; i++) {
            int from = byBatch ? (int) ((long) whole * i / count) : boundary(whole, i, count);
            int to = byBatch ? (int) ((long) whole * (i + 1) / count) : boundary(whole, i + 1, count);
            Slot slot = byBatch
                    ? slot(from, to - from, 0, shape.nodes(), row, blockRows)
                    : slot(0, shape.batch(), from, to - from, row, blockRows);
            slots.add(slot);
            row += slot.batches() * slot.nodes();
        }
        return new GruPlan(slots);
    }

    /** As many as there are blocks; an even share for 2 and 4 threads where that leaves enough rows to each. */
    private static int nodeSlots(int nodes, int blockRows) {
        int blocks = (nodes + blockRows - 1) / blockRows;
        int even = (blocks + EVEN_SLOTS - 1) / EVEN_SLOTS * EVEN_SLOTS;
        return nodes >= even * LEAST_SMALL_ROWS ? even : blocks;
    }

    /**
     * As many rows as unpacked products may have, where these are to be had and the weights are not too large for it;
     * there, blocks of 64 to 80 rows take three quarters of the time of blocks of 208.
     */
    private static int blockRows(GruShape shape, int lanes) {
        int width = Math.max(1, 3 * shape.hidden() * Math.max(shape.hidden(), shape.features()));
        int small = SMALL_PRODUCT / width / ROW_GROUP * ROW_GROUP;
        return lanes >= 16 && small >= LEAST_SMALL_ROWS ? Math.min(small, BLOCK_ROWS) : BLOCK_ROWS;
    }

    private static Slot slot(int firstBatch, int batches, int firstNode, int nodes, int firstRow, int blockRows) {
        List<GruRows> blocks = new ArrayList<>();
        int row = firstRow;
        int parts = (nodes + blockRows - 1) / blockRows;
        int together = parts > 1 ? 1 : Math.max(1, blockRows / nodes);
        for (int b = 0; b < batches; b += together) {
            for (int p = 0; p < parts; p++) {
                int from = boundary(nodes, p, parts);
                int to = boundary(nodes, p + 1, parts);
                int blockBatches = Math.min(together, batches - b);
                GruRows block = new GruRows(firstBatch + b, blockBatches, firstNode + from, to - from, row);
                blocks.add(block);
                row += block.count();
            }
        }
        return new Slot(firstBatch, batches, firstNode, nodes, blocks);
    }

    private static int boundary(int nodes, int part, int parts) {
        return part == parts ? nodes : (int) ((long) nodes * part / parts) / ROW_GROUP * ROW_GROUP;
    }
}
