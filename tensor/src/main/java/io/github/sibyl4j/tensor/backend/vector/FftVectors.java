package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.FftPlan;
import jdk.incubator.vector.FloatVector;

/**
 * The stages of a Fourier transform of as many columns as a vector has lanes, see {@link FftPlan}. A method does one row of
 * all blocks: that keeps its turns in registers and its length below what the compiler inlines.
 */
final class FftVectors {
    private static final int ROW = 2 * LANES;

    private final int n;
    private final float[] cos;
    private final float[] sin;
    /** 1 forward, -1 inverse. */
    private final float sign;

    private final float[] x;
    private final int from;
    private final int to;

    /** @param rows the rows that are transformed, in blocks */
    FftVectors(FftPlan plan, boolean inverse, float[] x, int at, int rows) {
        this.n = plan.n();
        this.cos = plan.cos();
        this.sin = plan.sin();
        this.sign = inverse ? -1 : 1;
        this.x = x;
        this.from = at;
        this.to = at + rows * ROW;
    }

    /** One stage on every block of {@code size} rows. */
    void forward(int radix, int size) {
        int step = size / radix;
        int root = n / size;
        for (int p = 0; p < step; p++) {
            switch (radix) {
                case 2 -> radix2(p, step, size, root * p);
                case 3 -> radix3(p, step, size, root * p);
                case 4 -> radix4(p, step, size, root * p);
                default -> anyRadix(radix, p, step, size, root * p);
            }
        }
    }

    private FloatVector cos(int root) {
        return broadcast(cos[root]);
    }

    private FloatVector sin(int root) {
        return broadcast(sign * sin[root]);
    }

    private void radix2(int p, int step, int size, int root) {
        FloatVector c = cos(root);
        FloatVector s = sin(root);
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            int j = i + step * ROW;
            FloatVector ar = fromArray(x, i);
            FloatVector ai = fromArray(x, i + LANES);
            FloatVector br = fromArray(x, j);
            FloatVector bi = fromArray(x, j + LANES);
            ar.add(br).intoArray(x, i);
            ai.add(bi).intoArray(x, i + LANES);
            FloatVector dr = ar.sub(br);
            FloatVector di = ai.sub(bi);
            dr.fma(c, di.mul(s)).intoArray(x, j);
            di.mul(c).sub(dr.mul(s)).intoArray(x, j + LANES);
        }
    }

    private void radix3(int p, int step, int size, int root) {
        FloatVector c1 = cos(root);
        FloatVector s1 = sin(root);
        FloatVector c2 = cos(2 * root);
        FloatVector s2 = sin(2 * root);
        FloatVector third = broadcast(sign * 0.8660254f);
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            int j = i + step * ROW;
            int k = j + step * ROW;
            FloatVector ar = fromArray(x, i);
            FloatVector ai = fromArray(x, i + LANES);
            FloatVector br = fromArray(x, j);
            FloatVector bi = fromArray(x, j + LANES);
            FloatVector cr = fromArray(x, k);
            FloatVector ci = fromArray(x, k + LANES);
            FloatVector tr = br.add(cr);
            FloatVector ti = bi.add(ci);
            ar.add(tr).intoArray(x, i);
            ai.add(ti).intoArray(x, i + LANES);
            FloatVector ur = ar.sub(tr.mul(0.5f));
            FloatVector ui = ai.sub(ti.mul(0.5f));
            FloatVector vr = bi.sub(ci).mul(third);
            FloatVector vi = cr.sub(br).mul(third);
            FloatVector yr = ur.add(vr);
            FloatVector yi = ui.add(vi);
            yr.fma(c1, yi.mul(s1)).intoArray(x, j);
            yi.mul(c1).sub(yr.mul(s1)).intoArray(x, j + LANES);
            FloatVector zr = ur.sub(vr);
            FloatVector zi = ui.sub(vi);
            zr.fma(c2, zi.mul(s2)).intoArray(x, k);
            zi.mul(c2).sub(zr.mul(s2)).intoArray(x, k + LANES);
        }
    }

    private void radix4(int p, int step, int size, int root) {
        FloatVector c1 = cos(root);
        FloatVector s1 = sin(root);
        FloatVector c2 = cos(2 * root);
        FloatVector s2 = sin(2 * root);
        FloatVector c3 = cos(3 * root);
        FloatVector s3 = sin(3 * root);
        FloatVector quarter = broadcast(sign);
        int d = step * ROW;
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            FloatVector ar = fromArray(x, i);
            FloatVector ai = fromArray(x, i + LANES);
            FloatVector cr = fromArray(x, i + 2 * d);
            FloatVector ci = fromArray(x, i + 2 * d + LANES);
            FloatVector er = ar.add(cr);
            FloatVector ei = ai.add(ci);
            FloatVector fr = ar.sub(cr);
            FloatVector fi = ai.sub(ci);
            FloatVector br = fromArray(x, i + d);
            FloatVector bi = fromArray(x, i + d + LANES);
            FloatVector dr = fromArray(x, i + 3 * d);
            FloatVector di = fromArray(x, i + 3 * d + LANES);
            FloatVector gr = br.add(dr);
            FloatVector gi = bi.add(di);
            // (b - d) times -i, or i in the inverse.
            FloatVector hr = bi.sub(di).mul(quarter);
            FloatVector hi = dr.sub(br).mul(quarter);
            er.add(gr).intoArray(x, i);
            ei.add(gi).intoArray(x, i + LANES);
            FloatVector yr = er.sub(gr);
            FloatVector yi = ei.sub(gi);
            yr.fma(c2, yi.mul(s2)).intoArray(x, i + 2 * d);
            yi.mul(c2).sub(yr.mul(s2)).intoArray(x, i + 2 * d + LANES);
            FloatVector ur = fr.add(hr);
            FloatVector ui = fi.add(hi);
            ur.fma(c1, ui.mul(s1)).intoArray(x, i + d);
            ui.mul(c1).sub(ur.mul(s1)).intoArray(x, i + d + LANES);
            FloatVector vr = fr.sub(hr);
            FloatVector vi = fi.sub(hi);
            vr.fma(c3, vi.mul(s3)).intoArray(x, i + 3 * d);
            vi.mul(c3).sub(vr.mul(s3)).intoArray(x, i + 3 * d + LANES);
        }
    }

    private void anyRadix(int radix, int p, int step, int size, int root) {
        float[] rows = new float[radix * ROW];
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            for (int k = 0; k < radix; k++) {
                System.arraycopy(x, i + k * step * ROW, rows, k * ROW, ROW);
            }
            for (int j = 0; j < radix; j++) {
                anyRadixRow(rows, radix, j, j * root, i + j * step * ROW);
            }
        }
    }

    private void anyRadixRow(float[] rows, int radix, int j, int root, int at) {
        FloatVector sumRe = zero();
        FloatVector sumIm = zero();
        for (int k = 0; k < radix; k++) {
            int turn = (int) ((long) j * k % radix) * (n / radix);
            FloatVector c = cos(turn);
            FloatVector s = sin(turn);
            FloatVector re = fromArray(rows, k * ROW);
            FloatVector im = fromArray(rows, k * ROW + LANES);
            sumRe = exact(sumRe).add(re.fma(c, im.mul(s)));
            sumIm = exact(sumIm).add(im.mul(c).sub(re.mul(s)));
        }
        FloatVector c = cos(root);
        FloatVector s = sin(root);
        exact(sumRe).fma(c, exact(sumIm).mul(s)).intoArray(x, at);
        exact(sumIm).mul(c).sub(exact(sumRe).mul(s)).intoArray(x, at + LANES);
    }
}
