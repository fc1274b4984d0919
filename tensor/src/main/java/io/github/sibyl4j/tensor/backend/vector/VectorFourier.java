package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.cpu.FftPlan;
import io.github.sibyl4j.tensor.backend.cpu.FourierLoops;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;

/** Fourier transforms of as many columns at once as a vector has lanes. */
final class VectorFourier implements FourierLoops {

    @Override
    public int columns() {
        return LANES;
    }

    @Override
    public void readRows(HostBuffer x, int at, int stride, int rows, int width, HostBuffer plane, int to, int step) {
        int xAt = x.byteOffset() + (at << 2);
        int target = plane.byteOffset() + (to << 2);
        if (width == LANES) {
            Object from = x.vectorView();
            Object into = plane.vectorView();
            for (int r = 0; r < rows; r++) {
                store(load(from, xAt + (r * stride << 2)), into, target + (r * step << 2));
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < LANES; i++) {
                float value = i < width ? x.bytes().getFloat(xAt + ((r * stride + i) << 2)) : 0;
                plane.bytes().putFloat(target + ((r * step + i) << 2), value);
            }
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
        int source = plane.byteOffset() + (from << 2);
        int outAt = out.byteOffset() + (at << 2);
        if (width == LANES) {
            Object memory = plane.vectorView();
            Object into = out.vectorView();
            for (int r = 0; r < rows; r++) {
                FloatVector row = load(memory, source + (r * step << 2));
                store(row.mul(factor), into, outAt + (r * stride << 2));
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                float value = factor * plane.bytes().getFloat(source + ((r * step + i) << 2));
                out.bytes().putFloat(outAt + ((r * stride + i) << 2), value);
            }
        }
    }

    @Override
    public int transform(FftPlan plan, boolean inverse, HostBuffer planes, int from, int other) {
        FftVectors stages = new FftVectors(planes.vectorView(), plan, inverse);
        int plane = plan.n() * LANES << 2;
        int x = planes.byteOffset() + (from << 2);
        int y = planes.byteOffset() + (other << 2);
        int s = 1;
        for (int radix : plan.radices()) {
            stages.stage(radix, s, x, x + plane, y, y + plane);
            s *= radix;
            int swap = x;
            x = y;
            y = swap;
        }
        return plan.radices().length % 2 == 0 ? from : other;
    }

    @Override
    public void multiply(HostBuffer planes, int a, int b, boolean conjugateB, int out, int n) {
        Object memory = planes.vectorView();
        int base = planes.byteOffset();
        int plane = n * LANES << 2;
        float sign = conjugateB ? -1 : 1;
        for (int i = 0; i < plane; i += LANES << 2) {
            FloatVector ar = load(memory, base + (a << 2) + i);
            FloatVector ai = load(memory, base + (a << 2) + plane + i);
            FloatVector br = load(memory, base + (b << 2) + i);
            FloatVector bi = load(memory, base + (b << 2) + plane + i).mul(sign);
            store(ar.mul(br).sub(ai.mul(bi)), memory, base + (out << 2) + i);
            store(ar.mul(bi).add(ai.mul(br)), memory, base + (out << 2) + plane + i);
        }
    }

    @Override
    public void addProduct(HostBuffer planes, int a, int b, int out, int n) {
        Object memory = planes.vectorView();
        int base = planes.byteOffset();
        int plane = n * LANES << 2;
        for (int i = 0; i < plane; i += LANES << 2) {
            FloatVector ar = load(memory, base + (a << 2) + i);
            FloatVector ai = load(memory, base + (a << 2) + plane + i);
            FloatVector br = load(memory, base + (b << 2) + i);
            FloatVector bi = load(memory, base + (b << 2) + plane + i);
            int re = base + (out << 2) + i;
            int im = re + plane;
            store(ar.fma(br, ai.fma(bi, load(memory, re))), memory, re);
            store(ai.fma(br, load(memory, im)).sub(ar.mul(bi)), memory, im);
        }
    }
}
