package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LayerNormRows;
import jdk.incubator.vector.FloatVector;

/**
 * The gradients of a layer normalisation's rows: one pass that reads and sums, one that writes. {@code dx = (g gain -
 * mean(g gain) - x' mean(g gain x')) scale} with {@code x' = (x - mean) scale}.
 */
final class LayerNormGradient {
    private final HostBuffer x;
    private final HostBuffer g;
    private final HostBuffer out;
    private final int width;
    private final int whole;
    private final float[] gain;
    final float[] gainSums;
    final float[] biasSums;
    /** The row less its mean, over its deviation. */
    private final float[] normal;
    /** Its gradient times the gain. */
    private final float[] gained;

    private final float[] tail = new float[LANES];
    private final float[] lanes;
    private float gainedSum;
    private float gainedDot;

    LayerNormGradient(RowWork room, LayerNormRows n, HostBuffer g, HostBuffer out) {
        this.x = n.x();
        this.g = g;
        this.out = out;
        this.width = n.width();
        this.whole = room.whole;
        gain = room.gain;
        n.gain().read(0, gain, 0, width);
        gainSums = room.gainSums;
        biasSums = room.bias;
        normal = room.row;
        gained = room.next;
        lanes = room.lanes;
    }

    void run(int at, float mean, float scale) {
        read(at, mean, scale);
        write(at, gainedSum / width, gainedDot / width, scale);
    }

    private void read(int at, float mean, float scale) {
        Object xMemory = x.vectorView();
        Object gMemory = g.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector dot = sum;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector gradient = VectorMemory.load(gMemory, gAt + (i << 2));
            FloatVector n = VectorMemory.load(xMemory, xAt + (i << 2)).sub(mean).mul(scale);
            FloatVector weighed = gradient.mul(load(gain, i));
            keep(i, gradient, n, weighed);
            sum = sum.add(weighed);
            dot = n.fma(weighed, dot);
        }
        gainedSum = VectorMath.sumOfLanes(sum, lanes);
        gainedDot = VectorMath.sumOfLanes(dot, lanes);
        if (whole < width) {
            readTail(at, mean, scale);
        }
    }

    private void readTail(int at, float mean, float scale) {
        x.read(at + whole, normal, whole, width - whole);
        g.read(at + whole, tail, 0, width - whole);
        for (int i = whole; i < width; i++) {
            float gradient = tail[i - whole];
            normal[i] = (normal[i] - mean) * scale;
            gained[i] = gradient * gain[i];
            gainSums[i] = Math.fma(gradient, normal[i], gainSums[i]);
            biasSums[i] += gradient;
            gainedSum += gained[i];
            gainedDot = Math.fma(gained[i], normal[i], gainedDot);
        }
    }

    private void keep(int i, FloatVector gradient, FloatVector n, FloatVector weighed) {
        n.intoArray(normal, i);
        weighed.intoArray(gained, i);
        gradient.fma(n, load(gainSums, i)).intoArray(gainSums, i);
        gradient.add(load(biasSums, i)).intoArray(biasSums, i);
    }

    private void write(int at, float mean, float slope, float scale) {
        Object memory = out.vectorView();
        int outAt = out.byteOffset() + (at << 2);
        FloatVector along = FloatVector.broadcast(SPECIES, -slope);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector rest = load(gained, i).sub(mean);
            VectorMemory.store(load(normal, i).fma(along, rest).mul(scale), memory, outAt + (i << 2));
        }
        for (int i = whole; i < width; i++) {
            gained[i] = Math.fma(normal[i], -slope, gained[i] - mean) * scale;
        }
        if (whole < width) {
            out.write(at + whole, gained, whole, width - whole);
        }
    }

    private static FloatVector load(float[] row, int i) {
        return FloatVector.fromArray(SPECIES, row, i);
    }
}
