package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;

import io.github.sibyl4j.tensor.backend.cpu.AttentionNeighbours;
import java.util.Arrays;

/** Where attention is: a row and group, some of its entries, and the sums so far, of all and of positive scores alone. */
final class AttentionRow {
    /** Entries whose weights are kept at a time. */
    private static final int TOGETHER = 64;

    final Object memory;
    final int stride;
    final int[] index;
    final float slope;
    /** Where the values of a record begin. */
    private final int valuesOffset;

    /** The row's own scores. */
    final float[] own;

    int ownAt;
    /** Bytes from the beginning of memory to the group of the first record, and to its values. */
    int recordAt;

    int valuesAt;
    int first;
    int last;
    final float[] greatest = new float[LANES];
    final float[] scores = new float[TOGETHER * LANES];
    /** With the sign of their score. */
    final float[] weights = new float[TOGETHER * LANES];
    /** The sum of all weights, and of those of positive scores. */
    final float[] totals = new float[2 * LANES];

    final float[] sums;
    final float[] positiveSums;
    private final int recordsAt;

    AttentionRow(AttentionNeighbours n, float[] own, int valuesOffset, int vectors) {
        memory = n.records().vectorView();
        recordsAt = n.records().byteOffset();
        stride = n.recordLength() << 2;
        index = n.edges().columnIndices();
        slope = n.slope();
        this.own = own;
        this.valuesOffset = valuesOffset;
        sums = new float[vectors * LANES];
        positiveSums = new float[vectors * LANES];
    }

    void begin(int offset, int ownScoresAt, int firstEntry, int end) {
        recordAt = recordsAt + (offset << 2);
        valuesAt = recordAt + (valuesOffset << 2);
        ownAt = ownScoresAt;
        first = firstEntry;
        last = end;
        Arrays.fill(totals, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(positiveSums, 0);
    }

    boolean isEmpty() {
        return first == last;
    }

    void run(AttentionStep[] steps) {
        for (AttentionStep step : steps) {
            step.run(this);
        }
    }

    /** Runs the steps on a few entries at a time. */
    void runTogether(AttentionStep[] steps) {
        int end = last;
        for (int e = first; e < end; e += TOGETHER) {
            first = e;
            last = Math.min(end, e + TOGETHER);
            run(steps);
        }
    }
}
