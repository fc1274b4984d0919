package io.github.sibyl4j.tensor.backend.cpu;

/** Fourier transforms of single columns in plain loops. */
final class ScalarFourier implements FourierLoops {

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public void readRows(HostBuffer x, int at, int stride, int rows, int width, HostBuffer plane, int to, int step) {
        for (int r = 0; r < rows; r++) {
            set(plane, to + r * step, get(x, at + r * stride));
        }
    }

    @Override
    public void writeRows(
            HostBuffer plane,
            int from,
            int step,
            int rows,
            int width,
            float factor,
            HostBuffer out,
            int at,
            int stride) {
        for (int r = 0; r < rows; r++) {
            set(out, at + r * stride, factor * get(plane, from + r * step));
        }
    }

    @Override
    public int transform(FftPlan plan, boolean inverse, HostBuffer planes, int from, int other) {
        int s = 1;
        int x = from;
        int y = other;
        for (int radix : plan.radices()) {
            stage(plan, radix, s, inverse ? -1 : 1, planes, x, y);
            s *= radix;
            int swap = x;
            x = y;
            y = swap;
        }
        return x;
    }

    private static void stage(FftPlan plan, int radix, int s, int sign, HostBuffer planes, int x, int y) {
        int n = plan.n();
        int m = n / s / radix;
        for (int p = 0; p < m; p++) {
            for (int j = 0; j < radix; j++) {
                for (int q = 0; q < s; q++) {
                    double re = 0;
                    double im = 0;
                    for (int k = 0; k < radix; k++) {
                        int at = x + q + s * (p + m * k);
                        int root = (int) (((long) j * k % radix * (n / radix) + (long) p * j * s) % n);
                        double cos = plan.cos()[root];
                        double sin = -sign * plan.sin()[root];
                        re += get(planes, at) * cos - get(planes, at + n) * sin;
                        im += get(planes, at) * sin + get(planes, at + n) * cos;
                    }
                    int to = y + q + s * (radix * p + j);
                    set(planes, to, (float) re);
                    set(planes, to + n, (float) im);
                }
            }
        }
    }

    @Override
    public void multiply(HostBuffer planes, int a, int b, boolean conjugateB, int out, int n) {
        for (int i = 0; i < n; i++) {
            float br = get(planes, b + i);
            float bi = conjugateB ? -get(planes, b + n + i) : get(planes, b + n + i);
            float ar = get(planes, a + i);
            float ai = get(planes, a + n + i);
            set(planes, out + i, ar * br - ai * bi);
            set(planes, out + n + i, ar * bi + ai * br);
        }
    }

    @Override
    public void addProduct(HostBuffer planes, int a, int b, int out, int n) {
        for (int i = 0; i < n; i++) {
            float br = get(planes, b + i);
            float bi = get(planes, b + n + i);
            float ar = get(planes, a + i);
            float ai = get(planes, a + n + i);
            set(planes, out + i, get(planes, out + i) + ar * br + ai * bi);
            set(planes, out + n + i, get(planes, out + n + i) + ai * br - ar * bi);
        }
    }
}
