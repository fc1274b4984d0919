package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.Backend.AdamStep;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import io.github.sibyl4j.tensor.backend.cpu.AttentionLoops;
import io.github.sibyl4j.tensor.backend.cpu.CauchyGrid;
import io.github.sibyl4j.tensor.backend.cpu.FourierLoops;
import io.github.sibyl4j.tensor.backend.cpu.GruRows;
import io.github.sibyl4j.tensor.backend.cpu.GruStep;
import io.github.sibyl4j.tensor.backend.cpu.GruSums;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.Kernels;
import io.github.sibyl4j.tensor.backend.cpu.LayerNormRows;
import io.github.sibyl4j.tensor.backend.cpu.LstmStep;
import io.github.sibyl4j.tensor.backend.cpu.ScalarMath;
import io.github.sibyl4j.tensor.backend.cpu.SegmentLoops;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels on the Vector API. Nothing refers to this class by name, since it can be loaded only in a JVM that was
 * started with {@code --add-modules jdk.incubator.vector}.
 */
public final class VectorKernels implements Kernels {
    static {
        VectorWarmUp.run();
    }

    private final ElementwiseCall call = new ElementwiseCall();
    private final ElementwiseLoop[] unary =
            Arrays.stream(UnaryOp.values()).map(ElementwiseLoop::of).toArray(ElementwiseLoop[]::new);
    private final ElementwiseLoop[] binary =
            Arrays.stream(BinaryOp.values()).map(ElementwiseLoop::of).toArray(ElementwiseLoop[]::new);

    @Override
    public String name() {
        return "vector of " + LANES + " floats";
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void unary(UnaryOp op, HostBuffer x, float alpha, HostBuffer out, int from, int to) {
        call.unary(unary[op.ordinal()], x, alpha, out, from, to);
    }

    @Override
    public void binary(
            BinaryOp op,
            HostBuffer a,
            int ao,
            int stepA,
            HostBuffer b,
            int bo,
            int stepB,
            float alpha,
            HostBuffer out,
            int o,
            int count) {
        call.binary(binary[op.ordinal()], a, ao, stepA, b, bo, stepB, alpha, out, o, count);
    }

    @Override
    public void binaryRuns(
            BinaryOp op, HostBuffer a, HostBuffer b, float alpha, Broadcast walk, HostBuffer out, int from, int to) {
        call.binaryRuns(binary[op.ordinal()], a, b, alpha, walk, out, from, to);
    }

    @Override
    public void fill(HostBuffer out, int from, int to, float value) {
        Object memory = out.vectorView();
        int outAt = out.byteOffset();
        FloatVector values = broadcast(value);
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            store(values, memory, outAt + (i << 2));
        }
        for (; i < to; i++) {
            set(out, i, value);
        }
    }

    @Override
    public void addScaled(HostBuffer out, int o, HostBuffer x, int xo, float factor, int count) {
        Object xMemory = x.vectorView();
        Object outMemory = out.vectorView();
        int xAt = x.byteOffset() + (xo << 2);
        int outAt = out.byteOffset() + (o << 2);
        FloatVector scale = broadcast(factor);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            FloatVector sum = load(xMemory, xAt + (i << 2)).fma(scale, load(outMemory, outAt + (i << 2)));
            store(sum, outMemory, outAt + (i << 2));
        }
        for (; i < count; i++) {
            set(out, o + i, Math.fma(factor, get(x, xo + i), get(out, o + i)));
        }
    }

    /** The number of vectors whose partial sums are kept in float32 before they are added up in double. */
    private static final int SUM_RUN = 64;

    @Override
    public double sum(HostBuffer x, int at, int count) {
        return SumVectors.sum(x, at, count);
    }

    @Override
    public double sumOfSquares(HostBuffer x, int at, int count) {
        return SumVectors.sumOfSquares(x, at, count);
    }

    @Override
    public void addRows(HostBuffer out, int o, HostBuffer x, int xo, int rows, int width) {
        int columns = SPECIES.loopBound(width);
        int r = 0;
        for (; r <= rows - 4; r += 4) {
            if (columns > 0) {
                SumVectors.addFourRows(out, o, x, xo + r * width, width);
            }
            for (int i = columns; i < width; i++) {
                int at = xo + r * width + i;
                float a = get(x, at) + get(x, at + width);
                float b = get(x, at + 2 * width) + get(x, at + 3 * width);
                set(out, o + i, get(out, o + i) + (a + b));
            }
        }
        for (; r < rows; r++) {
            addScaled(out, o, x, xo + r * width, 1, width);
        }
    }

    @Override
    public void absoluteError(
            HostBuffer prediction, HostBuffer target, HostBuffer mask, int at, int count, double[] result) {
        Object p = prediction.vectorView();
        Object t = target.vectorView();
        int pAt = prediction.byteOffset() + (at << 2);
        int tAt = target.byteOffset() + (at << 2);
        double error = 0;
        double weight = 0;
        int i = 0;
        while (i <= count - LANES) {
            int end = (int) Math.min(count - LANES, i + (long) SUM_RUN * LANES);
            FloatVector errors = zero();
            FloatVector weights = zero();
            for (; i <= end; i += LANES) {
                FloatVector difference =
                        load(p, pAt + (i << 2)).sub(load(t, tAt + (i << 2))).abs();
                if (mask == null) {
                    errors = exact(errors).add(difference);
                } else {
                    FloatVector w = load(mask.vectorView(), mask.byteOffset() + ((at + i) << 2));
                    // Where the mask is zero the target may be anything, also NaN.
                    FloatVector kept = difference.mul(w).blend(0f, w.compare(VectorOperators.EQ, 0f));
                    errors = exact(errors).add(kept);
                    weights = exact(weights).add(w);
                }
            }
            error += VectorMath.sumOfLanes(errors);
            weight += VectorMath.sumOfLanes(weights);
        }
        if (mask == null) {
            weight = i;
        }
        for (; i < count; i++) {
            float w = mask == null ? 1 : get(mask, at + i);
            if (w != 0) {
                error += w * Math.abs(get(prediction, at + i) - get(target, at + i));
                weight += w;
            }
        }
        result[0] += error;
        result[1] += weight;
    }

    @Override
    public void absoluteErrorGradient(
            HostBuffer prediction,
            HostBuffer target,
            HostBuffer mask,
            float factor,
            HostBuffer out,
            int at,
            int count) {
        Object p = prediction.vectorView();
        Object t = target.vectorView();
        FloatVector plus = broadcast(factor);
        FloatVector zero = zero();
        int i = at;
        for (; i <= at + count - LANES; i += LANES) {
            FloatVector left = load(p, prediction.byteOffset() + (i << 2));
            FloatVector right = load(t, target.byteOffset() + (i << 2));
            FloatVector gradient = zero.blend(plus, left.compare(VectorOperators.GT, right))
                    .blend(plus.neg(), left.compare(VectorOperators.LT, right));
            if (mask != null) {
                gradient = gradient.mul(load(mask.vectorView(), mask.byteOffset() + (i << 2)));
            }
            store(gradient, out.vectorView(), out.byteOffset() + (i << 2));
        }
        for (; i < at + count; i++) {
            float w = mask == null ? 1 : get(mask, i);
            set(out, i, w == 0 ? 0 : factor * w * Math.signum(get(prediction, i) - get(target, i)));
        }
    }

    @Override
    public void sparseRows(
            CompressedRows matrix, HostBuffer x, int xo, int width, HostBuffer out, int o, int from, int to) {
        SparseVectors.rows(matrix, x, xo, width, out, o, from, to);
    }

    @Override
    public void scatterRow(
            HostBuffer x, int xo, int width, int[] index, float[] weights, int first, int last, float[] out, int o) {
        int whole = width - width % (4 * LANES);
        if (whole > 0) {
            scatterVectors(x, xo, width, index, weights, first, last, out, o);
        }
        for (int e = first; e < last; e++) {
            for (int k = whole; k < width; k++) {
                int at = o + index[e] * width + k;
                out[at] = Math.fma(weights[e], get(x, xo + k), out[at]);
            }
        }
    }

    private static void scatterVectors(
            HostBuffer x, int xo, int width, int[] index, float[] weights, int first, int last, float[] out, int o) {
        Object memory = x.vectorView();
        int xAt = x.byteOffset() + (xo << 2);
        for (int i = 0; i <= width - 4 * LANES; i += 4 * LANES) {
            FloatVector x0 = load(memory, xAt + (i << 2));
            FloatVector x1 = load(memory, xAt + ((i + LANES) << 2));
            FloatVector x2 = load(memory, xAt + ((i + 2 * LANES) << 2));
            FloatVector x3 = load(memory, xAt + ((i + 3 * LANES) << 2));
            for (int e = first; e < last; e++) {
                FloatVector w = broadcast(weights[e]);
                int at = o + index[e] * width + i;
                x0.fma(w, fromArray(out, at)).intoArray(out, at);
                x1.fma(w, fromArray(out, at + LANES)).intoArray(out, at + LANES);
                x2.fma(w, fromArray(out, at + 2 * LANES)).intoArray(out, at + 2 * LANES);
                x3.fma(w, fromArray(out, at + 3 * LANES)).intoArray(out, at + 3 * LANES);
            }
        }
    }

    @Override
    public void softmax(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        if (NarrowSoftmax.takes(width)) {
            NarrowSoftmax.forward(x, out, width, logarithm, from, to);
        } else {
            SoftmaxVectors.forward(x, out, width, logarithm, from, to);
        }
    }

    @Override
    public void softmaxGradient(
            HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        if (NarrowSoftmax.takes(width)) {
            NarrowSoftmax.gradient(y, g, out, width, logarithm, from, to);
        } else {
            SoftmaxVectors.gradient(y, g, out, width, logarithm, from, to);
        }
    }

    @Override
    public void layerNorm(LayerNormRows rows, HostBuffer out, int from, int to) {
        LayerNormVectors.forward(rows, out, from, to);
    }

    @Override
    public void layerNormGradient(
            LayerNormRows rows, HostBuffer g, HostBuffer out, HostBuffer sums, int sumsAt, int from, int to) {
        LayerNormVectors.gradient(rows, g, out, sums, sumsAt, from, to);
    }

    @Override
    public void segmentSoftmax(Groups groups, HostBuffer x, int width, HostBuffer out, int from, int to) {
        int whole = SPECIES.loopBound(width);
        if (whole > 0) {
            SegmentVectors.softmax(groups, x, width, out, from, to);
        }
        SegmentLoops.softmax(groups, x, width, out, whole, from, to);
    }

    @Override
    public void segmentSoftmaxGradient(
            Groups groups, HostBuffer y, HostBuffer g, int width, HostBuffer out, int from, int to) {
        int whole = SPECIES.loopBound(width);
        if (whole > 0) {
            SegmentVectors.softmaxGradient(groups, y, g, width, out, from, to);
        }
        SegmentLoops.softmaxGradient(groups, y, g, width, out, whole, from, to);
    }

    @Override
    public void weightedHeads(
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
        int whole = SPECIES.loopBound(width / heads);
        if (whole > 0) {
            SegmentVectors.weightedHeads(x, xo, width, heads, index, weights, first, last, out, o);
        }
        SegmentLoops.weightedHeads(x, xo, width, heads, index, weights, first, last, out, o, whole);
    }

    @Override
    public void headDots(
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
        if (width / heads >= LANES) {
            SegmentVectors.headDots(g, go, x, xo, width, heads, index, first, last, out);
        } else {
            SegmentLoops.headDots(g, go, x, xo, width, heads, index, first, last, out);
        }
    }

    @Override
    public AttentionLoops attention() {
        return new AttentionVectors();
    }

    @Override
    public FourierLoops fourier() {
        return new VectorFourier();
    }

    @Override
    public void cauchyReciprocals(CauchyGrid grid, float[] x, float[] y, HostBuffer out) {
        CauchyVectors.reciprocals(grid, x, y, out);
    }

    @Override
    public void cauchyGradients(CauchyGrid grid, HostBuffer r, HostBuffer g, float[] xGradient, float[] yGradient) {
        CauchyVectors.gradients(grid, r, g, xGradient, yGradient);
    }

    @Override
    public void adam(
            HostBuffer parameter, HostBuffer gradient, HostBuffer m, HostBuffer v, AdamStep step, int from, int to) {
        // Everything that does not change is read before the loop: after a store the compiler would read it again.
        Object parameters = parameter.vectorView();
        Object gradients = gradient.vectorView();
        Object firsts = m.vectorView();
        Object seconds = v.vectorView();
        int parameterAt = parameter.byteOffset();
        int gradientAt = gradient.byteOffset();
        int firstAt = m.byteOffset();
        int secondAt = v.byteOffset();
        FloatVector gradientFactor = broadcast(step.gradientFactor());
        FloatVector decay = broadcast(step.decay());
        FloatVector shrink = broadcast(step.shrink());
        FloatVector rest1 = broadcast(1 - step.beta1());
        FloatVector beta2 = broadcast(step.beta2());
        FloatVector rest2 = broadcast(1 - step.beta2());
        FloatVector rootFactor = broadcast(1 / step.rootCorrection());
        FloatVector epsilon = broadcast(step.epsilon());
        FloatVector rate = broadcast(step.rate());
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            int at = i << 2;
            FloatVector p = load(parameters, parameterAt + at);
            FloatVector g = load(gradients, gradientAt + at).mul(gradientFactor).add(p.mul(decay));
            FloatVector oldFirst = load(firsts, firstAt + at);
            FloatVector first = flushed(g.sub(oldFirst).fma(rest1, oldFirst));
            FloatVector second =
                    flushed(load(seconds, secondAt + at).mul(beta2).add(g.mul(g).mul(rest2)));
            store(first, firsts, firstAt + at);
            store(second, seconds, secondAt + at);
            FloatVector root = second.sqrt().fma(rootFactor, epsilon);
            store(p.mul(shrink).sub(first.mul(rate).div(root)), parameters, parameterAt + at);
        }
        for (; i < to; i++) {
            float g = step.gradientFactor() * get(gradient, i) + step.decay() * get(parameter, i);
            float first = ScalarMath.flushed(Math.fma(g - get(m, i), 1 - step.beta1(), get(m, i)));
            float second = ScalarMath.flushed(step.beta2() * get(v, i) + (1 - step.beta2()) * (g * g));
            set(m, i, first);
            set(v, i, second);
            float root = (float) Math.sqrt(second) / step.rootCorrection() + step.epsilon();
            set(parameter, i, step.shrink() * get(parameter, i) - step.rate() * (first / root));
        }
    }

    /** Zero in place of what is below the smallest normal number, see {@link ScalarMath#flushed}. */
    private static FloatVector flushed(FloatVector x) {
        return x.blend(0f, x.abs().compare(VectorOperators.LT, Float.MIN_NORMAL));
    }

    @Override
    public void lstmGates(int rows, LstmStep step) {
        LstmVectors.gates(rows, step);
    }

    @Override
    public void lstmGateGradients(int rows, LstmStep step) {
        LstmVectors.gateGradients(rows, step);
    }

    @Override
    public void gruGates(GruRows rows, GruStep step) {
        GruVectors.gates(rows, step);
    }

    @Override
    public void gruGateGradients(GruRows rows, GruStep step, GruSums sums) {
        GruVectors.gateGradients(rows, step, sums);
    }
}
