package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.S4Operands;
import io.github.sibyl4j.tensor.backend.S4Shape;

/**
 * The spectra of S4 kernels, channel by channel (see {@link io.github.sibyl4j.tensor.backend.Backend#s4Spectrum}). With
 * {@code c = cos(theta / 2)}, {@code s = sin(theta / 2)} and, for a pair {@code v_m = b_m c_m} of vectors,
 *
 * <pre>
 *     t(b, c) = sum over m of (4 i s Re v_m - 2 c D Re(v_m conj(w_m))) / (c^2 D^2 |w_m|^2 - 4 s^2 - 4 i s c D Re w_m)
 *     spectrum = D e^(i theta / 2) (t(B, C) - D c t(B, P') t(P, C) / (1 + D c t(P, P')))
 * </pre>
 *
 * where {@code D} is the step and {@code P' = conj(P)}. All pairs share the denominators, so the sums are one product of
 * their real numerators, two rows a pair, with the real and imaginary parts of the reciprocals.
 */
final class S4Pass {
    private final S4Shape shape;
    private final Kernels kernels;
    private final Workers workers;
    private final CauchyGrid grid;
    private final HostBuffer logStep;
    private final HostBuffer logDecay;
    private final HostBuffer frequency;
    private final HostBuffer b;
    private final HostBuffer p;
    private final HostBuffer c;

    S4Pass(S4Shape shape, S4Operands in, Kernels kernels, Workers workers) {
        this.shape = shape;
        this.kernels = kernels;
        this.workers = workers;
        this.grid = CauchyGrid.of(shape.length());
        this.logStep = NativeBackend.host(in.logStep());
        this.logDecay = NativeBackend.host(in.logDecay());
        this.frequency = NativeBackend.host(in.frequency());
        this.b = NativeBackend.host(in.b());
        this.p = NativeBackend.host(in.p());
        this.c = NativeBackend.host(in.c());
    }

    void forward(HostBuffer out) {
        workers.run(shape.channels(), h -> {
            HostArena arena = HostArena.scratch();
            Channel channel = new Channel(h, arena);
            channel.sums();
            channel.spectrum(out);
            arena.release();
        });
    }

    void backward(HostBuffer g, S4Operands gradients) {
        workers.run(shape.channels(), h -> {
            HostArena arena = HostArena.scratch();
            Channel channel = new Channel(h, arena);
            channel.sums();
            channel.backward(g, gradients);
            arena.release();
        });
    }

    private static float[] read(HostBuffer buffer, long at, int count) {
        float[] values = new float[count];
        buffer.read(at, values, 0, count);
        return values;
    }

    /** One channel. Left vectors are {@code B, P}, right ones every {@code C} and {@code P'}; pair {@code (l, r)} is {@code l rights + r}. */
    private final class Channel {
        private final int h;
        private final int n = shape.modes();
        private final int rights = shape.kernels() + 1;
        private final int pairs = 2 * rights;
        private final int width = grid.width();
        private final float step;
        private final float[] wr;
        private final float[] wi;
        /** Complex vectors, real and imaginary parts in turn. */
        private final float[][] left;

        private final float[][] right;
        /** {@code [2 pairs, n]}: {@code Re v} and {@code D Re(v conj(w))} of every pair. */
        private final HostBuffer numerators;
        /** {@code [n, 2 width]}: real and imaginary parts. */
        private final HostBuffer reciprocals;
        /** {@code [2 pairs, 2 width]}. */
        private final HostBuffer sumBuffer;

        private final HostArena arena;
        private final float[] sums;

        Channel(int h, HostArena arena) {
            this.h = h;
            this.arena = arena;
            step = (float) Math.exp(read(logStep, h, 1)[0]);
            wr = read(logDecay, (long) h * n, n);
            for (int m = 0; m < n; m++) {
                wr[m] = (float) -Math.exp(wr[m]);
            }
            wi = read(frequency, (long) h * n, n);
            float[] lowRank = read(p, 2L * h * n, 2 * n);
            left = new float[][] {read(b, 2L * h * n, 2 * n), lowRank};
            right = new float[rights][];
            for (int r = 0; r < shape.kernels(); r++) {
                right[r] = read(c, cAt(r), 2 * n);
            }
            right[rights - 1] = lowRank.clone();
            for (int m = 0; m < n; m++) {
                right[rights - 1][2 * m + 1] = -lowRank[2 * m + 1];
            }
            numerators = arena.allocate(2L * pairs * n);
            reciprocals = arena.allocate(2L * n * width);
            sumBuffer = arena.allocate(4L * pairs * width);
            sums = new float[4 * pairs * width];
        }

        private long cAt(int kernel) {
            return 2L * (kernel * shape.channels() + h) * n;
        }

        private float re(int pair, int m) {
            float[] x = left[pair / rights];
            float[] y = right[pair % rights];
            return x[2 * m] * y[2 * m] - x[2 * m + 1] * y[2 * m + 1];
        }

        private float im(int pair, int m) {
            float[] x = left[pair / rights];
            float[] y = right[pair % rights];
            return x[2 * m] * y[2 * m + 1] + x[2 * m + 1] * y[2 * m];
        }

        /** The sums over modes of every pair. */
        void sums() {
            float[] rows = new float[2 * pairs * n];
            for (int pair = 0; pair < pairs; pair++) {
                for (int m = 0; m < n; m++) {
                    rows[2 * pair * n + m] = re(pair, m);
                    rows[(2 * pair + 1) * n + m] = step * (re(pair, m) * wr[m] + im(pair, m) * wi[m]);
                }
            }
            numerators.write(0, rows, 0, rows.length);
            float[] squares = new float[n];
            float[] decays = new float[n];
            for (int m = 0; m < n; m++) {
                squares[m] = step * step * (wr[m] * wr[m] + wi[m] * wi[m]);
                decays[m] = step * wr[m];
            }
            kernels.cauchyReciprocals(grid, squares, decays, reciprocals);
            int columns = 2 * width;
            long to = sumBuffer.address();
            Blas.gemm(
                    false,
                    false,
                    2 * pairs,
                    columns,
                    n,
                    1,
                    numerators.address(),
                    n,
                    reciprocals.address(),
                    columns,
                    0,
                    to,
                    columns);
            sumBuffer.read(0, sums, 0, sums.length);
        }

        /** The sums at a frequency, from those over {@code Re v} and {@code D Re(v conj(w))}. */
        private void load(S4Frequency f, int k) {
            float cos = grid.cos()[k];
            float sin = grid.sin()[k];
            for (int pair = 0; pair < pairs; pair++) {
                int at = 4 * pair * width + k;
                f.tRe[pair] = -2 * cos * sums[at + 2 * width] - 4 * sin * sums[at + width];
                f.tIm[pair] = 4 * sin * sums[at] - 2 * cos * sums[at + 3 * width];
            }
            f.at(cos, sin);
        }

        /** Where a kernel's real part at frequency {@code k} stands in {@code [2, kernel, frequency, channel]}. */
        private int spectrumAt(int kernel, int k) {
            return (kernel * shape.frequencies() + k) * shape.channels() + h;
        }

        void spectrum(HostBuffer out) {
            int imaginary = shape.kernels() * shape.frequencies() * shape.channels();
            S4Frequency f = new S4Frequency(shape.kernels(), step);
            for (int k = 0; k < shape.frequencies(); k++) {
                load(f, k);
                f.forward();
                for (int r = 0; r < shape.kernels(); r++) {
                    set(out, spectrumAt(r, k), f.re[r]);
                    set(out, spectrumAt(r, k) + imaginary, f.im[r]);
                }
            }
        }

        void backward(HostBuffer g, S4Operands gradients) {
            double stepGradient = sumGradients(g);
            int columns = 2 * width;
            HostBuffer numeratorGradients = arena.allocate(2L * pairs * n);
            HostBuffer reciprocalGradients = arena.allocate(2L * n * width);
            long from = sumBuffer.address();
            long to = reciprocalGradients.address();
            Blas.gemm(
                    false,
                    true,
                    2 * pairs,
                    n,
                    columns,
                    1,
                    from,
                    columns,
                    reciprocals.address(),
                    columns,
                    0,
                    numeratorGradients.address(),
                    n);
            Blas.gemm(true, false, n, columns, 2 * pairs, 1, numerators.address(), n, from, columns, 0, to, columns);
            float[] squareGradients = new float[n];
            float[] decayGradients = new float[n];
            kernels.cauchyGradients(grid, reciprocals, reciprocalGradients, squareGradients, decayGradients);
            float[] rows = read(numeratorGradients, 0, 2 * pairs * n);

            float[] wrGradient = new float[n];
            float[] wiGradient = new float[n];
            float[][] leftGradient = new float[2][2 * n];
            float[][] rightGradient = new float[rights][2 * n];
            for (int m = 0; m < n; m++) {
                float square = squareGradients[m] * step;
                float decay = decayGradients[m];
                wrGradient[m] = 2 * square * step * wr[m] + decay * step;
                wiGradient[m] = 2 * square * step * wi[m];
                stepGradient += 2 * square * (wr[m] * wr[m] + wi[m] * wi[m]) + decay * wr[m];
                for (int pair = 0; pair < pairs; pair++) {
                    float first = rows[2 * pair * n + m];
                    float second = rows[(2 * pair + 1) * n + m];
                    float vr = re(pair, m);
                    float vi = im(pair, m);
                    stepGradient += second * (vr * wr[m] + vi * wi[m]);
                    wrGradient[m] += second * step * vr;
                    wiGradient[m] += second * step * vi;
                    float gr = first + second * step * wr[m];
                    float gi = second * step * wi[m];
                    addConjugateProduct(gr, gi, right[pair % rights], leftGradient[pair / rights], m);
                    addConjugateProduct(gr, gi, left[pair / rights], rightGradient[pair % rights], m);
                }
                wrGradient[m] *= wr[m];
                // P' is conj(P), so its gradient comes back conjugated.
                leftGradient[1][2 * m] += rightGradient[rights - 1][2 * m];
                leftGradient[1][2 * m + 1] -= rightGradient[rights - 1][2 * m + 1];
            }
            write(gradients.logStep(), h, new float[] {(float) (stepGradient * step)});
            write(gradients.logDecay(), (long) h * n, wrGradient);
            write(gradients.frequency(), (long) h * n, wiGradient);
            write(gradients.b(), 2L * h * n, leftGradient[0]);
            write(gradients.p(), 2L * h * n, leftGradient[1]);
            for (int r = 0; r < shape.kernels(); r++) {
                write(gradients.c(), cAt(r), rightGradient[r]);
            }
        }

        /** Replaces the sums by their gradients, and returns what the step gets besides. */
        private double sumGradients(HostBuffer g) {
            int imaginary = shape.kernels() * shape.frequencies() * shape.channels();
            float[] sumGradients = new float[sums.length];
            double stepGradient = 0;
            S4Frequency f = new S4Frequency(shape.kernels(), step);
            for (int k = 0; k < shape.frequencies(); k++) {
                load(f, k);
                for (int r = 0; r < shape.kernels(); r++) {
                    f.re[r] = get(g, spectrumAt(r, k));
                    f.im[r] = get(g, spectrumAt(r, k) + imaginary);
                }
                stepGradient += f.backward();
                float cos = 2 * grid.cos()[k];
                float sin = 4 * grid.sin()[k];
                for (int pair = 0; pair < pairs; pair++) {
                    int at = 4 * pair * width + k;
                    sumGradients[at] = sin * f.tImGradient[pair];
                    sumGradients[at + width] = -sin * f.tReGradient[pair];
                    sumGradients[at + 2 * width] = -cos * f.tReGradient[pair];
                    sumGradients[at + 3 * width] = -cos * f.tImGradient[pair];
                }
            }
            sumBuffer.write(0, sumGradients, 0, sumGradients.length);
            return stepGradient;
        }
    }

    /** Adds {@code g conj(x_m)} to {@code out_m}. */
    private static void addConjugateProduct(float gr, float gi, float[] x, float[] out, int m) {
        out[2 * m] += gr * x[2 * m] + gi * x[2 * m + 1];
        out[2 * m + 1] += gi * x[2 * m] - gr * x[2 * m + 1];
    }

    private static void write(Buffer out, long at, float[] values) {
        out.write(at, values, 0, values.length);
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }
}
