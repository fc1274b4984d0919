package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LayerNormRows;
import jdk.incubator.vector.FloatVector;

/**
 * The gradients of a layer normalisation's rows: one pass that reads and sums, one that writes. {@code dx = (g gain -
 * mean(g gain) - x' mean(g gain x')) scale} with {@code x' = (x - mean) scale}. The loops are objects, called from one
 * place, so that each is compiled on its own, see {@link LstmVectors}; none is called for a row without a whole vector, see
 * {@link RowPass}.
 */
final class LayerNormGradient {
    private static final Loop[] READ = {LayerNormGradient::read, LayerNormGradient::addUp};
    private static final Loop[] WRITE = {LayerNormGradient::write};

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

    private final float[] rest = new float[LANES];
    /** The sums below, lane by lane. */
    private final float[] lanes = new float[2 * LANES];

    private int at;
    private float mean;
    private float scale;
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
    }

    private interface Loop {
        void run(LayerNormGradient row);
    }

    void run(int at, float mean, float scale) {
        this.at = at;
        this.mean = mean;
        this.scale = scale;
        gainedSum = 0;
        gainedDot = 0;
        run(READ);
        if (whole < width) {
            readRest();
        }
        run(WRITE);
        if (whole < width) {
            writeRest();
        }
    }

    private void run(Loop[] loops) {
        if (whole > 0) {
            for (Loop loop : loops) {
                loop.run(this);
            }
        }
    }

    private void read() {
        Object xMemory = x.vectorView();
        Object gMemory = g.vectorView();
        int xAt = x.byteOffset() + (at << 2);
        int gAt = g.byteOffset() + (at << 2);
        float[] gain = this.gain;
        float[] gainSums = this.gainSums;
        float[] biasSums = this.biasSums;
        float[] normal = this.normal;
        float[] gained = this.gained;
        int whole = this.whole;
        FloatVector shift = broadcast(mean);
        FloatVector factor = broadcast(scale);
        FloatVector sum = zero();
        FloatVector dot = sum;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector gradient = load(gMemory, gAt + (i << 2));
            FloatVector n = load(xMemory, xAt + (i << 2)).sub(shift).mul(factor);
            FloatVector weighed = gradient.mul(fromArray(gain, i));
            n.intoArray(normal, i);
            weighed.intoArray(gained, i);
            gradient.fma(n, fromArray(gainSums, i)).intoArray(gainSums, i);
            gradient.add(fromArray(biasSums, i)).intoArray(biasSums, i);
            sum = exact(sum).add(weighed);
            dot = n.fma(weighed, dot);
        }
        exact(sum).intoArray(lanes, 0);
        exact(dot).intoArray(lanes, LANES);
    }

    private void addUp() {
        gainedSum = VectorMath.sumOfLanes(fromArray(lanes, 0));
        gainedDot = VectorMath.sumOfLanes(fromArray(lanes, LANES));
    }

    private void readRest() {
        x.read(at + whole, normal, whole, width - whole);
        g.read(at + whole, rest, 0, width - whole);
        for (int i = whole; i < width; i++) {
            float gradient = rest[i - whole];
            normal[i] = (normal[i] - mean) * scale;
            gained[i] = gradient * gain[i];
            gainSums[i] = Math.fma(gradient, normal[i], gainSums[i]);
            biasSums[i] += gradient;
            gainedSum += gained[i];
            gainedDot = Math.fma(gained[i], normal[i], gainedDot);
        }
    }

    private void write() {
        Object memory = out.vectorView();
        int outAt = out.byteOffset() + (at << 2);
        float[] normal = this.normal;
        float[] gained = this.gained;
        int whole = this.whole;
        float gainedMean = gainedSum / width;
        float slope = gainedDot / width;
        FloatVector along = broadcast(-slope);
        FloatVector shift = broadcast(gainedMean);
        FloatVector factor = broadcast(scale);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector rest = fromArray(gained, i).sub(shift);
            VectorMemory.store(fromArray(normal, i).fma(along, rest).mul(factor), memory, outAt + (i << 2));
        }
    }

    private void writeRest() {
        float gainedMean = gainedSum / width;
        float slope = gainedDot / width;
        for (int i = whole; i < width; i++) {
            gained[i] = Math.fma(normal[i], -slope, gained[i] - gainedMean) * scale;
        }
        out.write(at + whole, gained, whole, width - whole);
    }
}
