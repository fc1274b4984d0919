package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;

/** Softmax over groups of rows and the products of graph attention, on whole vectors of columns. */
final class SegmentVectors {
    private SegmentVectors() {}

    static void softmax(Groups groups, HostBuffer x, int width, HostBuffer out, int from, int to) {
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i <= width - LANES && first < last; i += LANES) {
                FloatVector shift = max(groups.members(), first, last, x, width, i);
                FloatVector sum = exps(groups.members(), first, last, x, width, i, shift, out);
                scale(groups.members(), first, last, out, width, i, VectorMath.ONE.div(sum));
            }
        }
    }

    private static FloatVector max(int[] members, int first, int last, HostBuffer x, int width, int i) {
        Object memory = x.vectorView();
        FloatVector most = load(memory, x.byteOffset() + ((members[first] * width + i) << 2));
        for (int m = first + 1; m < last; m++) {
            most = exact(most).max(load(memory, x.byteOffset() + ((members[m] * width + i) << 2)));
        }
        return most;
    }

    private static FloatVector exps(
            int[] members, int first, int last, HostBuffer x, int width, int i, FloatVector shift, HostBuffer out) {
        FloatVector sum = zero();
        for (int m = first; m < last; m++) {
            int at = (members[m] * width + i) << 2;
            FloatVector e =
                    VectorMath.exp(load(x.vectorView(), x.byteOffset() + at).sub(shift));
            store(e, out.vectorView(), out.byteOffset() + at);
            sum = exact(sum).add(e);
        }
        return sum;
    }

    private static void scale(int[] members, int first, int last, HostBuffer out, int width, int i, FloatVector by) {
        for (int m = first; m < last; m++) {
            int at = out.byteOffset() + ((members[m] * width + i) << 2);
            store(load(out.vectorView(), at).mul(by), out.vectorView(), at);
        }
    }

    static void softmaxGradient(
            Groups groups, HostBuffer y, HostBuffer g, int width, HostBuffer out, int from, int to) {
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i <= width - LANES; i += LANES) {
                FloatVector dot = dots(groups.members(), first, last, y, g, width, i);
                for (int m = first; m < last; m++) {
                    int at = (groups.members()[m] * width + i) << 2;
                    FloatVector change =
                            load(g.vectorView(), g.byteOffset() + at).sub(dot);
                    store(
                            change.mul(load(y.vectorView(), y.byteOffset() + at)),
                            out.vectorView(),
                            out.byteOffset() + at);
                }
            }
        }
    }

    private static FloatVector dots(int[] members, int first, int last, HostBuffer y, HostBuffer g, int width, int i) {
        FloatVector dot = zero();
        for (int m = first; m < last; m++) {
            int at = (members[m] * width + i) << 2;
            dot = load(y.vectorView(), y.byteOffset() + at).fma(load(g.vectorView(), g.byteOffset() + at), dot);
        }
        return dot;
    }

    /** The columns of every head that fill whole vectors. */
    static void weightedHeads(
            HostBuffer x,
            int xo,
            int width,
            int heads,
            int[] index,
            HostBuffer weights,
            int first,
            int last,
            HostBuffer out,
            int o) {
        int channels = width / heads;
        Object memory = x.vectorView();
        for (int h = 0; h < heads; h++) {
            for (int c = 0; c <= channels - LANES; c += LANES) {
                int column = h * channels + c;
                int xAt = x.byteOffset() + ((xo + column) << 2);
                FloatVector sum = zero();
                for (int e = first; e < last; e++) {
                    float weight = weights.bytes().getFloat(weights.byteOffset() + ((e * heads + h) << 2));
                    sum = load(memory, xAt + (index[e] * width << 2)).fma(broadcast(weight), sum);
                }
                store(sum, out.vectorView(), out.byteOffset() + ((o + column) << 2));
            }
        }
    }

    /** The dot product of the first whole vectors of two runs of {@code count} floats. */
    static float dot(HostBuffer a, int ao, HostBuffer b, int bo, int count) {
        int aAt = a.byteOffset() + (ao << 2);
        int bAt = b.byteOffset() + (bo << 2);
        FloatVector sum = zero();
        for (int i = 0; i <= count - LANES; i += LANES) {
            sum = load(a.vectorView(), aAt + (i << 2)).fma(load(b.vectorView(), bAt + (i << 2)), sum);
        }
        return VectorMath.sumOfLanes(sum);
    }
}
