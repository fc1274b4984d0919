package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Backend.AdamStep;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.UnaryOp;

/** Plain loops: what runs when the JVM was started without the Vector API. */
final class ScalarKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void unary(UnaryOp op, HostBuffer x, float alpha, HostBuffer out, int from, int to) {
        for (int i = from; i < to; i++) {
            set(out, i, ScalarMath.apply(op, get(x, i), alpha));
        }
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
        for (int i = 0; i < count; i++) {
            set(out, o + i, ScalarMath.apply(op, get(a, ao + i * stepA), get(b, bo + i * stepB), alpha));
        }
    }

    @Override
    public void binaryRuns(
            BinaryOp op, HostBuffer a, HostBuffer b, float alpha, Broadcast walk, HostBuffer out, int from, int to) {
        int run = walk.runLength();
        for (int r = from; r < to; r++) {
            binary(
                    op,
                    a,
                    walk.startA(r),
                    walk.runStepA(),
                    b,
                    walk.startB(r),
                    walk.runStepB(),
                    alpha,
                    out,
                    r * run,
                    run);
        }
    }

    @Override
    public void fill(HostBuffer out, int from, int to, float value) {
        for (int i = from; i < to; i++) {
            set(out, i, value);
        }
    }

    @Override
    public void addScaled(HostBuffer out, int o, HostBuffer x, int xo, float factor, int count) {
        for (int i = 0; i < count; i++) {
            set(out, o + i, get(out, o + i) + factor * get(x, xo + i));
        }
    }

    @Override
    public void addRows(HostBuffer out, int o, HostBuffer x, int xo, int rows, int width) {
        for (int r = 0; r < rows; r++) {
            addScaled(out, o, x, xo + r * width, 1, width);
        }
    }

    @Override
    public double sum(HostBuffer x, int at, int count) {
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            sum += get(x, i);
        }
        return sum;
    }

    @Override
    public double sumOfSquares(HostBuffer x, int at, int count) {
        double sum = 0;
        for (int i = at; i < at + count; i++) {
            double value = get(x, i);
            sum += value * value;
        }
        return sum;
    }

    @Override
    public void absoluteError(
            HostBuffer prediction, HostBuffer target, HostBuffer mask, int at, int count, double[] result) {
        double error = 0;
        double weight = 0;
        for (int i = at; i < at + count; i++) {
            float w = mask == null ? 1 : get(mask, i);
            if (w != 0) {
                error += w * Math.abs(get(prediction, i) - get(target, i));
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
        for (int i = at; i < at + count; i++) {
            float w = mask == null ? 1 : get(mask, i);
            set(out, i, w == 0 ? 0 : factor * w * Math.signum(get(prediction, i) - get(target, i)));
        }
    }

    @Override
    public void sparseRows(
            CompressedRows matrix, HostBuffer x, int xo, int width, HostBuffer out, int o, int from, int to) {
        int[] index = matrix.columnIndices();
        float[] weights = matrix.values();
        for (int r = from; r < to; r++) {
            for (int i = 0; i < width; i++) {
                float sum = 0;
                for (int e = matrix.rowPointers()[r]; e < matrix.rowPointers()[r + 1]; e++) {
                    sum += weights[e] * get(x, xo + index[e] * width + i);
                }
                set(out, o + r * width + i, sum);
            }
        }
    }

    @Override
    public void scatterRow(
            HostBuffer x, int xo, int width, int[] index, float[] weights, int first, int last, float[] out, int o) {
        for (int e = first; e < last; e++) {
            for (int i = 0; i < width; i++) {
                out[o + index[e] * width + i] += weights[e] * get(x, xo + i);
            }
        }
    }

    @Override
    public void softmax(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        ScalarRows.softmax(x, out, width, logarithm, from, to);
    }

    @Override
    public void softmaxGradient(
            HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        ScalarRows.softmaxGradient(y, g, out, width, logarithm, from, to);
    }

    @Override
    public void layerNorm(LayerNormRows rows, HostBuffer out, int from, int to) {
        ScalarRows.layerNorm(rows, out, from, to);
    }

    @Override
    public void layerNormGradient(
            LayerNormRows rows, HostBuffer g, HostBuffer out, HostBuffer sums, int sumsAt, int from, int to) {
        ScalarRows.layerNormGradient(rows, g, out, sums, sumsAt, from, to);
    }

    @Override
    public void segmentSoftmax(Groups groups, HostBuffer x, int width, HostBuffer out, int from, int to) {
        SegmentLoops.softmax(groups, x, width, out, 0, from, to);
    }

    @Override
    public void segmentSoftmaxGradient(
            Groups groups, HostBuffer y, HostBuffer g, int width, HostBuffer out, int from, int to) {
        SegmentLoops.softmaxGradient(groups, y, g, width, out, 0, from, to);
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
        SegmentLoops.weightedHeads(x, xo, width, heads, index, weights, first, last, out, o, 0);
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
        SegmentLoops.headDots(g, go, x, xo, width, heads, index, first, last, out);
    }

    @Override
    public AttentionLoops attention() {
        return new ScalarAttention();
    }

    @Override
    public FourierLoops fourier() {
        return new ScalarFourier();
    }

    @Override
    public void cauchyReciprocals(CauchyGrid grid, float[] x, float[] y, HostBuffer out) {
        ScalarCauchy.reciprocals(grid, x, y, out);
    }

    @Override
    public void cauchyGradients(CauchyGrid grid, HostBuffer r, HostBuffer g, float[] xGradient, float[] yGradient) {
        ScalarCauchy.gradients(grid, r, g, xGradient, yGradient);
    }

    @Override
    public void adam(
            HostBuffer parameter, HostBuffer gradient, HostBuffer m, HostBuffer v, AdamStep step, int from, int to) {
        for (int i = from; i < to; i++) {
            float g = step.gradientFactor() * get(gradient, i) + step.decay() * get(parameter, i);
            float first = ScalarMath.flushed(get(m, i) + (1 - step.beta1()) * (g - get(m, i)));
            float second = ScalarMath.flushed(step.beta2() * get(v, i) + (1 - step.beta2()) * (g * g));
            set(m, i, first);
            set(v, i, second);
            float root = (float) Math.sqrt(second) / step.rootCorrection() + step.epsilon();
            set(parameter, i, step.shrink() * get(parameter, i) - step.rate() * (first / root));
        }
    }

    @Override
    public void lstmGates(int rows, LstmStep step) {
        ScalarLstm.gates(rows, step, 0);
    }

    @Override
    public void lstmGateGradients(int rows, LstmStep step) {
        ScalarLstm.gateGradients(rows, step, 0);
    }

    @Override
    public void gruGates(GruRows rows, GruStep step) {
        ScalarGru.gates(rows, step, 0);
    }

    @Override
    public void gruGateGradients(GruRows rows, GruStep step, GruSums sums) {
        ScalarGru.gateGradients(rows, step, sums, 0);
    }
}
