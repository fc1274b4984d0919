package io.github.sibyl4j.tensor.backend.cpu;

/** Reciprocals of Cauchy sums, and their gradients, in plain loops. */
final class ScalarCauchy {
    private ScalarCauchy() {}

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    static void reciprocals(CauchyGrid grid, float[] x, float[] y, HostBuffer out) {
        int width = grid.width();
        for (int m = 0; m < x.length; m++) {
            for (int k = 0; k < width; k++) {
                float re = grid.cosSquared()[k] * x[m] - grid.sinTerm()[k];
                float im = grid.mixedTerm()[k] * y[m];
                float inverse = 1 / (re * re + im * im);
                set(out, 2 * m * width + k, re * inverse);
                set(out, (2 * m + 1) * width + k, im * inverse);
            }
        }
    }

    static void gradients(CauchyGrid grid, HostBuffer r, HostBuffer g, float[] xGradient, float[] yGradient) {
        int width = grid.width();
        for (int m = 0; m < xGradient.length; m++) {
            double x = 0;
            double y = 0;
            for (int k = 0; k < width; k++) {
                int re = 2 * m * width + k;
                int im = re + width;
                // The denominator's gradient is -conj(r^2) g.
                float squareRe = get(r, re) * get(r, re) - get(r, im) * get(r, im);
                float squareIm = 2 * get(r, re) * get(r, im);
                x -= grid.cosSquared()[k] * (squareRe * get(g, re) + squareIm * get(g, im));
                y += grid.mixedTerm()[k] * (squareRe * get(g, im) - squareIm * get(g, re));
            }
            xGradient[m] = (float) x;
            yGradient[m] = (float) y;
        }
    }
}
