package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import java.util.Arrays;

/**
 * Which segment every entry belongs to: the target node of every edge, the graph of every node. Immutable; the entries may
 * come in any order, and segments without entries are allowed. Reductions take {@code x} {@code [entry, ...]} to
 * {@code [segment, ...]} ("scatter" in PyTorch Geometric); {@link #gather} is the way back.
 */
public final class Segments {
    private final Groups groups;
    private final CompressedRows sums;

    private Segments(int[] segmentOf, int count) {
        int[] pointers = new int[count + 1];
        for (int entry = 0; entry < segmentOf.length; entry++) {
            require(
                    segmentOf[entry] >= 0 && segmentOf[entry] < count,
                    "entry %d belongs to segment %d, expected 0 to %d",
                    entry,
                    segmentOf[entry],
                    count - 1);
            pointers[segmentOf[entry] + 1]++;
        }
        for (int i = 0; i < count; i++) {
            pointers[i + 1] += pointers[i];
        }
        int[] next = Arrays.copyOf(pointers, count);
        int[] members = new int[segmentOf.length];
        for (int entry = 0; entry < segmentOf.length; entry++) {
            members[next[segmentOf[entry]]++] = entry;
        }
        float[] ones = new float[segmentOf.length];
        Arrays.fill(ones, 1);
        this.groups = new Groups(count, pointers, members, segmentOf);
        this.sums = new CompressedRows(count, segmentOf.length, pointers, members, ones);
    }

    /**
     * @param segmentOf the segment of every entry, from 0 to {@code count - 1}
     * @param count the number of segments
     * @throws InvalidInputException if an index lies outside
     */
    public static Segments of(int[] segmentOf, int count) {
        require(count >= 0, "the number of segments cannot be negative, found %d", count);
        return new Segments(segmentOf.clone(), count);
    }

    /** The number of segments. */
    public int count() {
        return groups.count();
    }

    /** The number of entries. */
    public int entries() {
        return groups.groupOf().length;
    }

    /** The number of entries of a segment. */
    public int size(int segment) {
        return groups.pointers()[segment + 1] - groups.pointers()[segment];
    }

    private int width(Tensor x, String operation, int rows) {
        if (x.rank() < 1 || x.size(0) != rows) {
            throw new IllegalArgumentException(operation + " cannot take the shape " + Shape.text(x.shape())
                    + ": expected " + rows + " rows (" + this + ")");
        }
        return Shape.product(x.shape(), 1, x.rank());
    }

    private static int[] shape(Tensor x, int rows) {
        int[] shape = x.shape();
        shape[0] = rows;
        return shape;
    }

    /** {@code out[entry] = x[segment of entry]} for {@code x} {@code [segment, ...]}. */
    public Tensor gather(Tensor x) {
        width(x, "gather", count());
        return Autograd.record(gatherPlain(x), g -> x.addGradient(sumPlain(g)), x);
    }

    private Tensor gatherPlain(Tensor x) {
        Tensor y = Tensor.allocate(shape(x, entries()));
        int width = Shape.product(x.shape(), 1, x.rank());
        Tensor.backend().gatherRows(x.buffer(), groups.groupOf(), width, y.buffer());
        return y;
    }

    /** Sums over each segment; 0 where it is empty. */
    public Tensor sum(Tensor x) {
        width(x, "a segment sum", entries());
        return Autograd.record(sumPlain(x), g -> x.addGradient(gatherPlain(g)), x);
    }

    private Tensor sumPlain(Tensor x) {
        Tensor y = Tensor.allocate(shape(x, count()));
        int width = Shape.product(x.shape(), 1, x.rank());
        Tensor.backend().sparseTimesDense(sums, x.buffer(), 1, width, y.buffer());
        return y;
    }

    /** Means over each segment; 0 where it is empty. */
    public Tensor mean(Tensor x) {
        int[] column = new int[x.rank()];
        Arrays.fill(column, 1);
        Tensor sum = sum(x);
        column[0] = count();
        float[] factors = new float[count()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = 1f / Math.max(1, size(i));
        }
        return sum.mul(Tensor.of(factors, column));
    }

    /** The largest values of each segment; 0 where it is empty. The gradient goes to the first entry that holds one. */
    public Tensor max(Tensor x) {
        return extreme(true, x);
    }

    /** The smallest values of each segment; 0 where it is empty. The gradient goes to the first entry that holds one. */
    public Tensor min(Tensor x) {
        return extreme(false, x);
    }

    private Tensor extreme(boolean largest, Tensor x) {
        int width = width(x, largest ? "a segment maximum" : "a segment minimum", entries());
        Tensor y = Tensor.allocate(shape(x, count()));
        int[] places = Tensor.backend().segmentExtremes(largest, groups, x.buffer(), width, y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Tensor.allocate(x.shape());
                    Tensor.backend().scatterSegmentPlaces(g.buffer(), places, width, gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }

    /** Products over each segment; 1 where it is empty. Factors of zero are differentiated exactly. */
    public Tensor prod(Tensor x) {
        int width = width(x, "a segment product", entries());
        Tensor y = Tensor.allocate(shape(x, count()));
        Tensor.backend().segmentProduct(groups, x.buffer(), width, y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Tensor.allocate(x.shape());
                    Tensor.backend().segmentProductGradient(groups, x.buffer(), g.buffer(), width, gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }

    /** {@code exp(x) / (sum of exp(x) over the entry's segment)}, column by column: {@code [entry, ...]} to the same. */
    public Tensor softmax(Tensor x) {
        int width = width(x, "a segment softmax", entries());
        Tensor y = Tensor.allocate(x.shape());
        Tensor.backend().segmentSoftmax(groups, x.buffer(), width, y.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor gradient = Tensor.allocate(x.shape());
                    Tensor.backend().segmentSoftmaxGradient(groups, y.buffer(), g.buffer(), width, gradient.buffer());
                    x.addGradient(gradient);
                },
                x);
    }

    @Override
    public String toString() {
        return "Segments[" + entries() + " entries in " + count() + " segments]";
    }
}
