package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.LstmShape;
import java.util.ArrayList;
import java.util.List;

/**
 * How the sequences of a pass are divided: into blocks whose gates of one step stay in the second level cache, and these
 * into slots, each worked off by one thread with sums of weight gradients of its own. Both depend on the shape alone, and
 * slots are summed in order, so results do not depend on the threads.
 */
record LstmPlan(List<List<GruRows>> slots, int mostRows) {
    private static final int MOST_SLOTS = 16;
    /** OpenBLAS multiplies small matrices without packing them, up to this m n k, where vectors hold 16 floats. */
    private static final int SMALL_PRODUCT = 1_000_000;

    private static final int LEAST_SMALL_ROWS = 40;
    private static final int MOST_ROWS = 208;
    /** Rows that a product works off together. */
    private static final int ROW_GROUP = 4;

    /** @param lanes how many floats a vector holds */
    static LstmPlan of(LstmShape s, int lanes) {
        int width = Math.max(1, 4 * s.hidden() * Math.max(s.hidden(), s.features()));
        int small = SMALL_PRODUCT / width / ROW_GROUP * ROW_GROUP;
        int blockRows = lanes >= 16 && small >= LEAST_SMALL_ROWS ? Math.min(small, MOST_ROWS) : MOST_ROWS;
        List<GruRows> blocks = new ArrayList<>();
        int row = 0;
        int parts = (s.nodes() + blockRows - 1) / blockRows;
        int together = parts > 1 ? 1 : Math.max(1, blockRows / Math.max(1, s.nodes()));
        for (int b = 0; b < s.batch(); b += together) {
            for (int p = 0; p < parts; p++) {
                int from = boundary(s.nodes(), p, parts);
                int to = boundary(s.nodes(), p + 1, parts);
                GruRows block = new GruRows(b, Math.min(together, s.batch() - b), from, to - from, row);
                blocks.add(block);
                row += block.count();
            }
        }
        List<List<GruRows>> slots = new ArrayList<>();
        int count = Math.min(MOST_SLOTS, blocks.size());
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) blocks.size() * i / count);
            int to = (int) ((long) blocks.size() * (i + 1) / count);
            slots.add(blocks.subList(from, to));
        }
        return new LstmPlan(
                slots, blocks.stream().mapToInt(GruRows::count).max().orElse(0));
    }

    private static int boundary(int nodes, int part, int parts) {
        return part == parts ? nodes : (int) ((long) nodes * part / parts) / ROW_GROUP * ROW_GROUP;
    }
}
