package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.FourierShape;

/**
 * Fourier transforms and long convolutions, a block of columns at a time, so that a sequence is transformed, multiplied
 * and transformed back without leaving the second level cache.
 */
final class FourierPass {
    /** Parts of a batch whose kernel gradients are summed apart and then in order. */
    private static final int SLOTS = 4;

    private final FourierLoops loops;
    private final Workers workers;

    FourierPass(FourierLoops loops, Workers workers) {
        this.loops = loops;
        this.workers = workers;
    }

    void transform(FourierShape s, HostBuffer re, HostBuffer im, HostBuffer outRe, HostBuffer outIm) {
        FftPlan plan = FftPlan.of(s.n());
        int columns = loops.columns();
        int blocks = (s.inner() + columns - 1) / columns;
        int plane = s.n() * columns;
        workers.run(s.outer() * blocks, task -> {
            int column = task % blocks * columns;
            int width = Math.min(columns, s.inner() - column);
            int from = task / blocks * s.rowsIn() * s.inner() + column;
            int to = task / blocks * s.rowsOut() * s.inner() + column;
            HostArena arena = HostArena.scratch();
            HostBuffer planes = arena.allocate(4L * plane);
            NativeBackend.zero(planes.slice(0, 2L * plane));
            loops.readRows(re, from, s.inner(), s.rowsIn(), width, planes, 0, columns);
            if (im != null) {
                loops.readRows(im, from, s.inner(), s.rowsIn(), width, planes, plane, columns);
            }
            int at = loops.transform(plan, s.inverse(), planes, 0, 2 * plane);
            loops.writeRows(planes, at, columns, s.rowsOut(), width, 1, outRe, to, s.inner());
            if (outIm != null) {
                loops.writeRows(planes, at + plane, columns, s.rowsOut(), width, 1, outIm, to, s.inner());
            }
            arena.release();
        });
    }

    /** The work of one task: a block of channels and a part of the batch. */
    private final class Block {
        private final ConvolutionShape s;
        private final FftPlan plan;
        private final int column;
        private final int width;
        private final int firstPair;
        private final int lastPair;
        private final int plane;
        private final HostBuffer planes;
        /** Where complex sequences stand in {@link #planes}: two that change places, and three that are kept. */
        private final int a;

        private final int b;
        private final int kernel;
        private final int signal;
        private final int gradient;

        Block(ConvolutionShape s, int column, int slot, HostArena arena, boolean backward) {
            this.s = s;
            this.plan = FftPlan.of(FftPlan.fastLength(s.steps() + s.taps()));
            this.column = column;
            this.width = Math.min(loops.columns(), s.channels() - column);
            int pairs = (s.batch() + 1) / 2;
            this.firstPair = pairs * slot / SLOTS;
            this.lastPair = pairs * (slot + 1) / SLOTS;
            this.plane = plan.n() * loops.columns();
            this.planes = arena.allocate((backward ? 10L : 6L) * plane);
            this.a = 0;
            this.b = 2 * plane;
            this.kernel = 4 * plane;
            this.signal = 6 * plane;
            this.gradient = 8 * plane;
        }

        private void clear(int at) {
            NativeBackend.zero(planes.slice(at, 2L * plane));
        }

        private void copy(int from, int to) {
            NativeBackend.copy(planes, from, planes, to, 2 * plane);
        }

        /** Transforms the kernel: lags 0, 1, ... from the front, lags -1, -2, ... from the back. */
        void kernelSpectrum(HostBuffer causal, HostBuffer anticausal) {
            int columns = loops.columns();
            clear(a);
            loops.readRows(causal, column, s.channels(), s.taps(), width, planes, a, columns);
            if (anticausal != null) {
                int last = a + (plan.n() - 1) * columns;
                loops.readRows(anticausal, column, s.channels(), s.taps(), width, planes, last, -columns);
            }
            copy(loops.transform(plan, false, planes, a, b), kernel);
        }

        /** Transforms two sequences of the batch at once, one as real and one as imaginary part. */
        int pairSpectrum(HostBuffer x, int pair) {
            clear(a);
            for (int i = 0; i < 2 && 2 * pair + i < s.batch(); i++) {
                int at = (2 * pair + i) * s.steps() * s.channels() + column;
                loops.readRows(x, at, s.channels(), s.steps(), width, planes, a + i * plane, loops.columns());
            }
            return loops.transform(plan, false, planes, a, b);
        }

        /** Multiplies a spectrum by the kernel's, which keeps a pair's two sequences apart, and transforms it back. */
        void convolve(int spectrum, boolean backwards, int pair, HostBuffer out) {
            loops.multiply(planes, spectrum, kernel, backwards, spectrum, plan.n());
            int at = loops.transform(plan, true, planes, spectrum, spectrum == a ? b : a);
            for (int i = 0; i < 2 && 2 * pair + i < s.batch(); i++) {
                int to = (2 * pair + i) * s.steps() * s.channels() + column;
                loops.writeRows(
                        planes,
                        at + i * plane,
                        loops.columns(),
                        s.steps(),
                        width,
                        1f / plan.n(),
                        out,
                        to,
                        s.channels());
            }
        }

        void forward(HostBuffer u, HostBuffer out) {
            for (int pair = firstPair; pair < lastPair; pair++) {
                convolve(pairSpectrum(u, pair), false, pair, out);
            }
        }

        /** Adds up {@code G conj(U)}: the real part of its inverse is the kernel's gradient of both sequences. */
        void backward(HostBuffer u, HostBuffer g, HostBuffer uGradient) {
            clear(gradient);
            for (int pair = firstPair; pair < lastPair; pair++) {
                copy(pairSpectrum(u, pair), signal);
                int spectrum = pairSpectrum(g, pair);
                loops.addProduct(planes, spectrum, signal, gradient, plan.n());
                if (uGradient != null) {
                    convolve(spectrum, true, pair, uGradient);
                }
            }
        }

        void kernelGradient(HostBuffer causal, HostBuffer anticausal, int at) {
            int columns = loops.columns();
            float factor = 1f / plan.n();
            copy(gradient, a);
            int result = loops.transform(plan, true, planes, a, b);
            loops.writeRows(planes, result, columns, s.taps(), width, factor, causal, at + column, s.channels());
            if (anticausal != null) {
                int last = result + (plan.n() - 1) * columns;
                loops.writeRows(planes, last, -columns, s.taps(), width, factor, anticausal, at + column, s.channels());
            }
        }
    }

    void convolve(ConvolutionShape s, HostBuffer u, HostBuffer causal, HostBuffer anticausal, HostBuffer out) {
        int blocks = (s.channels() + loops.columns() - 1) / loops.columns();
        workers.run(SLOTS * blocks, task -> {
            HostArena arena = HostArena.scratch();
            Block block = new Block(s, task % blocks * loops.columns(), task / blocks, arena, false);
            block.kernelSpectrum(causal, anticausal);
            block.forward(u, out);
            arena.release();
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
        workers.run(SLOTS * blocks, task -> {
            HostArena arena = HostArena.scratch();
            int slot = task / blocks;
            Block block = new Block(s, task % blocks * loops.columns(), slot, arena, true);
            block.kernelSpectrum(causal, anticausal);
            block.backward(u, g, uGradient);
            block.kernelGradient(causalParts, anticausalParts, slot * size);
            arena.release();
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
