package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.FftPlan;
import jdk.incubator.vector.FloatVector;

/**
 * The stages of a Fourier transform of as many columns as a vector has lanes. Planes of real and imaginary parts hold a
 * vector a row. Loops are split by what they compute because the compiler inlines some forty vector operations a method.
 */
final class FftVectors {
    private static final int ROW = LANES << 2;

    private final Object memory;
    private final FftPlan plan;
    /** 1 forward, -1 inverse. */
    private final float sign;

    FftVectors(Object memory, FftPlan plan, boolean inverse) {
        this.memory = memory;
        this.plan = plan;
        this.sign = inverse ? -1 : 1;
    }

    /** One stage from the planes at {@code re}, {@code im} to those at {@code toRe}, {@code toIm} (offsets in bytes). */
    void stage(int radix, int s, int re, int im, int toRe, int toIm) {
        if (radix == 2) {
            radix2(s, re, im, toRe, toIm);
        } else if (radix == 3) {
            radix3Sum(s, re, im, toRe, toIm);
            radix3Rest(s, re, im, toRe, toIm);
        } else if (radix == 4) {
            radix4Even(s, re, im, toRe, toIm);
            radix4Odd(s, re, im, toRe, toIm);
        } else {
            anyRadix(radix, s, re, im, toRe, toIm);
        }
    }

    private FloatVector cos(int index) {
        return FloatVector.broadcast(SPECIES, plan.cos()[index]);
    }

    /** The imaginary part of a forward (or inverse) root of unity. */
    private FloatVector sin(int index) {
        return FloatVector.broadcast(SPECIES, -sign * plan.sin()[index]);
    }

    private void radix2(int s, int re, int im, int toRe, int toIm) {
        int m = plan.n() / s / 2;
        for (int p = 0; p < m; p++) {
            FloatVector c = cos(p * s);
            FloatVector d = sin(p * s);
            for (int q = 0; q < s; q++) {
                int a = (q + s * p) * ROW;
                int b = a + s * m * ROW;
                int to = (q + s * 2 * p) * ROW;
                FloatVector ar = load(memory, re + a);
                FloatVector ai = load(memory, im + a);
                FloatVector br = load(memory, re + b);
                FloatVector bi = load(memory, im + b);
                store(ar.add(br), memory, toRe + to);
                store(ai.add(bi), memory, toIm + to);
                FloatVector dr = ar.sub(br);
                FloatVector di = ai.sub(bi);
                store(dr.mul(c).sub(di.mul(d)), memory, toRe + to + s * ROW);
                store(dr.mul(d).add(di.mul(c)), memory, toIm + to + s * ROW);
            }
        }
    }

    private void radix3Sum(int s, int re, int im, int toRe, int toIm) {
        int m = plan.n() / s / 3;
        int step = s * m * ROW;
        for (int p = 0; p < m; p++) {
            for (int q = 0; q < s; q++) {
                int a = (q + s * p) * ROW;
                int to = (q + s * 3 * p) * ROW;
                store(
                        load(memory, re + a).add(load(memory, re + a + step)).add(load(memory, re + a + 2 * step)),
                        memory,
                        toRe + to);
                store(
                        load(memory, im + a).add(load(memory, im + a + step)).add(load(memory, im + a + 2 * step)),
                        memory,
                        toIm + to);
            }
        }
    }

    private void radix3Rest(int s, int re, int im, int toRe, int toIm) {
        int m = plan.n() / s / 3;
        int step = s * m * ROW;
        FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector root = FloatVector.broadcast(SPECIES, sign * 0.8660254f);
        for (int p = 0; p < m; p++) {
            FloatVector c1 = cos(p * s);
            FloatVector d1 = sin(p * s);
            FloatVector c2 = cos(2 * p * s);
            FloatVector d2 = sin(2 * p * s);
            for (int q = 0; q < s; q++) {
                int a = (q + s * p) * ROW;
                int to = (q + s * (3 * p + 1)) * ROW;
                FloatVector br = load(memory, re + a + step);
                FloatVector bi = load(memory, im + a + step);
                FloatVector cr = load(memory, re + a + 2 * step);
                FloatVector ci = load(memory, im + a + 2 * step);
                FloatVector ur = load(memory, re + a).sub(br.add(cr).mul(half));
                FloatVector ui = load(memory, im + a).sub(bi.add(ci).mul(half));
                FloatVector vr = bi.sub(ci).mul(root);
                FloatVector vi = cr.sub(br).mul(root);
                FloatVector xr = ur.add(vr);
                FloatVector xi = ui.add(vi);
                store(xr.mul(c1).sub(xi.mul(d1)), memory, toRe + to);
                store(xr.mul(d1).add(xi.mul(c1)), memory, toIm + to);
                FloatVector yr = ur.sub(vr);
                FloatVector yi = ui.sub(vi);
                store(yr.mul(c2).sub(yi.mul(d2)), memory, toRe + to + s * ROW);
                store(yr.mul(d2).add(yi.mul(c2)), memory, toIm + to + s * ROW);
            }
        }
    }

    private void radix4Even(int s, int re, int im, int toRe, int toIm) {
        int m = plan.n() / s / 4;
        int step = s * m * ROW;
        for (int p = 0; p < m; p++) {
            FloatVector c = cos(2 * p * s);
            FloatVector d = sin(2 * p * s);
            for (int q = 0; q < s; q++) {
                int a = (q + s * p) * ROW;
                int to = (q + s * 4 * p) * ROW;
                FloatVector er = load(memory, re + a).add(load(memory, re + a + 2 * step));
                FloatVector ei = load(memory, im + a).add(load(memory, im + a + 2 * step));
                FloatVector or = load(memory, re + a + step).add(load(memory, re + a + 3 * step));
                FloatVector oi = load(memory, im + a + step).add(load(memory, im + a + 3 * step));
                store(er.add(or), memory, toRe + to);
                store(ei.add(oi), memory, toIm + to);
                FloatVector dr = er.sub(or);
                FloatVector di = ei.sub(oi);
                store(dr.mul(c).sub(di.mul(d)), memory, toRe + to + 2 * s * ROW);
                store(dr.mul(d).add(di.mul(c)), memory, toIm + to + 2 * s * ROW);
            }
        }
    }

    private void radix4Odd(int s, int re, int im, int toRe, int toIm) {
        int m = plan.n() / s / 4;
        int step = s * m * ROW;
        FloatVector turn = FloatVector.broadcast(SPECIES, sign);
        for (int p = 0; p < m; p++) {
            FloatVector c1 = cos(p * s);
            FloatVector d1 = sin(p * s);
            FloatVector c3 = cos(3 * p * s);
            FloatVector d3 = sin(3 * p * s);
            for (int q = 0; q < s; q++) {
                int a = (q + s * p) * ROW;
                int to = (q + s * (4 * p + 1)) * ROW;
                FloatVector er = load(memory, re + a).sub(load(memory, re + a + 2 * step));
                FloatVector ei = load(memory, im + a).sub(load(memory, im + a + 2 * step));
                // The odd difference times -i (forward) or i (inverse).
                FloatVector or = load(memory, im + a + step)
                        .sub(load(memory, im + a + 3 * step))
                        .mul(turn);
                FloatVector oi = load(memory, re + a + 3 * step)
                        .sub(load(memory, re + a + step))
                        .mul(turn);
                FloatVector xr = er.add(or);
                FloatVector xi = ei.add(oi);
                store(xr.mul(c1).sub(xi.mul(d1)), memory, toRe + to);
                store(xr.mul(d1).add(xi.mul(c1)), memory, toIm + to);
                FloatVector yr = er.sub(or);
                FloatVector yi = ei.sub(oi);
                store(yr.mul(c3).sub(yi.mul(d3)), memory, toRe + to + 2 * s * ROW);
                store(yr.mul(d3).add(yi.mul(c3)), memory, toIm + to + 2 * s * ROW);
            }
        }
    }

    private void anyRadix(int radix, int s, int re, int im, int toRe, int toIm) {
        int n = plan.n();
        int m = n / s / radix;
        for (int p = 0; p < m; p++) {
            for (int j = 0; j < radix; j++) {
                FloatVector c = cos(p * j * s % n);
                FloatVector d = sin(p * j * s % n);
                for (int q = 0; q < s; q++) {
                    FloatVector sr = FloatVector.zero(SPECIES);
                    FloatVector si = sr;
                    for (int k = 0; k < radix; k++) {
                        int a = (q + s * (p + m * k)) * ROW;
                        int root = (int) ((long) j * k % radix) * (n / radix);
                        FloatVector wr = cos(root);
                        FloatVector wi = sin(root);
                        FloatVector xr = load(memory, re + a);
                        FloatVector xi = load(memory, im + a);
                        sr = sr.add(xr.mul(wr)).sub(xi.mul(wi));
                        si = si.add(xr.mul(wi)).add(xi.mul(wr));
                    }
                    int to = (q + s * (radix * p + j)) * ROW;
                    store(sr.mul(c).sub(si.mul(d)), memory, toRe + to);
                    store(sr.mul(d).add(si.mul(c)), memory, toIm + to);
                }
            }
        }
    }
}
