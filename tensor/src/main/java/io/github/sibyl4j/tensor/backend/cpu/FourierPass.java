package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.FourierShape;
import java.util.Arrays;

/**
 * Fourier transforms and long convolutions, a block of columns at a time, so that a sequence is transformed, multiplied
 * and transformed back without leaving the second level cache. After the first stage of a convolution its quarters are
 * independent, and each passes through all other stages within the first level cache.
 */
final class FourierPass {
    /** Parts of a batch whose kernel gradients are summed apart and then in order. */
    private static final int SLOTS = 4;
    /** What tasks work on, kept because the collector would hand out cold memory each time. */
    private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[0]);

    private final FourierLoops loops;
    private final Workers workers;

    FourierPass(FourierLoops loops, Workers workers) {
        this.loops = loops;
        this.workers = workers;
    }

    private static float[] scratch(int length) {
        float[] present = SCRATCH.get();
        if (present.length < length) {
            present = new float[length];
            SCRATCH.set(present);
        }
        return present;
    }

    void transform(FourierShape s, HostBuffer re, HostBuffer im, HostBuffer outRe, HostBuffer outIm) {
        FftPlan plan = FftPlan.of(s.n());
        int columns = loops.columns();
        int blocks = (s.inner() + columns - 1) / columns;
        int row = 2 * columns;
        workers.run(s.outer() * blocks, task -> {
            int column = task % blocks * columns;
            int width = Math.min(columns, s.inner() - column);
            int from = task / blocks * s.rowsIn() * s.inner() + column;
            int to = task / blocks * s.rowsOut() * s.inner() + column;
            float[] x = scratch(s.n() * row);
            Arrays.fill(x, 0, s.n() * row, 0);
            loops.readRows(re, from, s.inner(), s.rowsIn(), width, x, 0, row);
            if (im != null) {
                loops.readRows(im, from, s.inner(), s.rowsIn(), width, x, columns, row);
            }
            loops.transform(plan, 0, s.inverse(), x, 0);
            for (int f = 0; f < s.rowsOut(); f++) {
                int at = plan.position()[f] * row;
                loops.writeRows(x, at, row, 1, width, 1, outRe, to + f * s.inner(), s.inner());
                if (outIm != null) {
                    loops.writeRows(x, at + columns, row, 1, width, 1, outIm, to + f * s.inner(), s.inner());
                }
            }
        });
    }

    /**
     * The work of one task: a block of channels and a part of the batch. Transforms are twice as long as the sequences, so
     * that lags from {@code -steps} to {@code steps} have a place of their own.
     */
    private final class Block {
        private final ConvolutionShape s;
        private final FftPlan plan;
        private final int column;
        private final int width;
        private final int firstPair;
        private final int lastPair;
        /** Rows and floats of a quarter of a complex sequence. */
        private final int rows;

        private final int quarter;
        private final float[] x;
        /** Where two planes of half a sequence stand in {@link #x}, and complex sequences. */
        private final int re;

        private final int im;
        private final int kernel;
        private final int signal;
        private final int product;
        private final int gradient;

        Block(ConvolutionShape s, int column, int slot) {
            this.s = s;
            this.plan = FftPlan.of(FftPlan.fastLength(2 * s.steps()));
            this.column = column;
            this.width = Math.min(loops.columns(), s.channels() - column);
            int pairs = (s.batch() + 1) / 2;
            this.firstPair = pairs * slot / SLOTS;
            this.lastPair = pairs * (slot + 1) / SLOTS;
            this.rows = plan.n() / 4;
            this.quarter = rows * 2 * loops.columns();
            this.re = 0;
            this.im = quarter;
            this.kernel = 2 * quarter;
            this.signal = 6 * quarter;
            this.product = 10 * quarter;
            this.gradient = 14 * quarter;
            this.x = scratch(18 * quarter);
        }

        /** A lag beyond the sequence meets nothing. */
        private int taps() {
            return Math.min(s.taps(), s.steps());
        }

        /** Transforms the kernel: lags 0, 1, ... from the front, lags -1, -2, ... from the back. */
        void kernelSpectrum(HostBuffer causal, HostBuffer anticausal) {
            int columns = loops.columns();
            Arrays.fill(x, 0, 2 * quarter, 0);
            loops.readRows(causal, column, s.channels(), taps(), width, x, re, columns);
            if (anticausal != null) {
                int last = im + (2 * rows - 1) * columns;
                loops.readRows(anticausal, column, s.channels(), taps(), width, x, last, -columns);
            }
            // The second half of the sequence folds into the first, negated in the negacyclic part.
            for (int i = 0; i < quarter; i++) {
                float past = x[re + i];
                float future = x[im + i];
                x[signal + i] = past + future;
                x[product + i] = past - future;
            }
            Arrays.fill(x, im, im + quarter, 0);
            loops.splitCyclic(plan, x, signal, im, x, kernel);
            loops.splitNegacyclic(plan, x, product, im, x, kernel);
            for (int q = 0; q < 4; q++) {
                loops.transform(plan, 1, false, x, kernel + q * quarter);
            }
        }

        /** The first stage for two sequences of the batch at once, one as real and one as imaginary part. */
        private void split(HostBuffer from, int pair, int to) {
            int columns = loops.columns();
            for (int i = 0; i < 2; i++) {
                int target = i == 0 ? re : im;
                int present = 2 * pair + i < s.batch() ? s.steps() : 0;
                if (present > 0) {
                    int at = (2 * pair + i) * s.steps() * s.channels() + column;
                    loops.readRows(from, at, s.channels(), present, width, x, target, columns);
                }
                Arrays.fill(x, target + present * columns, target + quarter, 0);
            }
            loops.splitCyclic(plan, x, re, im, x, to);
            loops.splitNegacyclic(plan, x, re, im, x, to);
        }

        /** Writes the first half of the sequences at {@link #product}. */
        private void join(int pair, HostBuffer out) {
            loops.join(plan, x, product, 1, 1f / plan.n(), x, re, im);
            for (int i = 0; i < 2 && 2 * pair + i < s.batch(); i++) {
                int to = (2 * pair + i) * s.steps() * s.channels() + column;
                int from = i == 0 ? re : im;
                loops.writeRows(x, from, loops.columns(), s.steps(), width, 1, out, to, s.channels());
            }
        }

        /** A product with the kernel's spectrum keeps a pair's two sequences apart. */
        void forward(HostBuffer u, HostBuffer out) {
            for (int pair = firstPair; pair < lastPair; pair++) {
                split(u, pair, product);
                for (int q = 0; q < 4 * quarter; q += quarter) {
                    loops.transform(plan, 1, false, x, product + q);
                    loops.multiply(x, product + q, kernel + q, false, rows);
                    loops.transformBack(plan, 1, x, product + q);
                }
                join(pair, out);
            }
        }

        /** Adds up {@code G conj(U)}: the real part of its inverse is the kernel's gradient of both sequences. */
        void backward(HostBuffer u, HostBuffer g, HostBuffer uGradient) {
            Arrays.fill(x, gradient, gradient + 4 * quarter, 0);
            for (int pair = firstPair; pair < lastPair; pair++) {
                split(u, pair, signal);
                split(g, pair, product);
                for (int q = 0; q < 4 * quarter; q += quarter) {
                    loops.transform(plan, 1, false, x, signal + q);
                    loops.transform(plan, 1, false, x, product + q);
                    loops.addProduct(x, product + q, signal + q, gradient + q, rows);
                    if (uGradient != null) {
                        loops.multiply(x, product + q, kernel + q, true, rows);
                        loops.transformBack(plan, 1, x, product + q);
                    }
                }
                if (uGradient != null) {
                    join(pair, uGradient);
                }
            }
        }

        void kernelGradient(HostBuffer causal, HostBuffer anticausal, int at) {
            int columns = loops.columns();
            float factor = 1f / plan.n();
            for (int q = 0; q < 4 * quarter; q += quarter) {
                loops.transformBack(plan, 1, x, gradient + q);
            }
            loops.join(plan, x, gradient, 1, factor, x, re, im);
            loops.writeRows(x, re, columns, taps(), width, 1, causal, at + column, s.channels());
            if (anticausal != null) {
                loops.join(plan, x, gradient, -1, factor, x, re, im);
                int last = re + (2 * rows - 1) * columns;
                loops.writeRows(x, last, -columns, taps(), width, 1, anticausal, at + column, s.channels());
            }
        }
    }

    void convolve(ConvolutionShape s, HostBuffer u, HostBuffer causal, HostBuffer anticausal, HostBuffer out) {
        int blocks = (s.channels() + loops.columns() - 1) / loops.columns();
        workers.run(SLOTS * blocks, task -> {
            Block block = new Block(s, task % blocks * loops.columns(), task / blocks);
            block.kernelSpectrum(causal, anticausal);
            block.forward(u, out);
        });
    }

    /** {@code uGradient} and the anticausal buffers may be null. */
    void convolveBackward(
            ConvolutionShape s,
            HostBuffer u,
            HostBuffer causal,
            HostBuffer anticausal,
            HostBuffer g,
            HostBuffer uGradient,
            HostBuffer causalGradient,
            HostBuffer anticausalGradient,
            Kernels kernels) {
        int blocks = (s.channels() + loops.columns() - 1) / loops.columns();
        int size = s.taps() * s.channels();
        HostArena shared = HostArena.scratch();
        HostBuffer causalParts = shared.allocate((long) SLOTS * size);
        HostBuffer anticausalParts = anticausal == null ? null : shared.allocate((long) SLOTS * size);
        if (s.taps() > s.steps()) {
            NativeBackend.zero(causalParts);
            if (anticausal != null) {
                NativeBackend.zero(anticausalParts);
            }
        }
        workers.run(SLOTS * blocks, task -> {
            int slot = task / blocks;
            Block block = new Block(s, task % blocks * loops.columns(), slot);
            if (uGradient != null) {
                block.kernelSpectrum(causal, anticausal);
            }
            block.backward(u, g, uGradient);
            block.kernelGradient(causalParts, anticausalParts, slot * size);
        });
        add(causalParts, size, causalGradient, kernels);
        if (anticausal != null) {
            add(anticausalParts, size, anticausalGradient, kernels);
        }
        shared.release();
    }

    private static void add(HostBuffer parts, int size, HostBuffer out, Kernels kernels) {
        NativeBackend.copy(parts, 0, out, 0, size);
        for (int slot = 1; slot < SLOTS; slot++) {
            kernels.addScaled(out, 0, parts, slot * size, 1, size);
        }
    }
}
