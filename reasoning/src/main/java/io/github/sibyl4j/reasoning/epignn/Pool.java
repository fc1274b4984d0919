package io.github.sibyl4j.reasoning.epignn;

/** Intersects vectors that lie in a row, {@code count} of them with {@code w} numbers each. */
final class Pool {
    /** What the reference adds before it normalises. */
    static final float EPSILON = 1e-18f;

    private Pool() {}

    static void forward(Pooling pooling, float[] x, int at, int count, float[] out, int o, int w) {
        System.arraycopy(x, at, out, o, w);
        for (int k = 1; k < count; k++) {
            int row = at + k * w;
            if (pooling == Pooling.PRODUCT) {
                for (int q = 0; q < w; q++) {
                    out[o + q] *= x[row + q];
                }
            } else {
                for (int q = 0; q < w; q++) {
                    out[o + q] = Math.min(out[o + q], x[row + q]);
                }
            }
        }
    }

    /**
     * The gradients of the vectors, over {@code gradients} in the same order. A product's is that of the other factors,
     * without a division; a minimum's goes to the first of the smallest.
     */
    static void backward(
            Pooling pooling, float[] x, int at, int count, float[] g, int gt, float[] gradients, int o, int w) {
        if (count == 1) {
            System.arraycopy(g, gt, gradients, o, w);
        } else if (pooling == Pooling.PRODUCT) {
            product(x, at, count, g, gt, gradients, o, w);
        } else {
            min(x, at, count, g, gt, gradients, o, w);
        }
    }

    private static void product(float[] x, int at, int count, float[] g, int gt, float[] gradients, int o, int w) {
        for (int q = 0; q < w; q++) {
            float before = g[gt + q];
            for (int k = 0; k < count; k++) {
                gradients[o + k * w + q] = before;
                before *= x[at + k * w + q];
            }
            float after = 1;
            for (int k = count - 1; k >= 0; k--) {
                gradients[o + k * w + q] *= after;
                after *= x[at + k * w + q];
            }
        }
    }

    private static void min(float[] x, int at, int count, float[] g, int gt, float[] gradients, int o, int w) {
        for (int q = 0; q < w; q++) {
            int first = 0;
            for (int k = 1; k < count; k++) {
                if (x[at + k * w + q] < x[at + first * w + q]) {
                    first = k;
                }
            }
            for (int k = 0; k < count; k++) {
                gradients[o + k * w + q] = k == first ? g[gt + q] : 0;
            }
        }
    }
}
