package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Loops over a row. While one row is worked on, the next one is read, so that neither memory nor arithmetic waits.
 *
 * <p>A loop is compiled on its own: {@link #over} finds it in a way that the compiler does not look through. Several loops
 * in one method have more vector operations than the compiler inlines, and what is not inlined moves its vectors through
 * the heap.
 */
enum RowPass {
    /** Reads the next row and finds its largest value, NaN left out. */
    READ_MAX {
        @Override
        float loop(RowWork w) {
            Object in = w.in.vectorView();
            int inAt = w.in.byteOffset() + (w.inAt << 2);
            float[] next = w.next;
            int whole = w.whole;
            FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int i = 0; i < whole; i += LANES) {
                FloatVector x = VectorMemory.load(in, inAt + (i << 2));
                x.intoArray(next, i);
                max = VectorMath.larger(max, x);
            }
            foundMax(w, VectorMath.maxOfLanes(max));
            return 0;
        }
    },

    /** {@code row = exp(row - shift)}, and {@link #READ_MAX}; the result is the sum. */
    EXPONENTIATE {
        @Override
        float loop(RowWork w) {
            return exponentiate(w, true);
        }
    },

    /** The sum of {@code exp(row - shift)}, and {@link #READ_MAX}. */
    SUM_OF_EXPONENTIALS {
        @Override
        float loop(RowWork w) {
            return exponentiate(w, false);
        }
    },

    /** Writes {@code (row - shift) scale}. */
    WRITE_SCALED {
        @Override
        float loop(RowWork w) {
            Object out = w.out.vectorView();
            int outAt = w.out.byteOffset() + (w.outAt << 2);
            float[] row = w.row;
            int whole = w.whole;
            FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
            FloatVector scale = FloatVector.broadcast(SPECIES, w.scale);
            for (int i = 0; i < whole; i += LANES) {
                VectorMemory.store(load(row, i).sub(shift).mul(scale), out, outAt + (i << 2));
            }
            if (whole < row.length) {
                load(row, whole).sub(shift).mul(scale).intoArray(row, whole);
                w.writeTail(row);
            }
            return 0;
        }
    },

    /** Reads the next row and finds its sum. */
    READ_SUM {
        @Override
        float loop(RowWork w) {
            Object in = w.in.vectorView();
            int inAt = w.in.byteOffset() + (w.inAt << 2);
            float[] next = w.next;
            int whole = w.whole;
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = 0; i < whole; i += LANES) {
                FloatVector x = VectorMemory.load(in, inAt + (i << 2));
                x.intoArray(next, i);
                sum = sum.add(x);
            }
            foundSum(w, VectorMath.sumOfLanes(sum));
            return 0;
        }
    },

    /** The sum of {@code (row - shift)^2}, and {@link #READ_SUM}. */
    SQUARED_DISTANCE {
        @Override
        float loop(RowWork w) {
            Object in = w.in.vectorView();
            int inAt = w.in.byteOffset() + (w.inAt << 2);
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
            FloatVector squares = FloatVector.zero(SPECIES);
            FloatVector sum = squares;
            for (int i = 0; i < whole; i += LANES) {
                FloatVector x = VectorMemory.load(in, inAt + (i << 2));
                FloatVector distance = load(row, i).sub(shift);
                x.intoArray(next, i);
                squares = distance.fma(distance, squares);
                sum = sum.add(x);
            }
            if (whole < row.length) {
                FloatVector distance = load(row, whole).sub(shift);
                squares = distance.fma(distance, squares);
            }
            foundSum(w, VectorMath.sumOfLanes(sum));
            return VectorMath.sumOfLanes(squares);
        }
    },

    /** Writes {@code (row - shift) scale gain + bias}. */
    WRITE_NORMALIZED {
        @Override
        float loop(RowWork w) {
            Object out = w.out.vectorView();
            int outAt = w.out.byteOffset() + (w.outAt << 2);
            float[] row = w.row;
            float[] gain = w.gain;
            float[] bias = w.bias;
            int whole = w.whole;
            FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
            FloatVector scale = FloatVector.broadcast(SPECIES, w.scale);
            for (int i = 0; i < whole; i += LANES) {
                FloatVector normal = load(row, i).sub(shift).mul(scale);
                VectorMemory.store(normal.fma(load(gain, i), load(bias, i)), out, outAt + (i << 2));
            }
            if (whole < row.length) {
                FloatVector normal = load(row, whole).sub(shift).mul(scale);
                normal.fma(load(gain, whole), load(bias, whole)).intoArray(row, whole);
                w.writeTail(row);
            }
            return 0;
        }
    },

    /** Reads {@code row} from {@code in} and {@code next} from {@code second}; the result is their dot product. */
    READ_DOT {
        @Override
        float loop(RowWork w) {
            Object in = w.in.vectorView();
            Object second = w.second.vectorView();
            int inAt = w.in.byteOffset() + (w.inAt << 2);
            int secondAt = w.second.byteOffset() + (w.inAt << 2);
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int i = 0; i < whole; i += LANES) {
                FloatVector x = VectorMemory.load(in, inAt + (i << 2));
                FloatVector y = VectorMemory.load(second, secondAt + (i << 2));
                x.intoArray(row, i);
                y.intoArray(next, i);
                sum = x.fma(y, sum);
            }
            if (whole < row.length) {
                w.readTail(w.in, w.inAt, row, 0);
                w.readTail(w.second, w.inAt, next, 0);
                sum = load(row, whole).fma(load(next, whole), sum);
            }
            return VectorMath.sumOfLanes(sum);
        }
    },

    /** Writes {@code row (next - shift)}. */
    WRITE_WEIGHED {
        @Override
        float loop(RowWork w) {
            Object out = w.out.vectorView();
            int outAt = w.out.byteOffset() + (w.outAt << 2);
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
            for (int i = 0; i < whole; i += LANES) {
                VectorMemory.store(load(next, i).sub(shift).mul(load(row, i)), out, outAt + (i << 2));
            }
            if (whole < row.length) {
                load(next, whole).sub(shift).mul(load(row, whole)).intoArray(row, whole);
                w.writeTail(row);
            }
            return 0;
        }
    },

    /** Writes {@code row - exp(next) shift}. */
    WRITE_LESS_EXPONENTIALS {
        @Override
        float loop(RowWork w) {
            Object out = w.out.vectorView();
            int outAt = w.out.byteOffset() + (w.outAt << 2);
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            FloatVector factor = FloatVector.broadcast(SPECIES, -w.shift);
            for (int i = 0; i < whole; i += LANES) {
                FloatVector p = VectorMath.expBelowZero(load(next, i));
                VectorMemory.store(p.fma(factor, load(row, i)), out, outAt + (i << 2));
            }
            if (whole < row.length) {
                VectorMath.expBelowZero(load(next, whole))
                        .fma(factor, load(row, whole))
                        .intoArray(row, whole);
                w.writeTail(row);
            }
            return 0;
        }
    };

    private static final RowPass[] ALL = values();

    abstract float loop(RowWork work);

    final float over(RowWork work) {
        return ALL[ordinal()].loop(work);
    }

    private static float exponentiate(RowWork w, boolean keep) {
        Object in = w.in.vectorView();
        int inAt = w.in.byteOffset() + (w.inAt << 2);
        float[] row = w.row;
        float[] next = w.next;
        int whole = w.whole;
        FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
        FloatVector max = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = VectorMemory.load(in, inAt + (i << 2));
            FloatVector e = VectorMath.expBelowZero(load(row, i).sub(shift));
            x.intoArray(next, i);
            if (keep) {
                e.intoArray(row, i);
            }
            max = VectorMath.larger(max, x);
            sum = sum.add(e);
        }
        if (whole < row.length) {
            FloatVector e = VectorMath.expBelowZero(load(row, whole).sub(shift));
            if (keep) {
                e.intoArray(row, whole);
            }
            sum = sum.add(e);
        }
        foundMax(w, VectorMath.maxOfLanes(max));
        return VectorMath.sumOfLanes(sum);
    }

    /** Ends reading a row whose whole vectors have this largest value. */
    private static void foundMax(RowWork w, float whole) {
        float max = whole;
        w.readTail(w.in, w.inAt, w.next, Float.NEGATIVE_INFINITY);
        for (int i = w.whole; i < w.width; i++) {
            max = w.next[i] > max ? w.next[i] : max;
        }
        w.found = max;
    }

    /** Ends reading a row whose whole vectors have this sum. */
    private static void foundSum(RowWork w, float whole) {
        float sum = whole;
        w.readTail(w.in, w.inAt, w.next, 0);
        for (int i = w.whole; i < w.width; i++) {
            sum += w.next[i];
        }
        w.found = sum;
    }

    private static FloatVector load(float[] row, int i) {
        return FloatVector.fromArray(SPECIES, row, i);
    }
}
