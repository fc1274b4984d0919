package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;

import io.github.sibyl4j.tensor.backend.cpu.FftPlan;
import jdk.incubator.vector.FloatVector;

/**
 * The inverses of the stages of {@link FftVectors}, which take frequencies in the order that those leave them in
 * (decimation in time): after a product of spectra nothing needs to be put into order.
 */
final class FftBackVectors {
    private static final int ROW = 2 * LANES;

    private final int n;
    private final float[] cos;
    private final float[] sin;
    private final float[] x;
    private final int from;
    private final int to;

    FftBackVectors(FftPlan plan, float[] x, int at, int rows) {
        this.n = plan.n();
        this.cos = plan.cos();
        this.sin = plan.sin();
        this.x = x;
        this.from = at;
        this.to = at + rows * ROW;
    }

    /** Undoes one stage on every block of {@code size} rows, times {@code radix}. */
    void back(int radix, int size) {
        int step = size / radix;
        int root = n / size;
        for (int p = 0; p < step; p++) {
            switch (radix) {
                case 2 -> radix2(p, step, size, root * p);
                case 3 -> radix3(p, step, size, root * p);
                case 4 -> radix4(p, step, size, root * p);
                default -> throw new IllegalArgumentException("a stage of radix " + radix + " cannot be undone");
            }
        }
    }

    private FloatVector cos(int root) {
        return broadcast(cos[root]);
    }

    private FloatVector sin(int root) {
        return broadcast(sin[root]);
    }

    private void radix2(int p, int step, int size, int root) {
        FloatVector c = cos(root);
        FloatVector s = sin(root);
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            int j = i + step * ROW;
            FloatVector ar = fromArray(x, i);
            FloatVector ai = fromArray(x, i + LANES);
            FloatVector yr = fromArray(x, j);
            FloatVector yi = fromArray(x, j + LANES);
            FloatVector br = yr.mul(c).sub(yi.mul(s));
            FloatVector bi = yi.fma(c, yr.mul(s));
            ar.add(br).intoArray(x, i);
            ai.add(bi).intoArray(x, i + LANES);
            ar.sub(br).intoArray(x, j);
            ai.sub(bi).intoArray(x, j + LANES);
        }
    }

    private void radix3(int p, int step, int size, int root) {
        FloatVector c1 = cos(root);
        FloatVector s1 = sin(root);
        FloatVector c2 = cos(2 * root);
        FloatVector s2 = sin(2 * root);
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            int j = i + step * ROW;
            int k = j + step * ROW;
            FloatVector ar = fromArray(x, i);
            FloatVector ai = fromArray(x, i + LANES);
            FloatVector yr = fromArray(x, j);
            FloatVector yi = fromArray(x, j + LANES);
            FloatVector br = yr.mul(c1).sub(yi.mul(s1));
            FloatVector bi = yi.fma(c1, yr.mul(s1));
            FloatVector zr = fromArray(x, k);
            FloatVector zi = fromArray(x, k + LANES);
            FloatVector cr = zr.mul(c2).sub(zi.mul(s2));
            FloatVector ci = zi.fma(c2, zr.mul(s2));
            FloatVector tr = br.add(cr);
            FloatVector ti = bi.add(ci);
            ar.add(tr).intoArray(x, i);
            ai.add(ti).intoArray(x, i + LANES);
            FloatVector ur = ar.sub(tr.mul(0.5f));
            FloatVector ui = ai.sub(ti.mul(0.5f));
            FloatVector vr = ci.sub(bi).mul(0.8660254f);
            FloatVector vi = br.sub(cr).mul(0.8660254f);
            ur.add(vr).intoArray(x, j);
            ui.add(vi).intoArray(x, j + LANES);
            ur.sub(vr).intoArray(x, k);
            ui.sub(vi).intoArray(x, k + LANES);
        }
    }

    private void radix4(int p, int step, int size, int root) {
        FloatVector c1 = cos(root);
        FloatVector s1 = sin(root);
        FloatVector c2 = cos(2 * root);
        FloatVector s2 = sin(2 * root);
        FloatVector c3 = cos(3 * root);
        FloatVector s3 = sin(3 * root);
        int d = step * ROW;
        for (int i = from + p * ROW; i < to; i += size * ROW) {
            FloatVector ar = fromArray(x, i);
            FloatVector ai = fromArray(x, i + LANES);
            FloatVector yr = fromArray(x, i + 2 * d);
            FloatVector yi = fromArray(x, i + 2 * d + LANES);
            FloatVector cr = yr.mul(c2).sub(yi.mul(s2));
            FloatVector ci = yi.fma(c2, yr.mul(s2));
            FloatVector er = ar.add(cr);
            FloatVector ei = ai.add(ci);
            FloatVector fr = ar.sub(cr);
            FloatVector fi = ai.sub(ci);
            FloatVector ur = fromArray(x, i + d);
            FloatVector ui = fromArray(x, i + d + LANES);
            FloatVector br = ur.mul(c1).sub(ui.mul(s1));
            FloatVector bi = ui.fma(c1, ur.mul(s1));
            FloatVector vr = fromArray(x, i + 3 * d);
            FloatVector vi = fromArray(x, i + 3 * d + LANES);
            FloatVector dr = vr.mul(c3).sub(vi.mul(s3));
            FloatVector di = vi.fma(c3, vr.mul(s3));
            FloatVector gr = br.add(dr);
            FloatVector gi = bi.add(di);
            er.add(gr).intoArray(x, i);
            ei.add(gi).intoArray(x, i + LANES);
            er.sub(gr).intoArray(x, i + 2 * d);
            ei.sub(gi).intoArray(x, i + 2 * d + LANES);
            // i (b - d)
            FloatVector hr = di.sub(bi);
            FloatVector hi = br.sub(dr);
            fr.add(hr).intoArray(x, i + d);
            fi.add(hi).intoArray(x, i + d + LANES);
            fr.sub(hr).intoArray(x, i + 3 * d);
            fi.sub(hi).intoArray(x, i + 3 * d + LANES);
        }
    }
}
