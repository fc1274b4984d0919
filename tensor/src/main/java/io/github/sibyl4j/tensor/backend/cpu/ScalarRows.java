package io.github.sibyl4j.tensor.backend.cpu;

/** Softmax and layer normalisation of rows in plain loops. */
final class ScalarRows {
    private ScalarRows() {}

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    static void softmax(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * width;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = at; i < at + width; i++) {
                max = Math.max(max, get(x, i));
            }
            float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
            double sum = 0;
            for (int i = at; i < at + width; i++) {
                sum += Math.exp(get(x, i) - shift);
            }
            for (int i = at; i < at + width; i++) {
                float moved = get(x, i) - shift;
                set(out, i, (float) (logarithm ? moved - Math.log(sum) : Math.exp(moved) / sum));
            }
        }
    }

    static void softmaxGradient(
            HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * width;
            double sum = 0;
            for (int i = at; i < at + width; i++) {
                sum += logarithm ? get(g, i) : (double) get(g, i) * get(y, i);
            }
            for (int i = at; i < at + width; i++) {
                double value = get(y, i);
                double gradient = get(g, i);
                set(out, i, (float) (logarithm ? gradient - Math.exp(value) * sum : value * (gradient - sum)));
            }
        }
    }

    static void layerNorm(LayerNormRows n, HostBuffer out, int from, int to) {
        for (int row = from; row < to; row++) {
            int at = row * n.width();
            double mean = 0;
            for (int i = at; i < at + n.width(); i++) {
                mean += get(n.x(), i);
            }
            mean /= n.width();
            double variance = 0;
            for (int i = at; i < at + n.width(); i++) {
                variance += (get(n.x(), i) - mean) * (get(n.x(), i) - mean);
            }
            double scale = 1 / Math.sqrt(variance / n.width() + n.epsilon());
            set(n.stats(), 2 * row, (float) mean);
            set(n.stats(), 2 * row + 1, (float) scale);
            for (int i = 0; i < n.width(); i++) {
                set(out, at + i, (float) ((get(n.x(), at + i) - mean) * scale * get(n.gain(), i) + get(n.bias(), i)));
            }
        }
    }

    static void layerNormGradient(
            LayerNormRows n, HostBuffer g, HostBuffer out, HostBuffer sums, int sumsAt, int from, int to) {
        int width = n.width();
        for (int row = from; row < to; row++) {
            int at = row * width;
            float mean = get(n.stats(), 2 * row);
            float scale = get(n.stats(), 2 * row + 1);
            double h = 0;
            double hx = 0;
            for (int i = 0; i < width; i++) {
                float gradient = get(g, at + i);
                float normal = (get(n.x(), at + i) - mean) * scale;
                set(sums, sumsAt + i, get(sums, sumsAt + i) + gradient * normal);
                set(sums, sumsAt + width + i, get(sums, sumsAt + width + i) + gradient);
                h += gradient * get(n.gain(), i);
                hx += gradient * get(n.gain(), i) * normal;
            }
            for (int i = 0; i < width; i++) {
                float normal = (get(n.x(), at + i) - mean) * scale;
                double change = get(g, at + i) * get(n.gain(), i) - h / width - normal * hx / width;
                set(out, at + i, (float) (change * scale));
            }
        }
    }
}
