package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;

import io.github.sibyl4j.tensor.backend.cpu.FftPlan;
import jdk.incubator.vector.FloatVector;

/** The first stage of a transform whose second half is zero, and the last one of its inverse, for one row of each quarter. */
final class FftHalves {
    private static final int ROW = 2 * LANES;

    private final float[] cos;
    private final float[] sin;
    private final int quarter;
    private final float[] planes;
    private final int re;
    private final int im;

    FftHalves(FftPlan plan, float[] planes, int re, int im) {
        this.cos = plan.cos();
        this.sin = plan.sin();
        this.quarter = plan.n() / 4;
        this.planes = planes;
        this.re = re;
        this.im = im;
    }

    /** {@code a + b}, and {@code (a - b) exp(-2 pi i 2 p / n)}. */
    void splitCyclic(int p, float[] out, int at) {
        FloatVector ar = fromArray(planes, re + p * LANES);
        FloatVector ai = fromArray(planes, im + p * LANES);
        FloatVector br = fromArray(planes, re + (p + quarter) * LANES);
        FloatVector bi = fromArray(planes, im + (p + quarter) * LANES);
        int sum = at + p * ROW;
        ar.add(br).intoArray(out, sum);
        ai.add(bi).intoArray(out, sum + LANES);
        int difference = sum + 2 * quarter * ROW;
        turn(ar.sub(br), ai.sub(bi), 2 * p, out, difference);
    }

    /** {@code (a - i b) exp(-2 pi i p / n)}, and {@code (a + i b) exp(-2 pi i 3 p / n)}. */
    void splitNegacyclic(int p, float[] out, int at) {
        FloatVector ar = fromArray(planes, re + p * LANES);
        FloatVector ai = fromArray(planes, im + p * LANES);
        FloatVector br = fromArray(planes, re + (p + quarter) * LANES);
        FloatVector bi = fromArray(planes, im + (p + quarter) * LANES);
        int first = at + (p + quarter) * ROW;
        turn(ar.add(bi), ai.sub(br), p, out, first);
        turn(ar.sub(bi), ai.add(br), 3 * p, out, first + 2 * quarter * ROW);
    }

    private void turn(FloatVector xr, FloatVector xi, int root, float[] out, int at) {
        FloatVector c = broadcast(cos[root]);
        FloatVector s = broadcast(sin[root]);
        xr.fma(c, xi.mul(s)).intoArray(out, at);
        xi.mul(c).sub(xr.mul(s)).intoArray(out, at + LANES);
    }

    void join(int p, float[] x, int at, float sign, float factor) {
        int row = at + p * ROW;
        int step = quarter * ROW;
        FloatVector ar = fromArray(x, row);
        FloatVector ai = fromArray(x, row + LANES);
        FloatVector cr = turnedBackRe(x, row + 2 * step, 2 * p);
        FloatVector ci = turnedBackIm(x, row + 2 * step, 2 * p);
        FloatVector br = turnedBackRe(x, row + step, p).mul(sign);
        FloatVector bi = turnedBackIm(x, row + step, p).mul(sign);
        FloatVector dr = turnedBackRe(x, row + 3 * step, 3 * p).mul(sign);
        FloatVector di = turnedBackIm(x, row + 3 * step, 3 * p).mul(sign);
        int next = (p + quarter) * LANES;
        ar.add(cr).add(br.add(dr)).mul(factor).intoArray(planes, re + p * LANES);
        ai.add(ci).add(bi.add(di)).mul(factor).intoArray(planes, im + p * LANES);
        ar.sub(cr).sub(bi.sub(di)).mul(factor).intoArray(planes, re + next);
        ai.sub(ci).add(br.sub(dr)).mul(factor).intoArray(planes, im + next);
    }

    private FloatVector turnedBackRe(float[] x, int at, int root) {
        return fromArray(x, at).mul(cos[root]).sub(fromArray(x, at + LANES).mul(sin[root]));
    }

    private FloatVector turnedBackIm(float[] x, int at, int root) {
        FloatVector s = broadcast(sin[root]);
        return fromArray(x, at + LANES).mul(cos[root]).add(fromArray(x, at).mul(s));
    }
}
