package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Loops over a block of rows. While one block is worked on, the next one is read, so that neither memory nor arithmetic waits;
 * what is found for one row, its sum or its largest value, is not waited for before the next row begins.
 *
 * <p>A loop is compiled on its own: {@link #over} finds it in a way that the compiler does not look through. Several loops
 * in one method have more vector operations than the compiler inlines, and what is not inlined moves its vectors through
 * the heap. For the same reason the whole vectors of a row and the rest that does not fill one are two loops, and one that
 * has nothing to do is not called: into a loop that was hardly ever entered the compiler inlines little, even when wider
 * rows come.
 */
enum RowPass {
    /** Reads the next rows and finds the largest value of each, NaN left out. */
    READ_MAX {
        @Override
        void whole(RowWork w) {
            Object in = w.in.vectorView();
            float[] next = w.next;
            int whole = w.whole;
            for (int r = 0; r < w.nextRows; r++) {
                int inAt = w.in.byteOffset() + (w.nextAt(r) << 2);
                int at = r * w.room;
                FloatVector max = broadcast(Float.NEGATIVE_INFINITY);
                for (int i = 0; i < whole; i += LANES) {
                    FloatVector x = load(in, inAt + (i << 2));
                    x.intoArray(next, at + i);
                    max = VectorMath.larger(max, x);
                }
                w.found[r] = VectorMath.maxOfLanes(max);
            }
        }

        @Override
        void rest(RowWork w) {
            w.readRestOfMax();
        }
    },

    /** {@code row = exp(row - shift)}, and {@link #READ_MAX}; {@link RowWork#sums} become the sums. */
    EXPONENTIATE {
        @Override
        void whole(RowWork w) {
            exponentiate(w, true);
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                int at = r * w.room + w.whole;
                FloatVector e = VectorMath.expBelowZero(fromArray(w.row, at).sub(w.shift[r]));
                e.intoArray(w.row, at);
                w.sums[r] += VectorMath.sumOfLanes(e);
            }
            w.readRestOfMax();
        }
    },

    /** {@link RowWork#sums} become the sums of {@code exp(row - shift)}, and {@link #READ_MAX}. */
    SUM_OF_EXPONENTIALS {
        @Override
        void whole(RowWork w) {
            exponentiate(w, false);
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                FloatVector x = fromArray(w.row, r * w.room + w.whole);
                w.sums[r] += VectorMath.sumOfLanes(VectorMath.expBelowZero(x.sub(w.shift[r])));
            }
            w.readRestOfMax();
        }
    },

    /** Writes {@code (row - shift) scale}. */
    WRITE_SCALED {
        @Override
        void whole(RowWork w) {
            Object out = w.out.vectorView();
            float[] row = w.row;
            int whole = w.whole;
            for (int r = 0; r < w.rows; r++) {
                int outAt = w.out.byteOffset() + (w.at(r) << 2);
                int at = r * w.room;
                FloatVector shift = broadcast(w.shift[r]);
                FloatVector scale = broadcast(w.scale[r]);
                for (int i = 0; i < whole; i += LANES) {
                    VectorMemory.store(fromArray(row, at + i).sub(shift).mul(scale), out, outAt + (i << 2));
                }
            }
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                int at = r * w.room + w.whole;
                fromArray(w.row, at).sub(w.shift[r]).mul(w.scale[r]).intoArray(w.row, at);
            }
            w.writeRest();
        }
    },

    /** Reads the next rows and finds the sum of each. */
    READ_SUM {
        @Override
        void whole(RowWork w) {
            Object in = w.in.vectorView();
            float[] next = w.next;
            int whole = w.whole;
            for (int r = 0; r < w.nextRows; r++) {
                int inAt = w.in.byteOffset() + (w.nextAt(r) << 2);
                int at = r * w.room;
                FloatVector sum = zero();
                for (int i = 0; i < whole; i += LANES) {
                    FloatVector x = load(in, inAt + (i << 2));
                    x.intoArray(next, at + i);
                    sum = exact(sum).add(x);
                }
                w.found[r] = VectorMath.sumOfLanes(sum);
            }
        }

        @Override
        void rest(RowWork w) {
            w.readRestOfSum();
        }
    },

    /** {@link RowWork#sums} become the sums of {@code (row - shift)^2}, and {@link #READ_SUM}. */
    SQUARED_DISTANCE {
        @Override
        void whole(RowWork w) {
            Object in = w.in.vectorView();
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            for (int r = 0; r < w.rows; r++) {
                int inAt = w.in.byteOffset() + (w.nextAt(r) << 2);
                int at = r * w.room;
                FloatVector shift = broadcast(w.shift[r]);
                FloatVector squares = zero();
                FloatVector sum = squares;
                for (int i = 0; i < whole; i += LANES) {
                    FloatVector x = load(in, inAt + (i << 2));
                    FloatVector distance = fromArray(row, at + i).sub(shift);
                    x.intoArray(next, at + i);
                    squares = distance.fma(distance, squares);
                    sum = exact(sum).add(x);
                }
                w.found[r] = VectorMath.sumOfLanes(sum);
                w.sums[r] = VectorMath.sumOfLanes(squares);
            }
        }

        @Override
        void rest(RowWork w) {
            w.readRestOfSum();
            for (int r = 0; r < w.rows; r++) {
                // What fills the row up adds nothing.
                Arrays.fill(w.row, r * w.room + w.width, (r + 1) * w.room, w.shift[r]);
                FloatVector distance = fromArray(w.row, r * w.room + w.whole).sub(w.shift[r]);
                w.sums[r] += VectorMath.sumOfLanes(distance.mul(distance));
            }
        }
    },

    /** Writes {@code (row - shift) scale gain + bias}. */
    WRITE_NORMALIZED {
        @Override
        void whole(RowWork w) {
            Object out = w.out.vectorView();
            float[] row = w.row;
            float[] gain = w.gain;
            float[] bias = w.bias;
            int whole = w.whole;
            for (int r = 0; r < w.rows; r++) {
                int outAt = w.out.byteOffset() + (w.at(r) << 2);
                int at = r * w.room;
                FloatVector shift = broadcast(w.shift[r]);
                FloatVector scale = broadcast(w.scale[r]);
                for (int i = 0; i < whole; i += LANES) {
                    FloatVector normal = fromArray(row, at + i).sub(shift).mul(scale);
                    VectorMemory.store(normal.fma(fromArray(gain, i), fromArray(bias, i)), out, outAt + (i << 2));
                }
            }
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                int at = r * w.room + w.whole;
                FloatVector normal = fromArray(w.row, at).sub(w.shift[r]).mul(w.scale[r]);
                normal.fma(fromArray(w.gain, w.whole), fromArray(w.bias, w.whole))
                        .intoArray(w.row, at);
            }
            w.writeRest();
        }
    },

    /** Reads {@code row} from {@code in} and {@code next} from {@code second}; {@link RowWork#sums} become their dot products. */
    READ_DOT {
        @Override
        void whole(RowWork w) {
            Object in = w.in.vectorView();
            Object second = w.second.vectorView();
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            for (int r = 0; r < w.rows; r++) {
                int inAt = w.in.byteOffset() + (w.at(r) << 2);
                int secondAt = w.second.byteOffset() + (w.at(r) << 2);
                int at = r * w.room;
                FloatVector sum = zero();
                for (int i = 0; i < whole; i += LANES) {
                    FloatVector x = load(in, inAt + (i << 2));
                    FloatVector y = load(second, secondAt + (i << 2));
                    x.intoArray(row, at + i);
                    y.intoArray(next, at + i);
                    sum = x.fma(y, sum);
                }
                w.sums[r] = VectorMath.sumOfLanes(sum);
            }
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                int at = r * w.room + w.whole;
                w.readRest(w.in, w.at(r), w.row, r, 0);
                w.readRest(w.second, w.at(r), w.next, r, 0);
                w.sums[r] += VectorMath.sumOfLanes(fromArray(w.row, at).mul(fromArray(w.next, at)));
            }
        }
    },

    /** Writes {@code row (next - shift)}. */
    WRITE_WEIGHED {
        @Override
        void whole(RowWork w) {
            Object out = w.out.vectorView();
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            for (int r = 0; r < w.rows; r++) {
                int outAt = w.out.byteOffset() + (w.at(r) << 2);
                int at = r * w.room;
                FloatVector shift = broadcast(w.shift[r]);
                for (int i = 0; i < whole; i += LANES) {
                    VectorMemory.store(
                            fromArray(next, at + i).sub(shift).mul(fromArray(row, at + i)), out, outAt + (i << 2));
                }
            }
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                int at = r * w.room + w.whole;
                fromArray(w.next, at).sub(w.shift[r]).mul(fromArray(w.row, at)).intoArray(w.row, at);
            }
            w.writeRest();
        }
    },

    /** Writes {@code row - exp(next) shift}. */
    WRITE_LESS_EXPONENTIALS {
        @Override
        void whole(RowWork w) {
            Object out = w.out.vectorView();
            float[] row = w.row;
            float[] next = w.next;
            int whole = w.whole;
            for (int r = 0; r < w.rows; r++) {
                int outAt = w.out.byteOffset() + (w.at(r) << 2);
                int at = r * w.room;
                FloatVector factor = broadcast(-w.shift[r]);
                for (int i = 0; i < whole; i += LANES) {
                    FloatVector p = VectorMath.expBelowZero(fromArray(next, at + i));
                    VectorMemory.store(p.fma(factor, fromArray(row, at + i)), out, outAt + (i << 2));
                }
            }
        }

        @Override
        void rest(RowWork w) {
            for (int r = 0; r < w.rows; r++) {
                int at = r * w.room + w.whole;
                FloatVector factor = broadcast(-w.shift[r]);
                VectorMath.expBelowZero(fromArray(w.next, at))
                        .fma(factor, fromArray(w.row, at))
                        .intoArray(w.row, at);
            }
            w.writeRest();
        }
    };

    private static final RowPass[] ALL = values();

    /** Works on the vectors that rows fill, of which there is one at least. */
    abstract void whole(RowWork work);

    /** Works on what is left behind them, which is not nothing. */
    abstract void rest(RowWork work);

    final void over(RowWork work) {
        if (work.whole > 0) {
            ALL[ordinal()].whole(work);
        } else {
            work.clearSums();
        }
        if (work.whole < work.width) {
            ALL[ordinal()].rest(work);
        }
    }

    private static void exponentiate(RowWork w, boolean keep) {
        Object in = w.in.vectorView();
        float[] row = w.row;
        float[] next = w.next;
        int whole = w.whole;
        for (int r = 0; r < w.rows; r++) {
            int inAt = w.in.byteOffset() + (w.nextAt(r) << 2);
            int at = r * w.room;
            FloatVector shift = broadcast(w.shift[r]);
            FloatVector max = broadcast(Float.NEGATIVE_INFINITY);
            FloatVector sum = zero();
            for (int i = 0; i < whole; i += LANES) {
                FloatVector x = load(in, inAt + (i << 2));
                FloatVector e = VectorMath.expBelowZero(fromArray(row, at + i).sub(shift));
                x.intoArray(next, at + i);
                if (keep) {
                    e.intoArray(row, at + i);
                }
                max = VectorMath.larger(max, x);
                sum = exact(sum).add(e);
            }
            w.found[r] = VectorMath.maxOfLanes(max);
            w.sums[r] = VectorMath.sumOfLanes(sum);
        }
    }
}
