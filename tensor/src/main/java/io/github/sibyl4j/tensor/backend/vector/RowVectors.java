package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LayerNormRows;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax and layer normalisation of rows. A row is read two or three times, the later times from the first level cache.
 * What vectors leave over of a row goes through a loop of its own.
 */
final class RowVectors {
    private RowVectors() {}

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    private static float max(HostBuffer x, int at, int width) {
        Object memory = x.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        float max = Float.NEGATIVE_INFINITY;
        int i = 0;
        if (width >= LANES) {
            FloatVector most = load(memory, xAt);
            for (i = LANES; i <= width - LANES; i += LANES) {
                most = most.max(load(memory, xAt + (i << 2)));
            }
            max = most.reduceLanes(VectorOperators.MAX);
        }
        for (; i < width; i++) {
            max = Math.max(max, get(x, at + i));
        }
        return max;
    }

    /** {@code out = exp(x - shift)}; the result is the sum. */
    private static float expSum(HostBuffer x, int at, float shift, HostBuffer out, int width) {
        Object memory = x.vectorView();
        Object outMemory = out.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        int outAt = out.byteOffset() + (at << 2);
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector e = VectorMath.exp(load(memory, xAt + (i << 2)).sub(shift));
            store(e, outMemory, outAt + (i << 2));
            sums = sums.add(e);
        }
        float sum = i == 0 ? 0 : VectorMath.sumOfLanes(sums);
        for (; i < width; i++) {
            float e = (float) Math.exp(get(x, at + i) - shift);
            set(out, at + i, e);
            sum += e;
        }
        return sum;
    }

    static void softmax(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * width;
            float max = max(x, at, width);
            // A row of minus infinities alone has no largest value to shift by; 0 lets it come out as NaN.
            float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
            float sum = expSum(x, at, shift, out, width);
            if (logarithm) {
                shift(x, at, shift + (float) Math.log(sum), out, width);
            } else {
                scale(out, at, 1 / sum, width);
            }
        }
    }

    private static void scale(HostBuffer out, int at, float factor, int width) {
        Object memory = out.vectorView();
        int outAt = out.byteOffset() + (at << 2);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            store(load(memory, outAt + (i << 2)).mul(factor), memory, outAt + (i << 2));
        }
        for (; i < width; i++) {
            set(out, at + i, get(out, at + i) * factor);
        }
    }

    private static void shift(HostBuffer x, int at, float shift, HostBuffer out, int width) {
        Object memory = x.vectorView();
        Object outMemory = out.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        int outAt = out.byteOffset() + (at << 2);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            store(load(memory, xAt + (i << 2)).sub(shift), outMemory, outAt + (i << 2));
        }
        for (; i < width; i++) {
            set(out, at + i, get(x, at + i) - shift);
        }
    }

    private static float dot(HostBuffer a, HostBuffer b, int at, int width) {
        Object left = a.vectorView();
        Object right = b.vectorView();
        int aAt = a.byteOffset() + (at << 2);
        int bAt = b.byteOffset() + (at << 2);
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            sums = load(left, aAt + (i << 2)).fma(load(right, bAt + (i << 2)), sums);
        }
        float sum = i == 0 ? 0 : VectorMath.sumOfLanes(sums);
        for (; i < width; i++) {
            sum = Math.fma(get(a, at + i), get(b, at + i), sum);
        }
        return sum;
    }

    private static float sum(HostBuffer x, int at, int width) {
        Object memory = x.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            sums = sums.add(load(memory, xAt + (i << 2)));
        }
        float sum = i == 0 ? 0 : VectorMath.sumOfLanes(sums);
        for (; i < width; i++) {
            sum += get(x, at + i);
        }
        return sum;
    }

    static void softmaxGradient(
            HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * width;
            if (logarithm) {
                logSoftmaxGradient(y, g, out, at, sum(g, at, width), width);
            } else {
                softmaxGradient(y, g, out, at, dot(y, g, at, width), width);
            }
        }
    }

    private static void softmaxGradient(HostBuffer y, HostBuffer g, HostBuffer out, int at, float dot, int width) {
        Object values = y.vectorView();
        Object gradients = g.vectorView();
        Object outMemory = out.vectorView();
        int yAt = y.byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        int outAt = out.byteOffset() + (at << 2);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector change = load(gradients, gAt + (i << 2)).sub(dot);
            store(change.mul(load(values, yAt + (i << 2))), outMemory, outAt + (i << 2));
        }
        for (; i < width; i++) {
            set(out, at + i, get(y, at + i) * (get(g, at + i) - dot));
        }
    }

    private static void logSoftmaxGradient(HostBuffer y, HostBuffer g, HostBuffer out, int at, float sum, int width) {
        Object values = y.vectorView();
        Object gradients = g.vectorView();
        Object outMemory = out.vectorView();
        int yAt = y.byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        int outAt = out.byteOffset() + (at << 2);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector p = VectorMath.exp(load(values, yAt + (i << 2)));
            store(load(gradients, gAt + (i << 2)).sub(p.mul(sum)), outMemory, outAt + (i << 2));
        }
        for (; i < width; i++) {
            set(out, at + i, get(g, at + i) - (float) Math.exp(get(y, at + i)) * sum);
        }
    }

    static void layerNorm(LayerNormRows n, HostBuffer out, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * n.width();
            float mean = sum(n.x(), at, n.width()) / n.width();
            float variance = squaredDistance(n.x(), at, mean, n.width()) / n.width();
            float scale = (float) (1 / Math.sqrt(variance + n.epsilon()));
            set(n.stats(), 2 * row, mean);
            set(n.stats(), 2 * row + 1, scale);
            normalize(n, at, mean, scale, out);
        }
    }

    private static float squaredDistance(HostBuffer x, int at, float mean, int width) {
        Object memory = x.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector distance = load(memory, xAt + (i << 2)).sub(mean);
            sums = distance.fma(distance, sums);
        }
        float sum = i == 0 ? 0 : VectorMath.sumOfLanes(sums);
        for (; i < width; i++) {
            float distance = get(x, at + i) - mean;
            sum += distance * distance;
        }
        return sum;
    }

    private static void normalize(LayerNormRows n, int at, float mean, float scale, HostBuffer out) {
        Object memory = n.x().vectorView();
        Object gains = n.gain().vectorView();
        Object biases = n.bias().vectorView();
        Object outMemory = out.vectorView();
        int xAt = n.x().byteOffset() + (at << 2);
        int outAt = out.byteOffset() + (at << 2);
        int gainAt = n.gain().byteOffset();
        int biasAt = n.bias().byteOffset();
        int width = n.width();
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector normal = load(memory, xAt + (i << 2)).sub(mean).mul(scale);
            FloatVector y = normal.fma(load(gains, gainAt + (i << 2)), load(biases, biasAt + (i << 2)));
            store(y, outMemory, outAt + (i << 2));
        }
        for (; i < n.width(); i++) {
            float normal = (get(n.x(), at + i) - mean) * scale;
            set(out, at + i, Math.fma(normal, get(n.gain(), i), get(n.bias(), i)));
        }
    }

    static void layerNormGradient(
            LayerNormRows n, HostBuffer g, HostBuffer out, HostBuffer sums, int sumsAt, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * n.width();
            float mean = get(n.stats(), 2 * row);
            float scale = get(n.stats(), 2 * row + 1);
            addToSums(n, g, at, mean, scale, sums, sumsAt);
            float h = gainedSum(n, g, at, out) / n.width();
            float hx = gainedProduct(n, g, at, mean, scale, out) / n.width();
            inputGradient(n, g, out, at, mean, scale, h, hx);
        }
    }

    /** Adds a row to the gradients of gain and bias. */
    private static void addToSums(
            LayerNormRows n, HostBuffer g, int at, float mean, float scale, HostBuffer sums, int sumsAt) {
        Object memory = n.x().vectorView();
        Object gradients = g.vectorView();
        Object total = sums.vectorView();
        int width = n.width();
        int xAt = n.x().byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        int gainSum = sums.byteOffset() + (sumsAt << 2);
        int biasSum = gainSum + (width << 2);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector gradient = load(gradients, gAt + (i << 2));
            FloatVector normal = load(memory, xAt + (i << 2)).sub(mean).mul(scale);
            store(normal.fma(gradient, load(total, gainSum + (i << 2))), total, gainSum + (i << 2));
            store(gradient.add(load(total, biasSum + (i << 2))), total, biasSum + (i << 2));
        }
        for (; i < width; i++) {
            float gradient = get(g, at + i);
            float normal = (get(n.x(), at + i) - mean) * scale;
            set(sums, sumsAt + i, Math.fma(normal, gradient, get(sums, sumsAt + i)));
            set(sums, sumsAt + width + i, gradient + get(sums, sumsAt + width + i));
        }
    }

    /** The lanes one after the other by way of memory: in the loops below shuffles would be too much to inline. */
    private static float sumThrough(HostBuffer scratch, int at) {
        float sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
            sum += get(scratch, at + lane);
        }
        return sum;
    }

    /** The sum of {@code g * gain}; {@code scratch} is the row that is written last. */
    private static float gainedSum(LayerNormRows n, HostBuffer g, int at, HostBuffer scratch) {
        Object gradients = g.vectorView();
        Object gains = n.gain().vectorView();
        int width = n.width();
        int gAt = g.byteOffset() + (at << 2);
        int gainAt = n.gain().byteOffset();
        float sum = 0;
        int i = 0;
        if (width >= LANES) {
            FloatVector total = FloatVector.zero(SPECIES);
            for (; i <= width - LANES; i += LANES) {
                total = load(gradients, gAt + (i << 2)).fma(load(gains, gainAt + (i << 2)), total);
            }
            store(total, scratch.vectorView(), scratch.byteOffset() + (at << 2));
            sum = sumThrough(scratch, at);
        }
        for (; i < width; i++) {
            sum = Math.fma(get(g, at + i), get(n.gain(), i), sum);
        }
        return sum;
    }

    /** The sum of {@code g * gain * normalised x}. */
    private static float gainedProduct(
            LayerNormRows n, HostBuffer g, int at, float mean, float scale, HostBuffer scratch) {
        Object memory = n.x().vectorView();
        Object gradients = g.vectorView();
        Object gains = n.gain().vectorView();
        int width = n.width();
        int xAt = n.x().byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        int gainAt = n.gain().byteOffset();
        float sum = 0;
        int i = 0;
        if (width >= LANES) {
            FloatVector total = FloatVector.zero(SPECIES);
            for (; i <= width - LANES; i += LANES) {
                FloatVector normal = load(memory, xAt + (i << 2)).sub(mean).mul(scale);
                FloatVector gained = load(gradients, gAt + (i << 2)).mul(load(gains, gainAt + (i << 2)));
                total = gained.fma(normal, total);
            }
            store(total, scratch.vectorView(), scratch.byteOffset() + (at << 2));
            sum = sumThrough(scratch, at);
        }
        for (; i < width; i++) {
            float normal = (get(n.x(), at + i) - mean) * scale;
            sum = Math.fma(get(g, at + i) * get(n.gain(), i), normal, sum);
        }
        return sum;
    }

    private static void inputGradient(
            LayerNormRows n, HostBuffer g, HostBuffer out, int at, float mean, float scale, float h, float hx) {
        Object memory = n.x().vectorView();
        Object gradients = g.vectorView();
        Object gains = n.gain().vectorView();
        Object outMemory = out.vectorView();
        int width = n.width();
        int xAt = n.x().byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        int gainAt = n.gain().byteOffset();
        int outAt = out.byteOffset() + (at << 2);
        int i = 0;
        for (; i <= width - LANES; i += LANES) {
            FloatVector normal = load(memory, xAt + (i << 2)).sub(mean).mul(scale);
            FloatVector gained = load(gradients, gAt + (i << 2)).mul(load(gains, gainAt + (i << 2)));
            store(gained.sub(h).sub(normal.mul(hx)).mul(scale), outMemory, outAt + (i << 2));
        }
        for (; i < width; i++) {
            float normal = (get(n.x(), at + i) - mean) * scale;
            set(out, at + i, (get(g, at + i) * get(n.gain(), i) - h - normal * hx) * scale);
        }
    }
}
