package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.SegmentLoops;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/** Softmax over groups of rows and the products of graph attention, on whole vectors of columns. */
final class SegmentVectors {
    private SegmentVectors() {}

    // Vectors go from loop to loop through arrays: a method that returns one makes an object of it unless it is put
    // into
    // its caller's place, which the compiler does not do with such long ones.

    static void softmax(Groups groups, HostBuffer x, int width, HostBuffer out, int from, int to) {
        float[] shift = new float[LANES];
        float[] sum = new float[LANES];
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i <= width - LANES && first < last; i += LANES) {
                max(groups.members(), first, last, x, width, i, shift);
                exps(groups.members(), first, last, x, width, i, shift, out, sum);
                divide(groups.members(), first, last, out, width, i, sum);
            }
        }
    }

    private static void max(int[] members, int first, int last, HostBuffer x, int width, int i, float[] largest) {
        Object memory = x.vectorView();
        FloatVector most = load(memory, x.byteOffset() + ((members[first] * width + i) << 2));
        for (int m = first + 1; m < last; m++) {
            most = exact(most).max(load(memory, x.byteOffset() + ((members[m] * width + i) << 2)));
        }
        exact(most).intoArray(largest, 0);
    }

    private static void exps(
            int[] members,
            int first,
            int last,
            HostBuffer x,
            int width,
            int i,
            float[] shift,
            HostBuffer out,
            float[] sums) {
        FloatVector by = fromArray(shift, 0);
        FloatVector sum = zero();
        for (int m = first; m < last; m++) {
            int at = (members[m] * width + i) << 2;
            FloatVector e =
                    VectorMath.exp(load(x.vectorView(), x.byteOffset() + at).sub(by));
            store(e, out.vectorView(), out.byteOffset() + at);
            sum = exact(sum).add(e);
        }
        exact(sum).intoArray(sums, 0);
    }

    private static void divide(int[] members, int first, int last, HostBuffer out, int width, int i, float[] by) {
        FloatVector scale = VectorMath.ONE.div(fromArray(by, 0));
        for (int m = first; m < last; m++) {
            int at = out.byteOffset() + ((members[m] * width + i) << 2);
            store(load(out.vectorView(), at).mul(scale), out.vectorView(), at);
        }
    }

    static void softmaxGradient(
            Groups groups, HostBuffer y, HostBuffer g, int width, HostBuffer out, int from, int to) {
        float[] dots = new float[LANES];
        for (int s = from; s < to; s++) {
            int first = groups.pointers()[s];
            int last = groups.pointers()[s + 1];
            for (int i = 0; i <= width - LANES; i += LANES) {
                dots(groups.members(), first, last, y, g, width, i, dots);
                weigh(groups.members(), first, last, y, g, width, i, dots, out);
            }
        }
    }

    private static void dots(
            int[] members, int first, int last, HostBuffer y, HostBuffer g, int width, int i, float[] dots) {
        FloatVector dot = zero();
        for (int m = first; m < last; m++) {
            int at = (members[m] * width + i) << 2;
            dot = load(y.vectorView(), y.byteOffset() + at).fma(load(g.vectorView(), g.byteOffset() + at), dot);
        }
        exact(dot).intoArray(dots, 0);
    }

    /** {@code y (g - dot)} */
    private static void weigh(
            int[] members,
            int first,
            int last,
            HostBuffer y,
            HostBuffer g,
            int width,
            int i,
            float[] dots,
            HostBuffer out) {
        FloatVector dot = fromArray(dots, 0);
        for (int m = first; m < last; m++) {
            int at = (members[m] * width + i) << 2;
            FloatVector change = load(g.vectorView(), g.byteOffset() + at).sub(dot);
            FloatVector weighed = change.mul(load(y.vectorView(), y.byteOffset() + at));
            store(weighed, out.vectorView(), out.byteOffset() + at);
        }
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

    /** See {@link io.github.sibyl4j.tensor.backend.cpu.Kernels#headDots}, for heads of a vector at least. */
    static void headDots(
            HostBuffer g,
            int go,
            HostBuffer x,
            int xo,
            int width,
            int heads,
            int[] index,
            int first,
            int last,
            HostBuffer out) {
        int channels = width / heads;
        int whole = SPECIES.loopBound(channels);
        ByteBuffer bytes = out.bytes();
        for (int e = first; e < last; e++) {
            for (int h = 0; h < heads; h++) {
                int gAt = go + h * channels;
                int xAt = xo + index[e] * width + h * channels;
                float vectors = dot(g, gAt, x, xAt, channels);
                float dot = SegmentLoops.dot(g, gAt, x, xAt, whole, channels, vectors);
                int at = out.byteOffset() + ((e * heads + h) << 2);
                bytes.putFloat(at, bytes.getFloat(at) + dot);
            }
        }
    }

    /** The dot product of the first whole vectors of two runs of {@code count} floats. */
    private static float dot(HostBuffer a, int ao, HostBuffer b, int bo, int count) {
        int aAt = a.byteOffset() + (ao << 2);
        int bAt = b.byteOffset() + (bo << 2);
        FloatVector sum = zero();
        for (int i = 0; i <= count - LANES; i += LANES) {
            sum = load(a.vectorView(), aAt + (i << 2)).fma(load(b.vectorView(), bAt + (i << 2)), sum);
        }
        return VectorMath.sumOfLanes(sum);
    }
}
