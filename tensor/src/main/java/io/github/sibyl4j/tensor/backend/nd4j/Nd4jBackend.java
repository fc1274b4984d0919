package io.github.sibyl4j.tensor.backend.nd4j;

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
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Tensors as arrays of ND4J, on whatever ND4J backend is on the class path: nd4j-native on the processor, nd4j-cuda on a
 * GPU. Every kernel is made of ND4J's operations; it is there to run on a GPU and to check the native backend, which is
 * faster on a processor.
 *
 * <p>On the host, by way of float arrays, are computed: {@link #uniform}, whose numbers are the same on every backend;
 * {@link #segmentExtremes}, since ND4J does not say which entry of a segment is the largest; and
 * {@link #segmentProductGradient}, for which it has nothing that is exact where factors are zero. Indices are prepared on the
 * host everywhere. ND4J splits its work over threads of its own, and does not promise results that are independent of their
 * number.
 */
public final class Nd4jBackend implements Backend {
    private static final long LARGEST = Integer.MAX_VALUE / Float.BYTES;

    private final int threads;

    /** @param threads the most threads that ND4J uses on a processor */
    public Nd4jBackend(int threads) {
        this.threads = threads;
        Devices.requireAvailable();
        Devices.requireServed(Nd4j.getExecutioner().getEnvironmentInformation());
        Nd4j.getEnvironment().setMaxThreads(threads);
    }

    static Nd4jBuffer own(Buffer buffer) {
        buffer.requireOpen();
        return (Nd4jBuffer) buffer;
    }

    private static INDArray flat(Buffer buffer) {
        return own(buffer).flat();
    }

    private static INDArray array(Buffer buffer, long... shape) {
        return own(buffer).array(shape);
    }

    private static INDArray arrayOrNull(Buffer buffer, long... shape) {
        return buffer == null ? null : array(buffer, shape);
    }

    @Override
    public String name() {
        return "nd4j (" + Nd4j.getBackend().getClass().getSimpleName() + ", " + threads + " threads)";
    }

    @Override
    public long largestBuffer() {
        return LARGEST;
    }

    @Override
    public Buffer allocate(long length) {
        return length == 0
                ? new Nd4jBuffer(null, null, 0, 0)
                : new Nd4jBuffer(Nd4jMemory.allocate(length).data(), null, 0, length);
    }

    @Override
    public long reservedBytes() {
        return Nd4jMemory.reserved();
    }

    @Override
    public long peakReservedBytes() {
        return Nd4jMemory.peak();
    }

    @Override
    public void trim() {
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        Nd4jMemory.awaitFreed();
    }

    @Override
    public Arena arena() {
        return new Nd4jArena();
    }

    @Override
    public void fill(Buffer out, float value) {
        if (out.length() > 0) {
            flat(out).assign(value);
        }
    }

    @Override
    public void copy(Buffer x, Buffer out) {
        if (out.length() > 0) {
            flat(out).assign(flat(x));
        }
    }

    @Override
    public void uniform(long seed, Buffer out) {
        float[] values = new float[(int) out.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = CounterRandom.uniform(seed, i);
        }
        out.write(0, values, 0, values.length);
    }

    @Override
    public void unary(UnaryOp op, Buffer x, float alpha, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                INDArray operand = x.whole() == out.whole() ? flat(x).dup('c') : flat(x);
                ElementwiseOps.unary(op, operand, alpha, flat(out));
            }
        }
    }

    @Override
    public void binary(BinaryOp op, Buffer a, Buffer b, float alpha, Broadcast walk, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                ElementwiseOps.binary(op, own(a), own(b), alpha, walk, own(out));
            }
        }
    }

    @Override
    public void addScaled(Buffer out, Buffer x, float factor) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                flat(out).addi(flat(x).mul(factor));
            }
        }
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
        if (c.length() == 0) {
            return;
        }
        if (k == 0) {
            if (beta == 0) {
                fill(c, 0);
            }
            return;
        }
        long sizeA = (long) m * k;
        long sizeB = (long) k * n;
        long sizeC = (long) m * n;
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            for (int i = 0; i < batch; i++) {
                Nd4jBuffer left = own(a).slice(i * stepA, sizeA);
                Nd4jBuffer right = own(b).slice(i * stepB, sizeB);
                Ops.gemm(
                        transposeA,
                        transposeB,
                        alpha,
                        transposeA ? left.array(k, m) : left.array(m, k),
                        transposeB ? right.array(n, k) : right.array(k, n),
                        beta,
                        own(c).slice(i * sizeC, sizeC).array(m, n));
            }
        }
    }

    @Override
    public void linear(LinearShape shape, Buffer x, Buffer weights, Buffer bias, Buffer out) {
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            INDArray sums = array(out, shape.rows(), shape.out());
            INDArray left = array(x, shape.rows(), shape.in());
            Ops.gemm(false, true, 1, left, array(weights, shape.out(), shape.in()), 0, sums);
            if (bias != null) {
                Ops.run("add", sums, sums.dup('c'), array(bias, shape.out()));
            }
        }
        if (shape.activation() != null) {
            unary(shape.activation(), out, shape.alpha(), out);
        }
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
        int[] flat = {(int) g.length()};
        if (shape.slope() != null) {
            binary(shape.slope(), g, y, shape.alpha(), Broadcast.of(flat, flat, flat), sumGradient);
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            INDArray sums = array(sumGradient, shape.rows(), shape.out());
            if (weightGradient != null) {
                INDArray left = array(x, shape.rows(), shape.in());
                Ops.gemm(true, false, 1, sums, left, 0, array(weightGradient, shape.out(), shape.in()));
            }
            if (biasGradient != null) {
                Ops.sum(sums, 0, array(biasGradient, shape.out()));
            }
            if (xGradient != null) {
                INDArray from = xGradient.whole() == sumGradient.whole() ? sums.dup('c') : sums;
                INDArray to = array(xGradient, shape.rows(), shape.in());
                Ops.gemm(false, false, 1, from, array(weights, shape.out(), shape.in()), 0, to);
            }
        }
    }

    @Override
    public void sum(Buffer x, int outer, int reduced, int inner, Buffer out) {
        if (x.length() == 0) {
            fill(out, 0);
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            Ops.sum(array(x, outer, reduced, inner), 1, array(out, outer, inner));
        }
    }

    @Override
    public void product(Buffer x, int outer, int reduced, int inner, Buffer out) {
        if (x.length() == 0) {
            fill(out, 1);
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            ReductionOps.product(array(x, outer, reduced, inner), array(out, outer, inner));
        }
    }

    @Override
    public void productGradient(Buffer x, Buffer g, int outer, int reduced, int inner, Buffer out) {
        if (x.length() == 0) {
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            long[] shape = {outer, reduced, inner};
            ReductionOps.productGradient(array(x, shape), array(g, outer, inner), array(out, shape));
        }
    }

    @Override
    public int[] extremes(boolean largest, Buffer x, int outer, int reduced, int inner, Buffer out) {
        if (out.length() == 0) {
            return new int[0];
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            return ReductionOps.extremes(largest, array(x, outer, reduced, inner), array(out, outer, inner));
        }
    }

    @Override
    public void scatterPlaces(Buffer g, int[] places, int outer, int reduced, int inner, Buffer out) {
        int[] flat = new int[places.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (i / inner * reduced + places[i]) * inner + i % inner;
        }
        scatter(g, flat, out);
    }

    private void scatter(Buffer g, int[] places, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                ReductionOps.scatter(places.length == 0 ? null : flat(g), places, flat(out));
            }
        }
    }

    @Override
    public void softmax(Buffer x, int width, boolean logarithm, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                RowOps.softmax(rows(x, width), logarithm, rows(out, width));
            }
        }
    }

    private static INDArray rows(Buffer x, int width) {
        return array(x, x.length() / width, width);
    }

    @Override
    public void softmaxGradient(Buffer y, Buffer g, int width, boolean logarithm, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                RowOps.softmaxGradient(rows(y, width), rows(g, width), logarithm, rows(out, width));
            }
        }
    }

    @Override
    public void layerNorm(Buffer x, Buffer gain, Buffer bias, int width, float epsilon, Buffer out, Buffer stats) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                RowOps.layerNorm(
                        rows(x, width),
                        array(gain, 1, width),
                        array(bias, 1, width),
                        epsilon,
                        rows(out, width),
                        rows(stats, 2));
            }
        }
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
        if (x.length() == 0) {
            fill(gainGradient, 0);
            fill(biasGradient, 0);
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            RowOps.layerNormGradient(
                    rows(x, width),
                    array(gain, 1, width),
                    rows(stats, 2),
                    rows(g, width),
                    rows(xGradient, width),
                    flat(gainGradient),
                    flat(biasGradient));
        }
    }

    @Override
    public void copyBlocks(
            Buffer x, int fromAt, int fromStep, Buffer out, int toAt, int toStep, int blocks, int count) {
        if (blocks == 0 || count == 0) {
            return;
        }
        long[] shape = {blocks, count};
        INDArray from = own(x).view(fromAt, shape, new long[] {fromStep, 1});
        own(out).view(toAt, shape, new long[] {toStep, 1}).assign(from);
    }

    @Override
    public void permute(Buffer x, int[] sizes, int[] steps, Buffer out) {
        if (out.length() > 0) {
            long[] shape = longs(sizes);
            array(out, shape).assign(own(x).view(0, shape, longs(steps)));
        }
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    @Override
    public void gatherRows(Buffer x, int[] index, int width, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                SegmentOps.gather(rows(x, width), index, rows(out, width));
            }
        }
    }

    /** The matrix {@code at} of a batch. */
    private static INDArray part(Buffer x, int at, int rows, int width) {
        long size = (long) rows * width;
        return own(x).slice(at * size, size).array(rows, width);
    }

    @Override
    public void sparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out) {
        products(
                matrix.columnIndices(),
                matrix.values(),
                SegmentOps.rowOf(matrix),
                x,
                matrix.columns(),
                batch,
                width,
                out,
                matrix.rows());
    }

    @Override
    public void transposedSparseTimesDense(CompressedRows matrix, Buffer x, int batch, int width, Buffer out) {
        products(
                SegmentOps.rowOf(matrix),
                matrix.values(),
                matrix.columnIndices(),
                x,
                matrix.rows(),
                batch,
                width,
                out,
                matrix.columns());
    }

    private void products(
            int[] from, float[] values, int[] to, Buffer x, int rowsIn, int batch, int width, Buffer out, int rowsOut) {
        if (from.length == 0) {
            fill(out, 0);
        } else if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                for (int b = 0; b < batch; b++) {
                    SegmentOps.sparse(part(x, b, rowsIn, width), from, values, to, part(out, b, rowsOut, width));
                }
            }
        }
    }

    @Override
    public void weightedSparseTimesDense(
            CompressedRows matrix, Buffer weights, int heads, Buffer x, int batch, int width, Buffer out) {
        int[] columnOf = matrix.columnIndices();
        if (columnOf.length == 0) {
            fill(out, 0);
        } else if (out.length() > 0) {
            int[] rowOf = SegmentOps.rowOf(matrix);
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                INDArray w = array(weights, columnOf.length, heads);
                for (int b = 0; b < batch; b++) {
                    SegmentOps.weightedSparse(
                            part(x, b, matrix.columns(), width),
                            columnOf,
                            w,
                            rowOf,
                            part(out, b, matrix.rows(), width));
                }
            }
        }
    }

    @Override
    public void sampledProducts(
            CompressedRows matrix, Buffer g, int heads, Buffer x, int batch, int width, Buffer out) {
        fill(out, 0);
        if (out.length() > 0 && width > 0) {
            int[] rowOf = SegmentOps.rowOf(matrix);
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                INDArray sums = array(out, rowOf.length, heads);
                for (int b = 0; b < batch; b++) {
                    SegmentOps.addSampled(
                            part(g, b, matrix.rows(), width),
                            rowOf,
                            part(x, b, matrix.columns(), width),
                            matrix.columnIndices(),
                            sums);
                }
            }
        }
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
        int entries = matrix.columnIndices().length;
        if (entries == 0 || out.length() == 0) {
            fill(out, 0);
            return;
        }
        long half = (long) entries * shape.heads();
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            INDArray kept = saved == null ? Nd4j.createUninitialized(DataType.FLOAT, 2 * half) : flat(saved);
            new AttentionOps(matrix)
                    .forward(
                            rows(x, shape.width()),
                            rows(source, shape.heads()),
                            rows(target, shape.heads()),
                            shape.slope(),
                            half(kept, 0, entries, shape),
                            half(kept, 1, entries, shape),
                            rows(out, shape.width()));
        }
    }

    /** Scores or weights of every entry, one after the other. */
    private static INDArray half(INDArray kept, int which, int entries, AttentionShape shape) {
        long length = (long) entries * shape.heads();
        return kept.get(NDArrayIndex.interval(which * length, (which + 1) * length))
                .reshape('c', entries, shape.heads());
    }

    @Override
    public long graphAttentionSavedLength(CompressedRows matrix, AttentionShape shape) {
        return 2L * matrix.columnIndices().length * shape.heads();
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
        int entries = matrix.columnIndices().length;
        if (entries == 0 || out.length() == 0) {
            fill(xGradient, 0);
            fill(sourceGradient, 0);
            fill(targetGradient, 0);
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            new AttentionOps(matrix)
                    .backward(
                            rows(x, shape.width()),
                            half(flat(saved), 0, entries, shape),
                            half(flat(saved), 1, entries, shape),
                            rows(g, shape.width()),
                            shape.slope(),
                            rows(xGradient, shape.width()),
                            rows(sourceGradient, shape.heads()),
                            rows(targetGradient, shape.heads()));
        }
    }

    @Override
    public void segmentProduct(Groups groups, Buffer x, int width, Buffer out) {
        if (x.length() == 0) {
            fill(out, 1);
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            SegmentOps.product(groups, rows(x, width), rows(out, width));
        }
    }

    private static float[] values(Buffer x) {
        float[] values = new float[(int) x.length()];
        x.read(0, values, 0, values.length);
        return values;
    }

    @Override
    public void segmentProductGradient(Groups groups, Buffer x, Buffer g, int width, Buffer out) {
        float[] results = new float[(int) out.length()];
        SegmentOps.productGradient(groups, values(x), values(g), width, results);
        out.write(0, results, 0, results.length);
    }

    @Override
    public int[] segmentExtremes(boolean largest, Groups groups, Buffer x, int width, Buffer out) {
        float[] results = new float[(int) out.length()];
        int[] places = SegmentOps.extremes(largest, groups, values(x), width, results);
        out.write(0, results, 0, results.length);
        return places;
    }

    @Override
    public void scatterSegmentPlaces(Buffer g, int[] places, int width, Buffer out) {
        int[] chosen = new int[places.length];
        int[] targets = new int[places.length];
        int count = 0;
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                chosen[count] = i;
                targets[count++] = places[i] * width + i % width;
            }
        }
        if (out.length() == 0) {
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            INDArray values = count == 0
                    ? null
                    : SegmentOps.gather(flat(g).reshape('c', places.length, 1), Arrays.copyOf(chosen, count))
                            .reshape(count);
            ReductionOps.scatter(values, Arrays.copyOf(targets, count), flat(out));
        }
    }

    @Override
    public void segmentSoftmax(Groups groups, Buffer x, int width, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                SegmentOps.softmax(groups, rows(x, width), rows(out, width));
            }
        }
    }

    @Override
    public void segmentSoftmaxGradient(Groups groups, Buffer y, Buffer g, int width, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                SegmentOps.softmaxGradient(groups, rows(y, width), rows(g, width), rows(out, width));
            }
        }
    }

    @Override
    public void fourier(FourierShape shape, Buffer re, Buffer im, Buffer outRe, Buffer outIm) {
        if (outRe.length() == 0) {
            return;
        }
        long[] in = {shape.outer(), shape.rowsIn(), shape.inner()};
        long[] out = {shape.outer(), shape.rowsOut(), shape.inner()};
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            FourierOps.transform(shape, array(re, in), arrayOrNull(im, in), array(outRe, out), arrayOrNull(outIm, out));
        }
    }

    private static INDArray sequences(ConvolutionShape s, Buffer x) {
        return arrayOrNull(x, s.batch(), s.steps(), s.channels());
    }

    private static INDArray kernel(ConvolutionShape s, Buffer x) {
        return arrayOrNull(x, 1, s.taps(), s.channels());
    }

    @Override
    public void convolve(ConvolutionShape shape, Buffer u, Buffer causal, Buffer anticausal, Buffer out) {
        if (causal.length() == 0) {
            fill(out, 0);
        } else if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                FourierOps.convolve(
                        shape,
                        sequences(shape, u),
                        kernel(shape, causal),
                        kernel(shape, anticausal),
                        sequences(shape, out));
            }
        }
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
        if (u.length() == 0 || causal.length() == 0) {
            for (Buffer gradient : new Buffer[] {uGradient, causalGradient, anticausalGradient}) {
                if (gradient != null) {
                    fill(gradient, 0);
                }
            }
            return;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            FourierOps.convolveBackward(
                    shape,
                    sequences(shape, u),
                    kernel(shape, causal),
                    kernel(shape, anticausal),
                    sequences(shape, g),
                    sequences(shape, uGradient),
                    kernel(shape, causalGradient),
                    kernel(shape, anticausalGradient));
        }
    }

    @Override
    public void s4Spectrum(S4Shape shape, S4Operands in, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                new S4Ops(shape, in).forward(own(out));
            }
        }
    }

    @Override
    public void s4SpectrumBackward(S4Shape shape, S4Operands in, Buffer g, S4Operands gradients) {
        if (g.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                new S4Ops(shape, in).backward(own(g), gradients);
            }
        }
    }

    @Override
    public void gruForward(GruShape shape, GruOperands in, Buffer states, Buffer saved) {
        if (states.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                new GruOps(shape, in).forward(own(states), saved == null ? null : own(saved));
            }
        }
    }

    @Override
    public long gruSavedLength(GruShape shape) {
        return GruOps.savedLength(shape);
    }

    @Override
    public void gruBackward(
            GruShape shape, GruOperands in, Buffer saved, Buffer stateGradients, GruOperands gradients) {
        if (stateGradients.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                new GruOps(shape, in).backward(own(saved), own(stateGradients), gradients);
            }
        } else {
            fill(gradients.inputWeights(), 0);
            fill(gradients.nodeBias(), 0);
            fill(gradients.hiddenWeights(), 0);
            fill(gradients.candidateBias(), 0);
        }
    }

    @Override
    public void lstmForward(LstmShape shape, LstmOperands in, Buffer states, Buffer lastCell, Buffer saved) {
        if (states.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                new LstmOps(shape, in).forward(own(states), own(lastCell), saved == null ? null : own(saved));
            }
        }
    }

    @Override
    public long lstmSavedLength(LstmShape shape) {
        return LstmOps.savedLength(shape);
    }

    @Override
    public void lstmBackward(
            LstmShape shape,
            LstmOperands in,
            Buffer saved,
            Buffer stateGradients,
            Buffer cellGradient,
            LstmOperands gradients) {
        if (stateGradients.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                Nd4jBuffer ofCells = cellGradient == null ? null : own(cellGradient);
                new LstmOps(shape, in).backward(own(saved), own(stateGradients), ofCells, gradients);
            }
        } else {
            fill(gradients.inputWeights(), 0);
            fill(gradients.hiddenWeights(), 0);
            fill(gradients.bias(), 0);
        }
    }

    @Override
    public double[] absoluteError(Buffer prediction, Buffer target, Buffer mask) {
        if (prediction.length() == 0) {
            return new double[2];
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            return TrainingOps.absoluteError(flat(prediction), flat(target), mask == null ? null : flat(mask));
        }
    }

    @Override
    public void absoluteErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                TrainingOps.absoluteErrorGradient(
                        flat(prediction), flat(target), mask == null ? null : flat(mask), factor, flat(out));
            }
        }
    }

    @Override
    public double[] squaredError(Buffer prediction, Buffer target, Buffer mask) {
        if (prediction.length() == 0) {
            return new double[2];
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            return TrainingOps.squaredError(flat(prediction), flat(target), mask == null ? null : flat(mask));
        }
    }

    @Override
    public void squaredErrorGradient(Buffer prediction, Buffer target, Buffer mask, float factor, Buffer out) {
        if (out.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                TrainingOps.squaredErrorGradient(
                        flat(prediction), flat(target), mask == null ? null : flat(mask), factor, flat(out));
            }
        }
    }

    @Override
    public double sumOfSquares(Buffer x) {
        if (x.length() == 0) {
            return 0;
        }
        try (MemoryWorkspace temporaries = Temporaries.open()) {
            return TrainingOps.sumOfSquares(flat(x));
        }
    }

    @Override
    public void adam(Buffer parameter, Buffer gradient, Buffer m, Buffer v, AdamStep step) {
        if (parameter.length() > 0) {
            try (MemoryWorkspace temporaries = Temporaries.open()) {
                TrainingOps.adam(flat(parameter), flat(gradient), flat(m), flat(v), step);
            }
        }
    }
}
