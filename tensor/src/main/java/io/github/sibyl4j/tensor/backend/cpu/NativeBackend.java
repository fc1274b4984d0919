package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.Arena;
import io.github.sibyl4j.tensor.backend.AttentionShape;
import io.github.sibyl4j.tensor.backend.Backend;
import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.CounterRandom;
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
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tensors on the processor: OpenBLAS for matrix products and the Vector API for the rest, split over threads by rules that
 * depend on sizes alone.
 */
public final class NativeBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(NativeBackend.class);
    private static final String VECTOR_KERNELS = "io.github.sibyl4j.tensor.backend.vector.VectorKernels";

    /** Floats one task works on: large enough to pay for handing it over, small enough to stay in a cache. */
    private static final int TASK = 1 << 15;
    /** Slots of a sum over a long axis; their number fixes the order of summation. */
    private static final int SLOTS = 16;

    private final Workers workers;
    private final Kernels kernels;
    private final MatrixProducts products;

    public NativeBackend(int threads) {
        this(threads, Found.KERNELS);
    }

    NativeBackend(int threads, Kernels kernels) {
        this.workers = new Workers(threads);
        this.kernels = kernels;
        this.products = new MatrixProducts(workers, kernels);
        LOG.debug("native backend: {} kernels, {} threads", kernels.name(), threads);
    }

    Kernels kernels() {
        return kernels;
    }

    /** Looked up once, so that a process says only once what it lacks. */
    private static final class Found {
        static final Kernels KERNELS = loadKernels();
    }

    private static Kernels loadKernels() {
        try {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                return (Kernels)
                        Class.forName(VECTOR_KERNELS).getDeclaredConstructor().newInstance();
            }
            LOG.warn("The Vector API is off, tensors run on slower scalar loops."
                    + " Start the JVM with --add-modules jdk.incubator.vector to turn it on.");
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn("The Vector API of this JVM cannot be used, tensors run on slower scalar loops.", e);
        }
        return new ScalarKernels();
    }

    static HostBuffer host(Buffer buffer) {
        buffer.requireOpen();
        return (HostBuffer) buffer;
    }

    static void copy(HostBuffer from, int at, HostBuffer to, int toAt, int count) {
        int target = to.byteOffset() + toAt * Float.BYTES;
        int source = from.byteOffset() + at * Float.BYTES;
        to.bytes().put(target, from.bytes(), source, count * Float.BYTES);
    }

    static void zero(HostBuffer buffer) {
        ByteBuffer bytes = buffer.bytes();
        int end = buffer.byteOffset() + (int) buffer.length() * Float.BYTES;
        int i = buffer.byteOffset();
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            bytes.putLong(i, 0);
        }
        for (; i < end; i += Float.BYTES) {
            bytes.putFloat(i, 0);
        }
    }

    @Override
    public String name() {
        return "native (" + kernels.name() + ", " + workers.threads() + " threads)";
    }

    @Override
    public void run(int tasks, IntConsumer body) {
        workers.run(tasks, body);
    }

    @Override
    public long largestBuffer() {
        return HostChunk.MOST_FLOATS;
    }

    @Override
    public Buffer allocate(long length) {
        return HostBuffer.of(length);
    }

    @Override
    public long reservedBytes() {
        return HostChunk.RESERVED.get();
    }

    @Override
    public long peakReservedBytes() {
        return HostChunk.PEAK_RESERVED.get();
    }

    @Override
    public void trim() {
        HostArena.dropIdle();
        HostChunk.awaitFreed();
    }

    @Override
    public Arena arena() {
        return HostArena.forScope();
    }

    /** Runs {@code body} on ranges that cover {@code 0} to {@code length - 1}. */
    private void ranges(long length, Range body) {
        int tasks = (int) ((length + TASK - 1) / TASK);
        workers.run(tasks, i -> {
            int from = i * TASK;
            body.run(from, (int) Math.min(length, from + (long) TASK));
        });
    }

    private interface Range {
        void run(int from, int to);
    }

    /** Runs {@code body} for every row, several rows a task. */
    private void rows(int rows, int width, IntConsumer body) {
        int together = Math.max(1, TASK / Math.max(1, width));
        workers.run((rows + together - 1) / together, task -> {
            int end = Math.min(rows, (task + 1) * together);
            for (int row = task * together; row < end; row++) {
                body.accept(row);
            }
        });
    }

    @Override
    public void fill(Buffer out, float value) {
        HostBuffer to = host(out);
        ranges(out.length(), (a, b) -> kernels.fill(to, a, b, value));
    }

    @Override
    public void copy(Buffer x, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        ranges(x.length(), (a, b) -> copy(from, a, to, a, b - a));
    }

    @Override
    public void uniform(long seed, Buffer out) {
        HostBuffer to = host(out);
        ranges(out.length(), (a, b) -> {
            for (int i = a; i < b; i++) {
                put(to, i, CounterRandom.uniform(seed, i));
            }
        });
    }

    @Override
    public void unary(UnaryOp op, Buffer x, float alpha, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        ranges(x.length(), (a, b) -> kernels.unary(op, from, alpha, to, a, b));
    }

    @Override
    public void binary(BinaryOp op, Buffer a, Buffer b, float alpha, Broadcast walk, Buffer out) {
        HostBuffer left = host(a);
        HostBuffer right = host(b);
        HostBuffer to = host(out);
        int runs = walk.runs();
        int run = walk.runLength();
        int stepA = walk.runStepA();
        int stepB = walk.runStepB();
        if (runs == 1) {
            ranges(
                    run,
                    (i, j) -> kernels.binary(op, left, i * stepA, stepA, right, i * stepB, stepB, alpha, to, i, j - i));
            return;
        }
        if (run > TASK) {
            for (int r = 0; r < runs; r++) {
                int startA = walk.startA(r);
                int startB = walk.startB(r);
                int start = r * run;
                ranges(
                        run,
                        (i, j) -> kernels.binary(
                                op,
                                left,
                                startA + i * stepA,
                                stepA,
                                right,
                                startB + i * stepB,
                                stepB,
                                alpha,
                                to,
                                start + i,
                                j - i));
            }
            return;
        }
        int together = Math.max(1, TASK / Math.max(1, run));
        workers.run((runs + together - 1) / together, task -> {
            int from = task * together;
            kernels.binaryRuns(op, left, right, alpha, walk, to, from, Math.min(runs, from + together));
        });
    }

    @Override
    public void addScaled(Buffer out, Buffer x, float factor) {
        HostBuffer to = host(out);
        HostBuffer from = host(x);
        ranges(x.length(), (a, b) -> kernels.addScaled(to, a, from, a, factor, b - a));
    }

    @Override
    public void gemm(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            Buffer a,
            Buffer b,
            float beta,
            Buffer c,
            int batch,
            long stepA,
            long stepB) {
        products.run(transposeA, transposeB, m, n, k, alpha, host(a), host(b), beta, host(c), batch, stepA, stepB);
    }

    @Override
    public void linear(LinearShape shape, Buffer x, Buffer weights, Buffer bias, Buffer out) {
        new LinearPass(shape, kernels, workers, products).forward(host(x), host(weights), hostOrNull(bias), host(out));
    }

    @Override
    public void linearBackward(
            LinearShape shape,
            Buffer x,
            Buffer weights,
            Buffer y,
            Buffer g,
            Buffer sumGradient,
            Buffer xGradient,
            Buffer weightGradient,
            Buffer biasGradient) {
        new LinearPass(shape, kernels, workers, products)
                .backward(
                        host(x),
                        host(weights),
                        host(y),
                        host(g),
                        host(sumGradient),
                        hostOrNull(xGradient),
                        hostOrNull(weightGradient),
                        hostOrNull(biasGradient));
    }

    @Override
    public void sum(Buffer x, int outer, int reduced, int inner, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        if (inner == 1 && outer > 1) {
            rows(outer, reduced, o -> put(to, o, (float) kernels.sum(from, o * reduced, reduced)));
        } else if (inner == 1) {
            int part = Math.max(TASK, (reduced + SLOTS - 1) / SLOTS);
            int slots = Math.max(1, (reduced + part - 1) / part);
            double[] sums = new double[slots];
            workers.run(slots, s -> sums[s] = kernels.sum(from, s * part, Math.min(part, reduced - s * part)));
            double total = 0;
            for (double sum : sums) {
                total += sum;
            }
            put(to, 0, (float) total);
        } else if (outer >= SLOTS || (long) reduced * inner < 2L * TASK) {
            rows(outer, reduced * inner, o -> sumRows(from, o * reduced * inner, reduced, inner, to, o * inner));
        } else {
            for (int o = 0; o < outer; o++) {
                sumLongAxis(from, o * reduced * inner, reduced, inner, to, o * inner);
            }
        }
    }

    private void sumRows(HostBuffer x, int at, int rows, int width, HostBuffer out, int o) {
        for (int i = 0; i < width; i++) {
            put(out, o + i, 0);
        }
        kernels.addRows(out, o, x, at, rows, width);
    }

    private void sumLongAxis(HostBuffer x, int at, int rows, int width, HostBuffer out, int o) {
        HostArena arena = HostArena.scratch();
        HostBuffer sums = arena.allocate((long) SLOTS * width);
        int part = (rows + SLOTS - 1) / SLOTS;
        workers.run(SLOTS, s -> {
            int from = Math.min(rows, s * part);
            int to = Math.min(rows, from + part);
            sumRows(x, at + from * width, to - from, width, sums, s * width);
        });
        sumRows(sums, 0, SLOTS, width, out, o);
        arena.release();
    }

    /** Runs {@code body} on ranges of results that take {@code work} floats each. */
    private void results(int results, int work, Range body) {
        int together = Math.max(1, TASK / Math.max(1, work));
        workers.run(
                (results + together - 1) / together,
                task -> body.run(task * together, Math.min(results, (task + 1) * together)));
    }

    @Override
    public void product(Buffer x, int outer, int reduced, int inner, Buffer out) {
        AxisReductions axis = new AxisReductions(host(x), reduced, inner);
        HostBuffer to = host(out);
        results(outer * inner, reduced, (a, b) -> axis.product(to, a, b));
    }

    @Override
    public void productGradient(Buffer x, Buffer g, int outer, int reduced, int inner, Buffer out) {
        AxisReductions axis = new AxisReductions(host(x), reduced, inner);
        HostBuffer gradient = host(g);
        HostBuffer to = host(out);
        results(outer * inner, reduced, (a, b) -> axis.productGradient(gradient, to, a, b));
    }

    @Override
    public int[] extremes(boolean largest, Buffer x, int outer, int reduced, int inner, Buffer out) {
        AxisReductions axis = new AxisReductions(host(x), reduced, inner);
        HostBuffer to = host(out);
        int[] places = new int[outer * inner];
        results(outer * inner, reduced, (a, b) -> axis.extremes(largest, to, places, a, b));
        return places;
    }

    @Override
    public void scatterPlaces(Buffer g, int[] places, int outer, int reduced, int inner, Buffer out) {
        HostBuffer to = host(out);
        AxisReductions axis = new AxisReductions(to, reduced, inner);
        HostBuffer gradient = host(g);
        fill(to, 0);
        results(outer * inner, reduced, (a, b) -> axis.scatter(gradient, places, to, a, b));
    }

    @Override
    public void softmax(Buffer x, int width, boolean logarithm, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        results(rowCount(from, width), width, (a, b) -> kernels.softmax(from, to, width, logarithm, a, b));
    }

    @Override
    public void softmaxGradient(Buffer y, Buffer g, int width, boolean logarithm, Buffer out) {
        HostBuffer values = host(y);
        HostBuffer gradient = host(g);
        HostBuffer to = host(out);
        results(
                rowCount(values, width),
                width,
                (a, b) -> kernels.softmaxGradient(values, gradient, to, width, logarithm, a, b));
    }

    private static int rowCount(HostBuffer x, int width) {
        return width == 0 ? 0 : (int) (x.length() / width);
    }

    @Override
    public void layerNorm(Buffer x, Buffer gain, Buffer bias, int width, float epsilon, Buffer out, Buffer stats) {
        LayerNormRows rows = new LayerNormRows(host(x), host(gain), host(bias), host(stats), width, epsilon);
        HostBuffer to = host(out);
        results(rowCount(rows.x(), width), width, (a, b) -> kernels.layerNorm(rows, to, a, b));
    }

    @Override
    public void layerNormGradient(
            Buffer x,
            Buffer gain,
            Buffer stats,
            int width,
            Buffer g,
            Buffer xGradient,
            Buffer gainGradient,
            Buffer biasGradient) {
        LayerNormRows n = new LayerNormRows(host(x), host(gain), null, host(stats), width, 0);
        HostBuffer gradient = host(g);
        HostBuffer to = host(xGradient);
        int count = rowCount(n.x(), width);
        HostArena arena = HostArena.scratch();
        HostBuffer sums = arena.allocate(2L * SLOTS * width);
        zero(sums);
        workers.run(
                SLOTS,
                s -> kernels.layerNormGradient(
                        n, gradient, to, sums, 2 * s * width, (int) ((long) count * s / SLOTS), (int)
                                ((long) count * (s + 1) / SLOTS)));
        HostBuffer total = arena.allocate(2L * width);
        sumRows(sums, 0, SLOTS, 2 * width, total, 0);
        copy(total, 0, host(gainGradient), 0, width);
        copy(total, width, host(biasGradient), 0, width);
        arena.release();
    }

    @Override
    public void copyBlocks(
            Buffer x, int fromAt, int fromStep, Buffer out, int toAt, int toStep, int blocks, int count) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        rows(blocks, count, i -> copy(from, fromAt + i * fromStep, to, toAt + i * toStep, count));
    }

    private static void put(HostBuffer out, int at, float value) {
        out.bytes().putFloat(out.byteOffset() + at * Float.BYTES, value);
    }

    @Override
    public void permute(Buffer x, int[] sizes, int[] steps, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        int last = sizes.length - 1;
        int run = sizes[last];
        int step = steps[last];
        int runs = 1;
        for (int axis = 0; axis < last; axis++) {
            runs *= sizes[axis];
        }
        rows(runs, run, r -> {
            int rest = r;
            int start = 0;
            for (int axis = last - 1; axis >= 0; axis--) {
                start += rest % sizes[axis] * steps[axis];
                rest /= sizes[axis];
            }
            if (step == 1) {
                copy(from, start, to, r * run, run);
            } else {
                int source = from.byteOffset() + start * Float.BYTES;
                int target = to.byteOffset() + r * run * Float.BYTES;
                for (int i = 0; i < run; i++) {
                    to.bytes().putInt(target + 4 * i, from.bytes().getInt(source + 4 * i * step));
                }
            }
        });
    }

    @Override
    public void gatherRows(Buffer x, int[] index, int width, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        rows(index.length, width, i -> copy(from, index[i] * width, to, i * width, width));
    }

    @Override
    public void sparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        int rows = matrix.rows();
        int columns = matrix.columns();
        int together = Math.max(1, TASK / Math.max(1, width));
        int parts = (rows + together - 1) / together;
        workers.run(batch * parts, task -> {
            int b = task / parts;
            int first = task % parts * together;
            kernels.sparseRows(
                    matrix,
                    from,
                    b * columns * width,
                    width,
                    to,
                    b * rows * width,
                    first,
                    Math.min(rows, first + together));
        });
    }

    @Override
    public void transposedSparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        int rows = matrix.rows();
        int size = matrix.columns() * width;
        HostArena arena = HostArena.scratch();
        HostBuffer sums = arena.allocate((long) SLOTS * size);
        for (int b = 0; b < batch; b++) {
            int first = b * rows;
            workers.run(SLOTS, s -> {
                float[] sum = new float[size];
                int end = (int) ((long) rows * (s + 1) / SLOTS);
                for (int row = (int) ((long) rows * s / SLOTS); row < end; row++) {
                    kernels.scatterRow(
                            from,
                            (first + row) * width,
                            width,
                            matrix.columnIndices(),
                            matrix.values(),
                            matrix.rowPointers()[row],
                            matrix.rowPointers()[row + 1],
                            sum,
                            0);
                }
                sums.write((long) s * size, sum, 0, size);
            });
            sumRows(sums, 0, SLOTS, size, to, b * size);
        }
        arena.release();
    }

    @Override
    public void weightedSparseTimesDense(
            CompressedRows matrix, Buffer weights, int heads, Buffer x, int batch, int width, Buffer out) {
        HostBuffer w = host(weights);
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        int rows = matrix.rows();
        int work = width * Math.max(1, matrix.columnIndices().length / Math.max(1, rows));
        results(batch * rows, work, (a, b) -> {
            for (int i = a; i < b; i++) {
                int row = i % rows;
                kernels.weightedHeads(
                        from,
                        i / rows * matrix.columns() * width,
                        width,
                        heads,
                        matrix.columnIndices(),
                        w,
                        matrix.rowPointers()[row],
                        matrix.rowPointers()[row + 1],
                        to,
                        i * width);
            }
        });
    }

    @Override
    public void sampledProducts(
            CompressedRows matrix, Buffer g, int heads, Buffer x, int batch, int width, Buffer out) {
        HostBuffer gradient = host(g);
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        fill(to, 0);
        int rows = matrix.rows();
        int work = batch * width * Math.max(1, matrix.columnIndices().length / Math.max(1, rows));
        results(rows, work, (a, b) -> {
            for (int row = a; row < b; row++) {
                for (int i = 0; i < batch; i++) {
                    kernels.headDots(
                            gradient,
                            (i * rows + row) * width,
                            from,
                            i * matrix.columns() * width,
                            width,
                            heads,
                            matrix.columnIndices(),
                            matrix.rowPointers()[row],
                            matrix.rowPointers()[row + 1],
                            to);
                }
            }
        });
    }

    private AttentionPass attention(AttentionShape shape) {
        return new AttentionPass(shape, kernels.attention(), workers);
    }

    @Override
    public void graphAttention(
            CompressedRows matrix,
            AttentionShape shape,
            Buffer x,
            Buffer source,
            Buffer target,
            Buffer out,
            Buffer saved) {
        attention(shape).forward(matrix, host(x), host(source), host(target), host(out), hostOrNull(saved));
    }

    @Override
    public long graphAttentionSavedLength(CompressedRows matrix, AttentionShape shape) {
        return (long) matrix.rows() * attention(shape).savedLength();
    }

    @Override
    public void graphAttentionBackward(
            CompressedRows matrix,
            CompressedRows transposed,
            AttentionShape shape,
            Buffer x,
            Buffer source,
            Buffer target,
            Buffer out,
            Buffer saved,
            Buffer g,
            Buffer xGradient,
            Buffer sourceGradient,
            Buffer targetGradient) {
        attention(shape)
                .backward(
                        matrix,
                        transposed,
                        host(x),
                        host(source),
                        host(target),
                        host(out),
                        host(saved),
                        host(g),
                        host(xGradient),
                        host(sourceGradient),
                        host(targetGradient));
    }

    private void groups(Groups groups, int width, Range body) {
        results(groups.count(), width * Math.max(1, groups.members().length / Math.max(1, groups.count())), body);
    }

    @Override
    public void segmentProduct(Groups groups, Buffer x, int width, Buffer out) {
        SegmentLoops loops = new SegmentLoops(groups, width);
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        groups(groups, width, (a, b) -> loops.product(from, to, a, b));
    }

    @Override
    public void segmentProductGradient(Groups groups, Buffer x, Buffer g, int width, Buffer out) {
        SegmentLoops loops = new SegmentLoops(groups, width);
        HostBuffer from = host(x);
        HostBuffer gradient = host(g);
        HostBuffer to = host(out);
        groups(groups, width, (a, b) -> loops.productGradient(from, gradient, to, a, b));
    }

    @Override
    public int[] segmentExtremes(boolean largest, Groups groups, Buffer x, int width, Buffer out) {
        SegmentLoops loops = new SegmentLoops(groups, width);
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        int[] places = new int[groups.count() * width];
        groups(groups, width, (a, b) -> loops.extremes(largest, from, to, places, a, b));
        return places;
    }

    @Override
    public void scatterSegmentPlaces(Buffer g, int[] places, int width, Buffer out) {
        HostBuffer gradient = host(g);
        HostBuffer to = host(out);
        fill(to, 0);
        results(places.length, 1, (a, b) -> SegmentLoops.scatter(gradient, places, width, to, a, b));
    }

    @Override
    public void segmentSoftmax(Groups groups, Buffer x, int width, Buffer out) {
        HostBuffer from = host(x);
        HostBuffer to = host(out);
        groups(groups, width, (a, b) -> kernels.segmentSoftmax(groups, from, width, to, a, b));
    }

    @Override
    public void segmentSoftmaxGradient(Groups groups, Buffer y, Buffer g, int width, Buffer out) {
        HostBuffer values = host(y);
        HostBuffer gradient = host(g);
        HostBuffer to = host(out);
        groups(groups, width, (a, b) -> kernels.segmentSoftmaxGradient(groups, values, gradient, width, to, a, b));
    }

    static HostBuffer hostOrNull(Buffer buffer) {
        return buffer == null ? null : host(buffer);
    }

    @Override
    public void fourier(FourierShape shape, Buffer re, Buffer im, Buffer outRe, Buffer outIm) {
        new FourierPass(kernels.fourier(), workers)
                .transform(shape, host(re), hostOrNull(im), host(outRe), hostOrNull(outIm));
    }

    @Override
    public void convolve(ConvolutionShape shape, Buffer u, Buffer causal, Buffer anticausal, Buffer out) {
        new FourierPass(kernels.fourier(), workers)
                .convolve(shape, host(u), host(causal), hostOrNull(anticausal), host(out));
    }

    @Override
    public void convolveBackward(
            ConvolutionShape shape,
            Buffer u,
            Buffer causal,
            Buffer anticausal,
            Buffer g,
            Buffer uGradient,
            Buffer causalGradient,
            Buffer anticausalGradient) {
        new FourierPass(kernels.fourier(), workers)
                .convolveBackward(
                        shape,
                        host(u),
                        host(causal),
                        hostOrNull(anticausal),
                        host(g),
                        hostOrNull(uGradient),
                        host(causalGradient),
                        hostOrNull(anticausalGradient),
                        kernels);
    }

    @Override
    public void s4Spectrum(S4Shape shape, S4Operands in, Buffer out) {
        new S4Pass(shape, in, kernels, workers).forward(host(out));
    }

    @Override
    public void s4SpectrumBackward(S4Shape shape, S4Operands in, Buffer g, S4Operands gradients) {
        new S4Pass(shape, in, kernels, workers).backward(host(g), gradients);
    }

    @Override
    public void gruForward(GruShape shape, GruOperands in, Buffer states, Buffer saved) {
        new GruPass(shape, in, kernels, workers).forward(host(states), saved == null ? null : host(saved));
    }

    @Override
    public long gruSavedLength(GruShape shape) {
        return GruPass.savedLength(shape);
    }

    @Override
    public void gruBackward(
            GruShape shape, GruOperands in, Buffer saved, Buffer stateGradients, GruOperands gradients) {
        new GruPass(shape, in, kernels, workers).backward(host(saved), host(stateGradients), gradients);
    }

    @Override
    public void lstmForward(LstmShape shape, LstmOperands in, Buffer states, Buffer lastCell, Buffer saved) {
        new LstmPass(shape, in, kernels, workers).forward(host(states), host(lastCell), hostOrNull(saved));
    }

    @Override
    public long lstmSavedLength(LstmShape shape) {
        return LstmPass.savedLength(shape);
    }

    @Override
    public void lstmBackward(
            LstmShape shape,
            LstmOperands in,
            Buffer saved,
            Buffer stateGradients,
            Buffer cellGradient,
            LstmOperands gradients) {
        new LstmPass(shape, in, kernels, workers)
                .backward(host(saved), host(stateGradients), hostOrNull(cellGradient), gradients);
    }

    @Override
    public double[] absoluteError(Buffer prediction, Buffer target, Buffer mask) {
        HostBuffer p = host(prediction);
        HostBuffer t = host(target);
        HostBuffer w = mask == null ? null : host(mask);
        int tasks = Math.max(1, (int) ((p.length() + TASK - 1) / TASK));
        double[][] parts = new double[tasks][2];
        ranges(p.length(), (a, b) -> kernels.absoluteError(p, t, w, a, b - a, parts[a / TASK]));
        double[] total = new double[2];
        for (double[] part : parts) {
            total[0] += part[0];
            total[1] += part[1];
        }
        return total;
    }

    @Override
    public void absoluteErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out) {
        HostBuffer p = host(prediction);
        HostBuffer t = host(target);
        HostBuffer w = mask == null ? null : host(mask);
        HostBuffer to = host(out);
        ranges(p.length(), (a, b) -> kernels.absoluteErrorGradient(p, t, w, factor, to, a, b - a));
    }

    @Override
    public double[] squaredError(Buffer prediction, Buffer target, Buffer mask) {
        SquaredError error = new SquaredError(kernels, host(prediction), host(target), hostOrNull(mask));
        int tasks = (int) ((prediction.length() + TASK - 1) / TASK);
        double[][] parts = new double[tasks][2];
        ranges(prediction.length(), (a, b) -> error.add(a, b, parts[a / TASK]));
        double[] total = new double[2];
        for (double[] part : parts) {
            total[0] += part[0];
            total[1] += part[1];
        }
        return total;
    }

    @Override
    public void squaredErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out) {
        SquaredError error = new SquaredError(kernels, host(prediction), host(target), hostOrNull(mask));
        HostBuffer to = host(out);
        ranges(out.length(), (a, b) -> error.gradient(factor, to, a, b));
    }

    @Override
    public double sumOfSquares(Buffer x) {
        HostBuffer from = host(x);
        int tasks = Math.max(1, (int) ((x.length() + TASK - 1) / TASK));
        double[] parts = new double[tasks];
        ranges(x.length(), (a, b) -> parts[a / TASK] = kernels.sumOfSquares(from, a, b - a));
        double total = 0;
        for (double part : parts) {
            total += part;
        }
        return total;
    }

    @Override
    public void adam(Buffer parameter, Buffer gradient, Buffer m, Buffer v, AdamStep step) {
        HostBuffer p = host(parameter);
        HostBuffer g = host(gradient);
        HostBuffer first = host(m);
        HostBuffer second = host(v);
        ranges(parameter.length(), (a, b) -> kernels.adam(p, g, first, second, step, a, b));
    }
}
