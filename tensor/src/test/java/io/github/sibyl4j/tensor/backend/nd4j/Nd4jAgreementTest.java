package io.github.sibyl4j.tensor.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.backend.AttentionShape;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.FourierShape;
import io.github.sibyl4j.tensor.backend.Groups;
import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;
import io.github.sibyl4j.tensor.backend.LinearShape;
import io.github.sibyl4j.tensor.backend.LstmOperands;
import io.github.sibyl4j.tensor.backend.LstmShape;
import io.github.sibyl4j.tensor.backend.S4Operands;
import io.github.sibyl4j.tensor.backend.S4Shape;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import io.github.sibyl4j.tensor.backend.cpu.NativeBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel of the backend nd4j against native's, operation by operation, on the same numbers. */
@Tag("nd4j")
class Nd4jAgreementTest {
    private static final Backend NATIVE = new NativeBackend(2);
    private static final Backend ND4J = new Nd4jBackend(2);

    /** The same work on one backend after the other, and what it leaves in its buffers. */
    private static final class Run {
        private final Backend backend;
        private final List<float[]> results = new ArrayList<>();
        private final List<Buffer> outputs = new ArrayList<>();
        private long seed;

        Run(Backend backend) {
            this.backend = backend;
        }

        Buffer random(double low, double high, int length) {
            float[] values = new Seed(++seed).uniform(length, (high - low) / 2);
            for (int i = 0; i < length; i++) {
                values[i] += (float) ((low + high) / 2);
            }
            return of(values);
        }

        Buffer random(int length) {
            return random(-1, 1, length);
        }

        Buffer of(float... values) {
            Buffer buffer = backend.allocate(values.length);
            buffer.write(0, values, 0, values.length);
            return buffer;
        }

        /** A buffer whose values are compared at the end. */
        Buffer out(long length) {
            Buffer buffer = backend.allocate(length);
            backend.fill(buffer, 7);
            outputs.add(buffer);
            return buffer;
        }

        /** A buffer that is changed in place. */
        Buffer changed(Buffer buffer) {
            outputs.add(buffer);
            return buffer;
        }

        void result(double... values) {
            float[] floats = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                floats[i] = (float) values[i];
            }
            results.add(floats);
        }

        void result(int... places) {
            result(Arrays.stream(places).asDoubleStream().toArray());
        }

        List<float[]> results() {
            for (Buffer output : outputs) {
                float[] values = new float[(int) output.length()];
                output.read(0, values, 0, values.length);
                results.add(values);
            }
            return results;
        }
    }

    /** @param tolerance relative to the largest value of a result, or to 1 if that is smaller */
    private record Case(String name, double tolerance, Consumer<Run> work) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int LENGTH = 1003;
    private static final int[] POINTERS = {0, 3, 3, 5, 9, 9};
    private static final int[] COLUMNS = {1, 3, 1, 0, 5, 2, 2, 4, 0};
    private static final CompressedRows MATRIX =
            new CompressedRows(5, 6, POINTERS, COLUMNS, new Seed(77).uniform(9, 1));
    private static final CompressedRows NO_ENTRIES = new CompressedRows(2, 3, new int[3], new int[0], new float[0]);
    private static final Groups GROUPS =
            new Groups(5, new int[] {0, 2, 2, 5, 5, 6}, new int[] {1, 3, 0, 2, 4, 5}, new int[] {2, 0, 2, 0, 2, 4});

    private static final List<Case> CASES = new ArrayList<>();

    private static void kernel(String name, double tolerance, Consumer<Run> work) {
        CASES.add(new Case(name, tolerance, work));
    }

    static {
        for (UnaryOp op : UnaryOp.values()) {
            boolean positive = Set.of(UnaryOp.LOG, UnaryOp.SQRT, UnaryOp.LOG_GAMMA, UnaryOp.DIGAMMA, UnaryOp.POWER)
                    .contains(op);
            double tolerance = op == UnaryOp.LOG_GAMMA || op == UnaryOp.DIGAMMA ? 2e-6 : 1e-6;
            kernel(op.name(), tolerance, r -> {
                r.backend.unary(op, r.random(positive ? 0.01 : -9, 9, LENGTH), 0.3f, r.out(LENGTH));
                r.backend.unary(op, r.of(Float.NaN), 0.3f, r.out(1));
                if (op != UnaryOp.LOG_GAMMA && op != UnaryOp.DIGAMMA) {
                    r.backend.unary(op, r.of(0, -0f, 100, 0.3f), 0.3f, r.out(4));
                }
            });
        }
        int[][][] shapes = {
            {{LENGTH}, {LENGTH}, {LENGTH}},
            {{LENGTH}, {1}, {LENGTH}},
            {{}, {19}, {19}},
            {{31, 19}, {19}, {31, 19}},
            {{31, 1}, {19}, {31, 19}},
            {{7, 1, 23}, {5, 1}, {7, 5, 23}},
            {{2, 1, 4, 1, 3}, {2, 3, 1, 5, 1}, {2, 3, 4, 5, 3}},
            {{4, 1, 3}, {1}, {4, 5, 3}}
        };
        for (BinaryOp op : BinaryOp.values()) {
            double low = op == BinaryOp.DIVIDE || op == BinaryOp.POWER_GRADIENT ? 0.2 : -3;
            kernel(op.name(), 1e-6, r -> {
                for (int[][] s : shapes) {
                    Buffer a = r.random(-3, 3, product(s[0]));
                    Buffer b = r.random(low, 3, product(s[1]));
                    r.backend.binary(op, a, b, 0.3f, Broadcast.of(s[0], s[1], s[2]), r.out(product(s[2])));
                }
                Buffer a = r.of(Float.NaN, 1, 2, 2, -1, 5, 5);
                Buffer b = r.of(1, Float.NaN, 2, 2.000001f, 0, -0f, 0.3f);
                r.backend.binary(op, a, b, 0.3f, Broadcast.of(new int[] {7}, new int[] {7}, new int[] {7}), r.out(7));
            });
        }
        kernel("fill, copy, uniform", 0, r -> {
            r.backend.fill(r.out(LENGTH), 2.5f);
            r.backend.copy(r.random(LENGTH), r.out(LENGTH));
            r.backend.uniform(42, r.out(LENGTH));
            r.backend.fill(r.out(0), 1);
        });
        kernel("addScaled", 1e-7, r -> r.backend.addScaled(r.changed(r.random(LENGTH)), r.random(LENGTH), 0.7f));
        kernel("gemm", 2e-6, Nd4jAgreementTest::products);
        kernel("linear", 2e-6, Nd4jAgreementTest::linear);
        int[][] axes = {{1, LENGTH, 1}, {37, 19, 1}, {1, 50, 19}, {5, 7, 11}, {3, 0, 4}, {0, 3, 2}, {3, 1, 4}};
        kernel("sum", 1e-6, r -> {
            for (int[] s : axes) {
                r.backend.sum(r.random(product(s)), s[0], s[1], s[2], r.out(s[0] * s[2]));
            }
        });
        kernel("product", 1e-6, r -> {
            for (int[] s : axes) {
                Buffer x = r.random(0.8, 1.2, product(s));
                if (s[0] == 5) {
                    x.write(0, new float[20], 0, 20);
                }
                r.backend.product(x, s[0], s[1], s[2], r.out(s[0] * s[2]));
                r.backend.productGradient(x, r.random(s[0] * s[2]), s[0], s[1], s[2], r.out(product(s)));
            }
        });
        kernel("extremes", 0, r -> {
            for (int[] s : axes) {
                if (s[1] > 0) {
                    extremes(r, r.random(product(s)), s);
                }
            }
            extremes(r, r.of(1, 3, 3, 2, 1, 1), new int[] {1, 6, 1});
            extremes(r, r.of(1, Float.NaN, 3, Float.NaN, 5, 5, Float.POSITIVE_INFINITY, 2), new int[] {1, 4, 2});
        });
        kernel("softmax", 1e-6, r -> {
            for (boolean logarithm : new boolean[] {false, true}) {
                for (int width : new int[] {1, 17, 100}) {
                    Buffer y = r.out(9L * width);
                    r.backend.softmax(r.random(-9, 9, 9 * width), width, logarithm, y);
                    r.backend.softmaxGradient(y, r.random(9 * width), width, logarithm, r.out(9L * width));
                }
            }
        });
        kernel("layerNorm", 3e-6, r -> {
            for (int width : new int[] {1, 2, 19, 64}) {
                Buffer x = r.random(1, 3, 9 * width);
                Buffer gain = r.random(width);
                Buffer stats = r.backend.allocate(18);
                r.backend.layerNorm(x, gain, r.random(width), width, 1e-3f, r.out(9L * width), stats);
                r.backend.layerNormGradient(
                        x, gain, stats, width, r.random(9 * width), r.out(9L * width), r.out(width), r.out(width));
            }
        });
        kernel("copyBlocks, permute, gatherRows", 0, r -> {
            r.backend.copyBlocks(r.random(60), 3, 12, r.out(40), 2, 8, 5, 6);
            r.backend.permute(r.random(60), new int[] {5, 3, 4}, new int[] {1, 20, 5}, r.out(60));
            r.backend.gatherRows(r.random(60), new int[] {4, 0, 4, 1}, 12, r.out(48));
            r.backend.gatherRows(r.random(60), new int[] {59, 3}, 1, r.out(2));
        });
        kernel("sparse products", 1e-6, Nd4jAgreementTest::sparse);
        kernel("graph attention", 1e-5, Nd4jAgreementTest::attention);
        kernel("segments", 1e-6, Nd4jAgreementTest::segments);
        kernel("fourier", 3e-6, r -> {
            for (int n : new int[] {1, 2, 9, 48, 97}) {
                for (int inner : new int[] {1, 5}) {
                    int half = n / 2 + 1;
                    FourierShape forward = new FourierShape(3, n, inner, n, half, false);
                    r.backend.fourier(
                            forward, r.random(3 * n * inner), null, r.out(3L * half * inner), r.out(3L * half * inner));
                    FourierShape inverse = new FourierShape(3, n, inner, half, n, true);
                    r.backend.fourier(
                            inverse,
                            r.random(3 * half * inner),
                            r.random(3 * half * inner),
                            r.out(3L * n * inner),
                            null);
                }
            }
        });
        kernel("convolve", 3e-6, r -> {
            for (ConvolutionShape s : List.of(new ConvolutionShape(3, 17, 5, 9), new ConvolutionShape(2, 8, 1, 20))) {
                convolve(r, s, true);
                convolve(r, s, false);
            }
        });
        kernel("gru", 3e-6, r -> {
            for (boolean everyState : new boolean[] {false, true}) {
                gru(r, new GruShape(3, 4, 5, 2, 19, 5, everyState));
                gru(r, new GruShape(2, 1, 1, 3, 4, 1, everyState));
            }
        });
        kernel("lstm", 3e-6, r -> {
            for (boolean everyState : new boolean[] {false, true}) {
                lstm(r, new LstmShape(3, 4, 5, 2, 19, everyState));
                lstm(r, new LstmShape(2, 1, 1, 3, 4, everyState));
            }
        });
        kernel("s4Spectrum", 2e-5, r -> {
            s4(r, new S4Shape(5, 4, 2, 18));
            s4(r, new S4Shape(1, 3, 1, 7));
        });
        kernel("squaredError", 1e-6, r -> {
            int length = 5 * LENGTH;
            float[] mask = new float[length];
            for (int i = 0; i < length; i += 3) {
                mask[i] = 0.5f;
            }
            float[] holes = new Seed(5).uniform(length, 1);
            holes[1] = Float.NaN;
            Buffer p = r.random(length);
            r.result(r.backend.squaredError(p, r.random(length), null));
            r.result(r.backend.squaredError(p, r.of(holes), r.of(mask)));
            r.backend.squaredErrorGradient(p, r.of(holes), r.of(mask), 0.7f, r.out(length));
            r.backend.squaredErrorGradient(p, r.random(length), null, 0.7f, r.out(length));
        });
        kernel("in place", 1e-6, r -> {
            int[] shape = {LENGTH};
            Broadcast same = Broadcast.of(shape, shape, shape);
            for (UnaryOp op : UnaryOp.values()) {
                Buffer x = r.changed(r.random(0.1, 2, LENGTH));
                r.backend.unary(op, x, 0.3f, x);
            }
            for (BinaryOp op : BinaryOp.values()) {
                Buffer a = r.changed(r.random(0.1, 2, LENGTH));
                r.backend.binary(op, a, r.random(0.1, 2, LENGTH), 0.3f, same, a);
            }
        });
        kernel("absoluteError", 1e-6, r -> {
            float[] mask = new float[LENGTH];
            for (int i = 0; i < LENGTH; i += 3) {
                mask[i] = 0.5f;
            }
            float[] holes = new Seed(5).uniform(LENGTH, 1);
            holes[1] = Float.NaN;
            Buffer p = r.random(LENGTH);
            r.result(r.backend.absoluteError(p, r.random(LENGTH), null));
            r.result(r.backend.absoluteError(p, r.of(holes), r.of(mask)));
            r.backend.absoluteErrorGradient(p, r.of(holes), r.of(mask), 0.7f, r.out(LENGTH));
            r.backend.absoluteErrorGradient(p, r.random(LENGTH), null, 0.7f, r.out(LENGTH));
        });
        kernel("sumOfSquares", 1e-7, r -> r.result(r.backend.sumOfSquares(r.random(LENGTH))));
        kernel("adam", 1e-6, r -> {
            for (float decay : new float[] {0, 0.01f}) {
                Backend.AdamStep step = new Backend.AdamStep(0.1f, 0.9f, 0.999f, 1e-8f, 0.5f, 0.7f, decay, 0.99f);
                Buffer v = r.random(0.1, 0.5, LENGTH);
                r.backend.adam(
                        r.changed(r.random(LENGTH)), r.random(LENGTH), r.changed(r.random(LENGTH)), r.changed(v), step);
            }
        });
    }

    private static int product(int[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    private static void products(Run r) {
        int[][] sizes = {{1, 1, 1}, {37, 53, 19}, {64, 3, 500}, {3, 70, 9}, {1, 5, 4}, {5, 1, 4}, {4, 5, 0}};
        for (int[] s : sizes) {
            for (int i = 0; i < 4; i++) {
                Buffer a = r.random(3 * s[0] * s[2]);
                Buffer b = r.random(3 * s[2] * s[1]);
                long stepA = (long) s[0] * s[2];
                long stepB = (long) s[2] * s[1];
                boolean left = i % 2 == 1;
                boolean right = i / 2 == 1;
                r.backend.gemm(left, right, s[0], s[1], s[2], 1, a, b, 0, r.out((long) s[0] * s[1]), 1, stepA, stepB);
                Buffer sum = r.changed(r.random(3 * s[0] * s[1]));
                r.backend.gemm(left, right, s[0], s[1], s[2], 0.7f, a, b, s[2] == 0 ? 0 : 1, sum, 3, stepA, 0);
            }
        }
    }

    private static void linear(Run r) {
        int[][] sizes = {{1, 1, 1}, {1, 300, 200}, {700, 9, 9}, {901, 64, 40}, {300, 150, 140}};
        for (int[] s : sizes) {
            for (boolean active : new boolean[] {false, true}) {
                UnaryOp f = active ? UnaryOp.ELU : null;
                LinearShape shape =
                        new LinearShape(s[0], s[1], s[2], f, active ? BinaryOp.ELU_GRADIENT : null, active ? 1 : 0);
                Buffer x = r.random(s[0] * s[1]);
                Buffer weights = r.random(s[1] * s[2]);
                Buffer y = r.out(s[0] * s[2]);
                r.backend.linear(shape, x, weights, active ? r.random(s[2]) : null, y);
                Buffer g = r.random(s[0] * s[2]);
                Buffer sums = active ? r.out(s[0] * s[2]) : g;
                Buffer weightGradient = r.out(s[1] * s[2]);
                r.backend.linearBackward(
                        shape, x, weights, y, g, sums, r.out(s[0] * s[1]), weightGradient, r.out(s[2]));
                r.backend.linearBackward(shape, x, weights, y, g, r.changed(g), null, null, null);
                if (s[1] == s[2]) {
                    Buffer again = r.changed(r.random(s[0] * s[2]));
                    r.backend.linearBackward(shape, x, weights, y, again, again, again, r.out(s[1] * s[2]), null);
                }
            }
        }
    }

    private static void extremes(Run r, Buffer x, int[] s) {
        for (boolean largest : new boolean[] {true, false}) {
            int[] places = r.backend.extremes(largest, x, s[0], s[1], s[2], r.out(s[0] * s[2]));
            r.result(places);
            r.backend.scatterPlaces(r.random(s[0] * s[2]), places, s[0], s[1], s[2], r.out(product(s)));
        }
    }

    private static void sparse(Run r) {
        for (int width : new int[] {1, 6}) {
            r.backend.sparseTimesDense(MATRIX, r.random(2 * 6 * width), 2, width, r.out(2L * 5 * width));
            r.backend.transposedSparseTimesDense(MATRIX, r.random(2 * 5 * width), 2, width, r.out(2L * 6 * width));
            int heads = width == 1 ? 1 : 3;
            Buffer x = r.random(2 * 6 * width);
            Buffer weights = r.random(9 * heads);
            r.backend.weightedSparseTimesDense(MATRIX, weights, heads, x, 2, width, r.out(2L * 5 * width));
            r.backend.sampledProducts(MATRIX, r.random(2 * 5 * width), heads, x, 2, width, r.out(9L * heads));
        }
        r.backend.sparseTimesDense(NO_ENTRIES, r.random(6), 1, 2, r.out(4));
        r.backend.transposedSparseTimesDense(NO_ENTRIES, r.random(4), 1, 2, r.out(6));
        r.backend.weightedSparseTimesDense(NO_ENTRIES, r.of(), 1, r.random(6), 1, 2, r.out(4));
        r.backend.sampledProducts(NO_ENTRIES, r.random(4), 1, r.random(6), 1, 2, r.out(0));
    }

    private static void attention(Run r) {
        CompressedRows transposed = new CompressedRows(
                6, 5, new int[] {0, 2, 4, 6, 7, 8, 9}, new int[] {2, 3, 0, 0, 3, 3, 0, 3, 2}, new float[9]);
        attention(r, MATRIX, transposed, new AttentionShape(1, 3, 0.2f));
        attention(r, MATRIX, transposed, new AttentionShape(3, 2, 0.5f));
        CompressedRows none = new CompressedRows(3, 2, new int[4], new int[0], new float[0]);
        attention(r, NO_ENTRIES, none, new AttentionShape(2, 2, 0.2f));
    }

    private static void attention(Run r, CompressedRows matrix, CompressedRows transposed, AttentionShape shape) {
        int width = shape.width();
        Buffer x = r.random(matrix.columns() * width);
        Buffer source = r.random(matrix.columns() * shape.heads());
        Buffer target = r.random(matrix.rows() * shape.heads());
        Buffer out = r.out((long) matrix.rows() * width);
        Buffer saved = r.backend.allocate(r.backend.graphAttentionSavedLength(matrix, shape));
        r.backend.graphAttention(matrix, shape, x, source, target, r.out(out.length()), null);
        r.backend.graphAttention(matrix, shape, x, source, target, out, saved);
        r.backend.graphAttentionBackward(
                matrix,
                transposed,
                shape,
                x,
                source,
                target,
                out,
                saved,
                r.random(matrix.rows() * width),
                r.out(x.length()),
                r.out(source.length()),
                r.out(target.length()));
    }

    private static void segments(Run r) {
        for (int width : new int[] {1, 7}) {
            Buffer x = r.random(-2, 2, 6 * width);
            if (width > 1) {
                x.write(0, new float[] {0, 1, 0}, 0, 3);
                x.write(2L * width, new float[] {0, 0, 3}, 0, 3);
                x.write(3L * width, new float[] {Float.NaN}, 0, 1);
            }
            for (boolean largest : new boolean[] {true, false}) {
                int[] places = r.backend.segmentExtremes(largest, GROUPS, x, width, r.out(5L * width));
                r.result(places);
                r.backend.scatterSegmentPlaces(r.random(5 * width), places, width, r.out(6L * width));
            }
            r.backend.segmentProduct(GROUPS, x, width, r.out(5L * width));
            r.backend.segmentProductGradient(GROUPS, x, r.random(5 * width), width, r.out(6L * width));
            Buffer y = r.out(6L * width);
            r.backend.segmentSoftmax(GROUPS, r.random(-9, 9, 6 * width), width, y);
            r.backend.segmentSoftmaxGradient(GROUPS, y, r.random(6 * width), width, r.out(6L * width));
        }
    }

    private static void convolve(Run r, ConvolutionShape s, boolean both) {
        int signal = s.batch() * s.steps() * s.channels();
        int taps = s.taps() * s.channels();
        Buffer u = r.random(signal);
        Buffer causal = r.random(taps);
        Buffer other = both ? r.random(taps) : null;
        r.backend.convolve(s, u, causal, other, r.out(signal));
        Buffer g = r.random(signal);
        r.backend.convolveBackward(
                s, u, causal, other, g, both ? r.out(signal) : null, r.out(taps), both ? r.out(taps) : null);
    }

    private static void gru(Run r, GruShape s) {
        int h = s.hidden();
        int sequences = s.batch() * s.nodes();
        GruOperands in = new GruOperands(
                r.random(sequences * s.steps() * s.features()),
                s.everyState() ? r.random(sequences * h) : null,
                r.random(3 * h * s.features()),
                r.random(s.biasNodes() * 3 * h),
                r.random(-0.4, 0.4, 3 * h * h),
                r.random(h));
        GruOperands gradients = new GruOperands(
                r.out(in.x().length()),
                s.everyState() ? r.out(in.initialState().length()) : null,
                r.out(in.inputWeights().length()),
                r.out(in.nodeBias().length()),
                r.out(in.hiddenWeights().length()),
                r.out(in.candidateBias().length()));
        int length = sequences * h * (s.everyState() ? s.steps() : 1);
        Buffer saved = r.backend.allocate(r.backend.gruSavedLength(s));
        r.backend.gruForward(s, in, r.out(length), null);
        r.backend.gruForward(s, in, r.out(length), saved);
        r.backend.gruBackward(s, in, saved, r.random(length), gradients);
    }

    private static void lstm(Run r, LstmShape s) {
        int h = s.hidden();
        int sequences = s.batch() * s.nodes();
        LstmOperands in = new LstmOperands(
                r.random(sequences * s.steps() * s.features()),
                s.everyState() ? r.random(sequences * h) : null,
                s.everyState() ? r.random(sequences * h) : null,
                r.random(4 * h * s.features()),
                r.random(-0.4, 0.4, 4 * h * h),
                r.random(4 * h));
        LstmOperands gradients = new LstmOperands(
                r.out(in.x().length()),
                s.everyState() ? r.out((long) sequences * h) : null,
                s.everyState() ? r.out((long) sequences * h) : null,
                r.out(in.inputWeights().length()),
                r.out(in.hiddenWeights().length()),
                r.out(in.bias().length()));
        int length = sequences * h * (s.everyState() ? s.steps() : 1);
        Buffer saved = r.backend.allocate(r.backend.lstmSavedLength(s));
        r.backend.lstmForward(s, in, r.out(length), r.out((long) sequences * h), null);
        r.backend.lstmForward(s, in, r.out(length), r.out((long) sequences * h), saved);
        Buffer ofCells = s.everyState() ? r.random(sequences * h) : null;
        r.backend.lstmBackward(s, in, saved, r.random(length), ofCells, gradients);
    }

    private static void s4(Run r, S4Shape s) {
        int values = s.channels() * s.modes();
        S4Operands in = new S4Operands(
                r.random(-5, -2, s.channels()),
                r.random(-1, 0, values),
                r.random(0, 20, values),
                r.random(2 * values),
                r.random(2 * values),
                r.random(2 * values * s.kernels()));
        S4Operands gradients = new S4Operands(
                r.out(s.channels()),
                r.out(values),
                r.out(values),
                r.out(2L * values),
                r.out(2L * values),
                r.out(2L * values * s.kernels()));
        int length = 2 * s.kernels() * s.frequencies() * s.channels();
        r.backend.s4Spectrum(s, in, r.out(length));
        r.backend.s4SpectrumBackward(s, in, r.random(length), gradients);
    }

    static Stream<Case> cases() {
        return CASES.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithNative(Case kernel) {
        Run reference = new Run(NATIVE);
        Run run = new Run(ND4J);
        kernel.work.accept(reference);
        kernel.work.accept(run);
        List<float[]> expected = reference.results();
        List<float[]> actual = run.results();
        for (int i = 0; i < expected.size(); i++) {
            double scale = 1;
            for (float value : expected.get(i)) {
                scale = Float.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
            }
            assertArrayEquals(
                    expected.get(i), actual.get(i), (float) (kernel.tolerance * scale), kernel + ", result " + i);
        }
    }

    /** A kernel that is added to the interface is to be added to the table; what runs any task on the host is none. */
    @Test
    void everyKernelIsCompared() {
        Set<String> called = new TreeSet<>();
        Backend recording = (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    try {
                        return method.invoke(NATIVE, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        CASES.forEach(kernel -> kernel.work.accept(new Run(recording)));
        Set<String> kernels = new TreeSet<>();
        for (Method method : Backend.class.getMethods()) {
            if (method.getParameterCount() > 0 && !method.isDefault()) {
                kernels.add(method.getName());
            }
        }
        assertEquals(kernels, called);
    }
}
