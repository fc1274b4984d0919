package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.FftPlan;
import io.github.sibyl4j.tensor.backend.cpu.FourierLoops;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;

/** Fourier transforms of as many columns at once as a vector has lanes. */
final class VectorFourier implements FourierLoops {
    private static final int ROW = 2 * LANES;

    @Override
    public int columns() {
        return LANES;
    }

    @Override
    public void readRows(HostBuffer x, int at, int stride, int rows, int width, float[] target, int to, int step) {
        int xAt = x.byteOffset() + (at << 2);
        if (width == LANES) {
            Object from = x.vectorView();
            for (int r = 0; r < rows; r++) {
                load(from, xAt + (r * stride << 2)).intoArray(target, to + r * step);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < LANES; i++) {
                target[to + r * step + i] = i < width ? x.bytes().getFloat(xAt + ((r * stride + i) << 2)) : 0;
            }
        }
    }

    @Override
    public void writeRows(
            float[] source, int from, int step, int rows, int width, float factor, HostBuffer out, int at, int stride) {
        int outAt = out.byteOffset() + (at << 2);
        if (width == LANES) {
            Object into = out.vectorView();
            for (int r = 0; r < rows; r++) {
                FloatVector row = fromArray(source, from + r * step);
                store(row.mul(factor), into, outAt + (r * stride << 2));
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                out.bytes().putFloat(outAt + ((r * stride + i) << 2), factor * source[from + r * step + i]);
            }
        }
    }

    @Override
    public void transform(FftPlan plan, int first, boolean inverse, float[] x, int at) {
        int size = plan.n();
        for (int stage = 0; stage < first; stage++) {
            size /= plan.radices()[stage];
        }
        FftVectors stages = new FftVectors(plan, inverse, x, at, size);
        for (int stage = first; stage < plan.radices().length; stage++) {
            stages.forward(plan.radices()[stage], size);
            size /= plan.radices()[stage];
        }
    }

    @Override
    public void transformBack(FftPlan plan, int first, float[] x, int at) {
        int rows = plan.n();
        for (int stage = 0; stage < first; stage++) {
            rows /= plan.radices()[stage];
        }
        FftBackVectors stages = new FftBackVectors(plan, x, at, rows);
        int size = 1;
        for (int stage = plan.radices().length - 1; stage >= first; stage--) {
            size *= plan.radices()[stage];
            stages.back(plan.radices()[stage], size);
        }
    }

    @Override
    public void splitCyclic(FftPlan plan, float[] planes, int re, int im, float[] out, int at) {
        FftHalves halves = new FftHalves(plan, planes, re, im);
        for (int p = 0; p < plan.n() / 4; p++) {
            halves.splitCyclic(p, out, at);
        }
    }

    @Override
    public void splitNegacyclic(FftPlan plan, float[] planes, int re, int im, float[] out, int at) {
        FftHalves halves = new FftHalves(plan, planes, re, im);
        for (int p = 0; p < plan.n() / 4; p++) {
            halves.splitNegacyclic(p, out, at);
        }
    }

    @Override
    public void join(FftPlan plan, float[] x, int at, float sign, float factor, float[] planes, int re, int im) {
        FftHalves halves = new FftHalves(plan, planes, re, im);
        for (int p = 0; p < plan.n() / 4; p++) {
            halves.join(p, x, at, sign, factor);
        }
    }

    @Override
    public void multiply(float[] x, int a, int b, boolean conjugateB, int rows) {
        float sign = conjugateB ? -1 : 1;
        for (int i = 0; i < rows * ROW; i += ROW) {
            FloatVector ar = fromArray(x, a + i);
            FloatVector ai = fromArray(x, a + i + LANES);
            FloatVector br = fromArray(x, b + i);
            FloatVector bi = fromArray(x, b + i + LANES).mul(sign);
            ar.mul(br).sub(ai.mul(bi)).intoArray(x, a + i);
            ar.fma(bi, ai.mul(br)).intoArray(x, a + i + LANES);
        }
    }

    @Override
    public void addProduct(float[] x, int a, int b, int out, int rows) {
        for (int i = 0; i < rows * ROW; i += ROW) {
            FloatVector ar = fromArray(x, a + i);
            FloatVector ai = fromArray(x, a + i + LANES);
            FloatVector br = fromArray(x, b + i);
            FloatVector bi = fromArray(x, b + i + LANES);
            FloatVector re = fromArray(x, out + i);
            FloatVector im = fromArray(x, out + i + LANES);
            ar.fma(br, ai.fma(bi, re)).intoArray(x, out + i);
            ai.fma(br, im).sub(ar.mul(bi)).intoArray(x, out + i + LANES);
        }
    }
}
