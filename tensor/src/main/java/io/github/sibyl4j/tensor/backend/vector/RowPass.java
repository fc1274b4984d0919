package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Loops over a row. While one row is worked on, the next one is read, so that neither memory nor arithmetic waits.
 *
 * <p>A loop is compiled on its own: {@link #over} finds it in a way that the compiler does not look through. Several loops
 * in one method have more vector operations than the compiler inlines, and what is not inlined moves its vectors through
 * the heap. For the same reason the whole vectors of a row and the rest that does not fill one are two loops, and one that
 * has nothing to do is not called: into a loop that was hardly ever entered the compiler inlines little, even when wider
 * rows come.
 */
enum RowPass {
    /** Reads the next row and finds its largest value, NaN left out. */
    READ_MAX {
        @Override
        float whole(RowWork w) {
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
            w.found = VectorMath.maxOfLanes(max);
            return 0;
        }

        @Override
        float rest(RowWork w) {
            w.readRestOfMax();
            return 0;
        }
    },

    /** {@code row = exp(row - shift)}, and {@link #READ_MAX}; the result is the sum. */
    EXPONENTIATE {
        @Override
        float whole(RowWork w) {
            return exponentiate(w, true);
        }

        @Override
        float rest(RowWork w) {
            FloatVector e = VectorMath.expBelowZero(load(w.row, w.whole).sub(w.shift));
            e.intoArray(w.row, w.whole);
            w.readRestOfMax();
            return VectorMath.sumOfLanes(e);
        }
    },

    /** The sum of {@code exp(row - shift)}, and {@link #READ_MAX}. */
    SUM_OF_EXPONENTIALS {
        @Override
        float whole(RowWork w) {
            return exponentiate(w, false);
        }

        @Override
        float rest(RowWork w) {
            w.readRestOfMax();
            return VectorMath.sumOfLanes(
                    VectorMath.expBelowZero(load(w.row, w.whole).sub(w.shift)));
        }
    },

    /** Writes {@code (row - shift) scale}. */
    WRITE_SCALED {
        @Override
        float whole(RowWork w) {
            Object out = w.out.vectorView();
            int outAt = w.out.byteOffset() + (w.outAt << 2);
            float[] row = w.row;
            int whole = w.whole;
            FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
            FloatVector scale = FloatVector.broadcast(SPECIES, w.scale);
            for (int i = 0; i < whole; i += LANES) {
                VectorMemory.store(load(row, i).sub(shift).mul(scale), out, outAt + (i << 2));
            }
            return 0;
        }

        @Override
        float rest(RowWork w) {
            load(w.row, w.whole).sub(w.shift).mul(w.scale).intoArray(w.row, w.whole);
            w.writeRest(w.row);
            return 0;
        }
    },

    /** Reads the next row and finds its sum. */
    READ_SUM {
        @Override
        float whole(RowWork w) {
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
            w.found = VectorMath.sumOfLanes(sum);
            return 0;
        }

        @Override
        float rest(RowWork w) {
            w.readRestOfSum();
            return 0;
        }
    },

    /** The sum of {@code (row - shift)^2}, and {@link #READ_SUM}. */
    SQUARED_DISTANCE {
        @Override
        float whole(RowWork w) {
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
            w.found = VectorMath.sumOfLanes(sum);
            return VectorMath.sumOfLanes(squares);
        }

        @Override
        float rest(RowWork w) {
            w.readRestOfSum();
            FloatVector distance = load(w.row, w.whole).sub(w.shift);
            return VectorMath.sumOfLanes(distance.mul(distance));
        }
    },

    /** Writes {@code (row - shift) scale gain + bias}. */
    WRITE_NORMALIZED {
        @Override
        float whole(RowWork w) {
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
            return 0;
        }

        @Override
        float rest(RowWork w) {
            FloatVector normal = load(w.row, w.whole).sub(w.shift).mul(w.scale);
            normal.fma(load(w.gain, w.whole), load(w.bias, w.whole)).intoArray(w.row, w.whole);
            w.writeRest(w.row);
            return 0;
        }
    },

    /** Reads {@code row} from {@code in} and {@code next} from {@code second}; the result is their dot product. */
    READ_DOT {
        @Override
        float whole(RowWork w) {
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
            return VectorMath.sumOfLanes(sum);
        }

        @Override
        float rest(RowWork w) {
            w.readRest(w.in, w.row, 0);
            w.readRest(w.second, w.next, 0);
            return VectorMath.sumOfLanes(load(w.row, w.whole).mul(load(w.next, w.whole)));
        }
    },

    /** Writes {@code row (next - shift)}. */
    WRITE_WEIGHED {
        @Override
        float whole(RowWork w) {
            Object out = w.out.vectorView();
            int outAt = w.out.byteOffset() + (w.outAt << 2);
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            FloatVector shift = FloatVector.broadcast(SPECIES, w.shift);
            for (int i = 0; i < whole; i += LANES) {
                VectorMemory.store(load(next, i).sub(shift).mul(load(row, i)), out, outAt + (i << 2));
            }
            return 0;
        }

        @Override
        float rest(RowWork w) {
            load(w.next, w.whole).sub(w.shift).mul(load(w.row, w.whole)).intoArray(w.row, w.whole);
            w.writeRest(w.row);
            return 0;
        }
    },

    /** Writes {@code row - exp(next) shift}. */
    WRITE_LESS_EXPONENTIALS {
        @Override
        float whole(RowWork w) {
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
            return 0;
        }

        @Override
        float rest(RowWork w) {
            FloatVector factor = FloatVector.broadcast(SPECIES, -w.shift);
            VectorMath.expBelowZero(load(w.next, w.whole))
                    .fma(factor, load(w.row, w.whole))
                    .intoArray(w.row, w.whole);
            w.writeRest(w.row);
            return 0;
        }
    };

    private static final RowPass[] ALL = values();

    /** Works on the vectors that a row fills, of which there is one at least. */
    abstract float whole(RowWork work);

    /** Works on what is left behind them, which is not nothing; what is added up comes as a sum of its own. */
    abstract float rest(RowWork work);

    final float over(RowWork work) {
        float result = work.whole > 0 ? ALL[ordinal()].whole(work) : 0;
        return work.whole < work.width ? result + ALL[ordinal()].rest(work) : result;
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
        w.found = VectorMath.maxOfLanes(max);
        return VectorMath.sumOfLanes(sum);
    }

    private static FloatVector load(float[] row, int i) {
        return FloatVector.fromArray(SPECIES, row, i);
    }
}
