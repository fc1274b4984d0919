package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Rows gathered by index and reduced by segment. ND4J has no sparse matrices, so a sparse product gathers a row for every
 * entry, weighs it and adds it to its segment.
 */
final class SegmentOps {
    private SegmentOps() {}

    /** {@code out[i] = x[index[i]]}. */
    static INDArray gather(INDArray x, int[] index, INDArray out) {
        return Ops.run("gather", new int[] {0}, out, x, Nd4j.createFromArray(index));
    }

    static INDArray gather(INDArray x, int[] index) {
        return gather(x, index, Nd4j.createUninitialized(DataType.FLOAT, index.length, x.size(1)));
    }

    private static INDArray reduce(String name, INDArray x, int[] segmentOf, INDArray out) {
        if (x.size(0) == 1) {
            // ND4J takes a single row for a vector with an entry a column.
            out.assign(name.endsWith("prod") ? 1 : 0);
            out.getRow(segmentOf[0]).assign(x.getRow(0));
            return out;
        }
        return Ops.run(name, new int[] {(int) out.size(0)}, out, x, Nd4j.createFromArray(segmentOf));
    }

    /** The sum of every segment's rows. */
    static INDArray sums(INDArray x, int[] segmentOf, INDArray out) {
        return reduce("unsorted_segment_sum", x, segmentOf, out);
    }

    private static INDArray rows(long rows, long width) {
        return Nd4j.createUninitialized(DataType.FLOAT, rows, width);
    }

    /** The row of every entry. */
    static int[] rowOf(CompressedRows matrix) {
        int[] row = new int[matrix.columnIndices().length];
        for (int i = 0; i < matrix.rows(); i++) {
            Arrays.fill(row, matrix.rowPointers()[i], matrix.rowPointers()[i + 1], i);
        }
        return row;
    }

    /** For every entry, the row {@code from} of {@code x} times the entry's value, added up in row {@code to}. */
    static void sparse(INDArray x, int[] from, float[] values, int[] to, INDArray out) {
        if (from.length == 0) {
            out.assign(0);
            return;
        }
        INDArray taken = gather(x, from);
        INDArray weights = Nd4j.createFromArray(values).reshape(values.length, 1);
        sums(Ops.run("multiply", taken, taken, weights), to, out);
    }

    /** The same with weights {@code [entry, head]} for equal parts of a row. */
    static void weightedSparse(INDArray x, int[] from, INDArray weights, int[] to, INDArray out) {
        if (from.length == 0) {
            out.assign(0);
            return;
        }
        long width = x.size(1);
        INDArray taken = byHead(gather(x, from), weights.size(1));
        Ops.run("multiply", taken, taken, weights.reshape(from.length, weights.size(1), 1));
        sums(taken.reshape(from.length, width), to, out);
    }

    private static INDArray byHead(INDArray rows, long heads) {
        return rows.reshape(rows.size(0), heads, rows.size(1) / heads);
    }

    /** For every entry and head, adds the dot product of its parts of two rows. */
    static void addSampled(INDArray g, int[] rowOf, INDArray x, int[] columnOf, INDArray out) {
        INDArray product = gather(g, rowOf).muli(gather(x, columnOf));
        out.addi(byHead(product, out.size(1)).sum(2));
    }

    static void product(Groups groups, INDArray x, INDArray out) {
        if (groups.members().length == 0) {
            out.assign(1);
        } else {
            reduce("unsorted_segment_prod", x, groups.groupOf(), out);
        }
    }

    /** On the host, from both sides of every factor, so that zeros and NaN need no division. */
    static void productGradient(Groups groups, float[] x, float[] g, int width, float[] out) {
        for (int s = 0; s < groups.count(); s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i < width; i++) {
                float before = g[s * width + i];
                for (int m = first; m < last; m++) {
                    int at = groups.members()[m] * width + i;
                    out[at] = before;
                    before *= x[at];
                }
                float after = 1;
                for (int m = last - 1; m >= first; m--) {
                    int at = groups.members()[m] * width + i;
                    out[at] *= after;
                    after *= x[at];
                }
            }
        }
    }

    /** On the host: ND4J finds the largest value of a segment, but not the entry that it comes from. */
    static int[] extremes(boolean largest, Groups groups, float[] x, int width, float[] out) {
        int[] places = new int[out.length];
        for (int s = 0; s < groups.count(); s++) {
            for (int i = 0; i < width; i++) {
                float best = 0;
                int place = -1;
                for (int m = groups.pointers()[s]; m < groups.pointers()[s + 1]; m++) {
                    int entry = groups.members()[m];
                    float value = x[entry * width + i];
                    boolean better = largest ? value > best : value < best;
                    if (place < 0 || better || (value != value && best == best)) {
                        best = value;
                        place = entry;
                    }
                }
                out[s * width + i] = best;
                places[s * width + i] = place;
            }
        }
        return places;
    }

    static void softmax(Groups groups, INDArray x, INDArray out) {
        int[] groupOf = groups.groupOf();
        INDArray shift = reduce("unsorted_segment_max", x, groupOf, rows(groups.count(), x.size(1)));
        // Infinities are not subtracted from themselves.
        BooleanIndexing.replaceWhere(shift, 0, Conditions.lessThan(-Float.MAX_VALUE));
        x.subi(gather(shift, groupOf), out);
        Nd4j.getExecutioner().exec(new Exp(out, out));
        INDArray total = sums(out, groupOf, shift);
        out.divi(gather(total, groupOf));
    }

    static void softmaxGradient(Groups groups, INDArray y, INDArray g, INDArray out) {
        int[] groupOf = groups.groupOf();
        INDArray dots = sums(y.mul(g), groupOf, rows(groups.count(), y.size(1)));
        g.subi(gather(dots, groupOf), out);
        out.muli(y);
    }
}
