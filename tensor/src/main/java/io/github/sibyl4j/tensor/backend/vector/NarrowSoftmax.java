package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Softmax of rows that do not fill a vector, such as those of a handful of classes: as many rows as a vector has lanes at a
 * time, one in each lane, so that no lane depends on another.
 */
final class NarrowSoftmax {
    private final int width;
    /** {@code [row, column]} */
    private final float[] rows;
    /** {@code [column, row]} */
    private final float[] columns;
    /** Of the gradient, {@code [column, row]}. */
    private final float[] gradients;
    /** Of each row, what the loops tell each other. */
    private final float[] shift = new float[LANES];

    private NarrowSoftmax(int width) {
        this.width = width;
        rows = new float[width * LANES];
        columns = new float[width * LANES];
        gradients = new float[width * LANES];
    }

    static boolean takes(int width) {
        return width > 0 && width < LANES;
    }

    static void forward(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        NarrowSoftmax block = new NarrowSoftmax(width);
        for (int first = from; first < to; first += LANES) {
            int count = Math.min(LANES, to - first);
            block.read(x, first, count, block.columns);
            block.findLargest();
            if (logarithm) {
                block.shiftByLogarithm();
                block.subtractShift();
            } else {
                block.exponentiate();
            }
            block.write(out, first, count);
        }
    }

    static void gradient(HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        NarrowSoftmax block = new NarrowSoftmax(width);
        for (int first = from; first < to; first += LANES) {
            int count = Math.min(LANES, to - first);
            block.read(y, first, count, block.columns);
            block.read(g, first, count, block.gradients);
            if (logarithm) {
                block.logarithmGradient();
            } else {
                block.gradient();
            }
            block.write(out, first, count);
        }
    }

    /** Lanes behind the last row keep what they held. */
    private void read(HostBuffer x, int first, int count, float[] into) {
        x.read((long) first * width, rows, 0, count * width);
        for (int i = 0; i < width; i++) {
            for (int row = 0; row < count; row++) {
                into[i * LANES + row] = rows[row * width + i];
            }
        }
    }

    private void write(HostBuffer out, int first, int count) {
        for (int i = 0; i < width; i++) {
            for (int row = 0; row < count; row++) {
                rows[row * width + i] = columns[i * LANES + row];
            }
        }
        out.write((long) first * width, rows, 0, count * width);
    }

    /** A row of minus infinities alone has no largest value to shift by; 0 lets it come out as NaN. NaN is left out. */
    private void findLargest() {
        FloatVector max = broadcast(Float.NEGATIVE_INFINITY);
        for (int at = 0; at < columns.length; at += LANES) {
            max = VectorMath.larger(max, fromArray(columns, at));
        }
        FloatVector largest = exact(max);
        largest.blend(0f, largest.compare(VectorOperators.EQ, Float.NEGATIVE_INFINITY))
                .intoArray(shift, 0);
    }

    private void exponentiate() {
        FloatVector largest = fromArray(shift, 0);
        FloatVector sum = zero();
        for (int at = 0; at < columns.length; at += LANES) {
            FloatVector e = VectorMath.expBelowZero(fromArray(columns, at).sub(largest));
            e.intoArray(columns, at);
            sum = exact(sum).add(e);
        }
        FloatVector scale = VectorMath.ONE.div(sum);
        for (int at = 0; at < columns.length; at += LANES) {
            fromArray(columns, at).mul(scale).intoArray(columns, at);
        }
    }

    /** Of the sum of exponentials, added to the largest value. */
    private void shiftByLogarithm() {
        FloatVector largest = fromArray(shift, 0);
        FloatVector sum = zero();
        for (int at = 0; at < columns.length; at += LANES) {
            sum = exact(sum).add(VectorMath.expBelowZero(fromArray(columns, at).sub(largest)));
        }
        largest.add(LongVectorMath.log(exact(sum))).intoArray(shift, 0);
    }

    private void subtractShift() {
        FloatVector by = fromArray(shift, 0);
        for (int at = 0; at < columns.length; at += LANES) {
            fromArray(columns, at).sub(by).intoArray(columns, at);
        }
    }

    private void gradient() {
        FloatVector dot = zero();
        for (int at = 0; at < columns.length; at += LANES) {
            dot = fromArray(columns, at).fma(fromArray(gradients, at), dot);
        }
        for (int at = 0; at < columns.length; at += LANES) {
            fromArray(gradients, at).sub(dot).mul(fromArray(columns, at)).intoArray(columns, at);
        }
    }

    private void logarithmGradient() {
        FloatVector sum = zero();
        for (int at = 0; at < columns.length; at += LANES) {
            sum = exact(sum).add(fromArray(gradients, at));
        }
        FloatVector factor = exact(sum).neg();
        for (int at = 0; at < columns.length; at += LANES) {
            FloatVector p = VectorMath.expBelowZero(fromArray(columns, at));
            p.fma(factor, fromArray(gradients, at)).intoArray(columns, at);
        }
    }
}
