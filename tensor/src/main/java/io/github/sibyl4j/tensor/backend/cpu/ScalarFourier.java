package io.github.sibyl4j.tensor.backend.cpu;

/** Fourier transforms of single columns in plain loops: a row is a real and an imaginary part. */
final class ScalarFourier implements FourierLoops {

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public void readRows(HostBuffer x, int at, int stride, int rows, int width, float[] target, int to, int step) {
        for (int r = 0; r < rows; r++) {
            target[to + r * step] = x.bytes().getFloat(x.byteOffset() + (at + r * stride << 2));
        }
    }

    @Override
    public void writeRows(
            float[] source, int from, int step, int rows, int width, float factor, HostBuffer out, int at, int stride) {
        for (int r = 0; r < rows; r++) {
            out.bytes().putFloat(out.byteOffset() + (at + r * stride << 2), factor * source[from + r * step]);
        }
    }

    @Override
    public void transform(FftPlan plan, int first, boolean inverse, float[] x, int at) {
        int rows = rows(plan, first);
        int size = rows;
        for (int stage = first; stage < plan.radices().length; stage++) {
            int radix = plan.radices()[stage];
            for (int block = 0; block < rows; block += size) {
                for (int p = 0; p < size / radix; p++) {
                    forward(plan, radix, size, p, inverse ? -1 : 1, x, at + 2 * (block + p));
                }
            }
            size /= radix;
        }
    }

    private static int rows(FftPlan plan, int first) {
        int rows = plan.n();
        for (int stage = 0; stage < first; stage++) {
            rows /= plan.radices()[stage];
        }
        return rows;
    }

    private static void forward(FftPlan plan, int radix, int size, int p, int sign, float[] x, int at) {
        int step = 2 * (size / radix);
        double[] sums = new double[2 * radix];
        for (int j = 0; j < radix; j++) {
            for (int k = 0; k < radix; k++) {
                int root = root(plan, radix, j * k) + j * p * (plan.n() / size);
                double cos = plan.cos()[root % plan.n()];
                double sin = -sign * plan.sin()[root % plan.n()];
                float re = x[at + k * step];
                float im = x[at + k * step + 1];
                sums[2 * j] += re * cos - im * sin;
                sums[2 * j + 1] += re * sin + im * cos;
            }
        }
        store(sums, x, at, step);
    }

    /** {@code product / radix} of a full turn. */
    private static int root(FftPlan plan, int radix, int product) {
        return product % radix * (plan.n() / radix);
    }

    private static void store(double[] sums, float[] x, int at, int step) {
        for (int j = 0; j < sums.length / 2; j++) {
            x[at + j * step] = (float) sums[2 * j];
            x[at + j * step + 1] = (float) sums[2 * j + 1];
        }
    }

    @Override
    public void transformBack(FftPlan plan, int first, float[] x, int at) {
        int rows = rows(plan, first);
        int size = 1;
        for (int stage = plan.radices().length - 1; stage >= first; stage--) {
            int radix = plan.radices()[stage];
            size *= radix;
            for (int block = 0; block < rows; block += size) {
                for (int p = 0; p < size / radix; p++) {
                    back(plan, radix, size, p, x, at + 2 * (block + p));
                }
            }
        }
    }

    private static void back(FftPlan plan, int radix, int size, int p, float[] x, int at) {
        int step = 2 * (size / radix);
        double[] sums = new double[2 * radix];
        for (int k = 0; k < radix; k++) {
            for (int j = 0; j < radix; j++) {
                int root = (root(plan, radix, j * k) + j * p * (plan.n() / size)) % plan.n();
                double cos = plan.cos()[root];
                double sin = plan.sin()[root];
                float re = x[at + j * step];
                float im = x[at + j * step + 1];
                sums[2 * k] += re * cos - im * sin;
                sums[2 * k + 1] += re * sin + im * cos;
            }
        }
        store(sums, x, at, step);
    }

    @Override
    public void splitCyclic(FftPlan plan, float[] planes, int re, int im, float[] out, int at) {
        int quarter = plan.n() / 4;
        for (int p = 0; p < quarter; p++) {
            float ar = planes[re + p];
            float ai = planes[im + p];
            float br = planes[re + p + quarter];
            float bi = planes[im + p + quarter];
            turn(plan, 0, ar + br, ai + bi, out, at + 2 * p);
            turn(plan, 2 * p, ar - br, ai - bi, out, at + 2 * (p + 2 * quarter));
        }
    }

    @Override
    public void splitNegacyclic(FftPlan plan, float[] planes, int re, int im, float[] out, int at) {
        int quarter = plan.n() / 4;
        for (int p = 0; p < quarter; p++) {
            float ar = planes[re + p];
            float ai = planes[im + p];
            float br = planes[re + p + quarter];
            float bi = planes[im + p + quarter];
            turn(plan, p, ar + bi, ai - br, out, at + 2 * (p + quarter));
            turn(plan, 3 * p, ar - bi, ai + br, out, at + 2 * (p + 3 * quarter));
        }
    }

    private static void turn(FftPlan plan, int root, float re, float im, float[] out, int at) {
        float cos = plan.cos()[root];
        float sin = plan.sin()[root];
        out[at] = re * cos + im * sin;
        out[at + 1] = im * cos - re * sin;
    }

    @Override
    public void join(FftPlan plan, float[] x, int at, float sign, float factor, float[] planes, int re, int im) {
        int quarter = plan.n() / 4;
        float[] rows = new float[8];
        for (int p = 0; p < quarter; p++) {
            for (int j = 0; j < 4; j++) {
                int from = at + 2 * (p + j * quarter);
                float part = j % 2 == 0 ? factor : sign * factor;
                float cos = part * plan.cos()[j * p];
                float sin = part * plan.sin()[j * p];
                rows[2 * j] = x[from] * cos - x[from + 1] * sin;
                rows[2 * j + 1] = x[from + 1] * cos + x[from] * sin;
            }
            planes[re + p] = rows[0] + rows[4] + (rows[2] + rows[6]);
            planes[im + p] = rows[1] + rows[5] + (rows[3] + rows[7]);
            planes[re + p + quarter] = rows[0] - rows[4] - (rows[3] - rows[7]);
            planes[im + p + quarter] = rows[1] - rows[5] + (rows[2] - rows[6]);
        }
    }

    @Override
    public void multiply(float[] x, int a, int b, boolean conjugateB, int rows) {
        for (int i = 0; i < 2 * rows; i += 2) {
            float br = x[b + i];
            float bi = conjugateB ? -x[b + i + 1] : x[b + i + 1];
            float ar = x[a + i];
            float ai = x[a + i + 1];
            x[a + i] = ar * br - ai * bi;
            x[a + i + 1] = ar * bi + ai * br;
        }
    }

    @Override
    public void addProduct(float[] x, int a, int b, int out, int rows) {
        for (int i = 0; i < 2 * rows; i += 2) {
            x[out + i] += x[a + i] * x[b + i] + x[a + i + 1] * x[b + i + 1];
            x[out + i + 1] += x[a + i + 1] * x[b + i] - x[a + i] * x[b + i + 1];
        }
    }
}
