package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.AttentionShape;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Graph attention without anything kept per edge. Forward keeps sums of every row; backward computes the weights anew.
 * With weights {@code a}, values {@code x}, means {@code y = sum a x} and {@code s} the slope of leaky ReLU at each score,
 * {@code dx_j = sum_i a_ij g_i} and the gradient of a score is {@code s_ij a_ij (g_i . x_j - g_i . y_i)}. Its sums over a
 * row and over a column need no product per edge: they are products with {@code sum_j s_ij a_ij x_j} and {@code sum_i s_ij
 * a_ij g_i}.
 */
final class AttentionPass {
    /** Floats of the rows that a task brings into another order. */
    private static final int TASK = 1 << 15;
    /** Floats that a task reads of its rows' neighbours. */
    private static final int GATHERING_TASK = 1 << 17;

    private final AttentionShape shape;
    private final AttentionLayout layout;
    private final AttentionLoops loops;
    private final Workers workers;
    private final int[] valuePlaces;
    private final int[] headPlaces;

    AttentionPass(AttentionShape shape, AttentionLoops loops, Workers workers) {
        this.shape = shape;
        this.loops = loops;
        this.workers = workers;
        layout = AttentionLayout.of(loops.lanes(), shape.heads(), shape.channels());
        valuePlaces = layout.valuePlaces();
        headPlaces = layout.headPlaces();
    }

    /** The floats that are kept for a row of the matrix. */
    int savedLength() {
        return layout.groups() * (3 * layout.lanes() + layout.values());
    }

    private int recordLength() {
        return layout.groups() * (layout.lanes() + layout.values());
    }

    private interface Block {
        void run(int from, int to, Scratch scratch);
    }

    private void rows(int rows, int recordLength, Block body) {
        blocks(rows, Math.max(1, TASK / recordLength), body);
    }

    private void gathering(CompressedRows edges, int recordLength, Block body) {
        int rows = edges.rows();
        long work = (rows + (long) edges.columnIndices().length) * recordLength;
        blocks(rows, (int) Math.max(1, GATHERING_TASK * (long) rows / Math.max(1, work)), body);
    }

    private void blocks(int rows, int together, Block body) {
        // One for every thread that takes part.
        ConcurrentLinkedDeque<Scratch> idle = new ConcurrentLinkedDeque<>();
        workers.run((rows + together - 1) / together, task -> {
            Scratch free = idle.pollLast();
            Scratch scratch = free != null ? free : new Scratch(Math.min(rows, together));
            body.run(task * together, Math.min(rows, (task + 1) * together), scratch);
            idle.addLast(scratch);
        });
    }

    /** {@code saved} may be null. */
    void forward(
            CompressedRows edges,
            HostBuffer x,
            HostBuffer source,
            HostBuffer target,
            HostBuffer out,
            HostBuffer saved) {
        HostArena arena = HostArena.scratch();
        HostBuffer records = arena.allocate((long) edges.columns() * recordLength());
        rows(edges.columns(), recordLength(), (from, to, scratch) -> {
            scratch.packHeads(source, from, to, scratch.scores);
            scratch.packValues(x, from, to, scratch.values);
            scratch.interleave(to - from);
            records.write((long) from * recordLength(), scratch.records, 0, (to - from) * recordLength());
        });
        AttentionNeighbours neighbours = new AttentionNeighbours(layout, edges, records, recordLength(), shape.slope());
        gathering(edges, recordLength(), (from, to, scratch) -> {
            scratch.packHeads(target, from, to, scratch.scores);
            loops.forward(neighbours, scratch.scores, scratch.values, scratch.saved, from, to);
            scratch.unpackValues(scratch.values, out, from, to);
            if (saved != null) {
                saved.write((long) from * savedLength(), scratch.saved, 0, (to - from) * savedLength());
            }
        });
        arena.release();
    }

    /** Also takes the transposed matrix; all gradients are overwritten. */
    void backward(
            CompressedRows edges,
            CompressedRows transposed,
            HostBuffer x,
            HostBuffer source,
            HostBuffer target,
            HostBuffer out,
            HostBuffer saved,
            HostBuffer g,
            HostBuffer xGradient,
            HostBuffer sourceGradient,
            HostBuffer targetGradient) {
        HostArena arena = HostArena.scratch();
        HostBuffer records = arena.allocate((long) edges.rows() * savedLength());
        rows(edges.rows(), savedLength(), (from, to, scratch) -> {
            long at = (long) from * savedLength();
            int length = (to - from) * savedLength();
            saved.read(at, scratch.saved, 0, length);
            scratch.packHeads(target, from, to, scratch.scores);
            scratch.packValues(g, from, to, scratch.values);
            scratch.packValues(out, from, to, scratch.otherValues);
            loops.prepare(
                    layout,
                    shape.slope(),
                    to - from,
                    scratch.values,
                    scratch.otherValues,
                    scratch.saved,
                    scratch.scores,
                    scratch.records,
                    scratch.otherScores);
            records.write(at, scratch.records, 0, length);
            scratch.unpackHeads(scratch.otherScores, targetGradient, from, to);
        });
        AttentionNeighbours neighbours =
                new AttentionNeighbours(layout, transposed, records, savedLength(), shape.slope());
        gathering(transposed, savedLength(), (from, to, scratch) -> {
            scratch.packHeads(source, from, to, scratch.scores);
            scratch.packValues(x, from, to, scratch.values);
            loops.backward(
                    neighbours, scratch.scores, scratch.values, scratch.otherValues, scratch.otherScores, from, to);
            scratch.unpackValues(scratch.otherValues, xGradient, from, to);
            scratch.unpackHeads(scratch.otherScores, sourceGradient, from, to);
        });
        arena.release();
    }

    /** What one thread works on: rows of a block on the heap, in the order that the loops want. */
    private final class Scratch {
        private final float[] plain;
        private final float[] row = new float[shape.width() + 1];
        final float[] scores;
        final float[] otherScores;
        final float[] values;
        final float[] otherValues;
        final float[] saved;
        final float[] records;

        Scratch(int rows) {
            plain = new float[rows * shape.width()];
            scores = new float[rows * headPlaces.length];
            otherScores = new float[rows * headPlaces.length];
            values = new float[rows * valuePlaces.length];
            otherValues = new float[rows * valuePlaces.length];
            saved = new float[rows * savedLength()];
            records = new float[rows * savedLength()];
        }

        void packValues(HostBuffer x, int from, int to, float[] packed) {
            pack(x, shape.width(), valuePlaces, from, to, packed);
        }

        void packHeads(HostBuffer x, int from, int to, float[] packed) {
            pack(x, shape.heads(), headPlaces, from, to, packed);
        }

        void unpackValues(float[] packed, HostBuffer out, int from, int to) {
            unpack(packed, valuePlaces, shape.width(), out, from, to);
        }

        void unpackHeads(float[] packed, HostBuffer out, int from, int to) {
            unpack(packed, headPlaces, shape.heads(), out, from, to);
        }

        /** Rows of {@code width} floats in the order of {@code places}, where the place {@code width} is a zero. */
        private void pack(HostBuffer x, int width, int[] places, int from, int to, float[] packed) {
            x.read((long) from * width, plain, 0, (to - from) * width);
            row[width] = 0;
            for (int r = 0; r < to - from; r++) {
                System.arraycopy(plain, r * width, row, 0, width);
                int at = r * places.length;
                for (int i = 0; i < places.length; i++) {
                    packed[at + i] = row[places[i]];
                }
            }
        }

        private void unpack(float[] packed, int[] places, int width, HostBuffer out, int from, int to) {
            for (int r = 0; r < to - from; r++) {
                int at = r * places.length;
                for (int i = 0; i < places.length; i++) {
                    row[places[i]] = packed[at + i];
                }
                System.arraycopy(row, 0, plain, r * width, width);
            }
            out.write((long) from * width, plain, 0, (to - from) * width);
        }

        /** For every group its scores and then its values. */
        void interleave(int rows) {
            int lanes = layout.lanes();
            int length = layout.values();
            for (int group = 0; group < rows * layout.groups(); group++) {
                int at = group * (lanes + length);
                System.arraycopy(scores, group * lanes, records, at, lanes);
                System.arraycopy(values, group * length, records, at + lanes, length);
            }
        }
    }
}
