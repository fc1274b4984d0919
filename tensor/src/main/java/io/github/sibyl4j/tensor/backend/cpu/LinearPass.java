package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.LinearShape;
import java.lang.ref.Reference;

/**
 * A dense layer, block of rows by block of rows, so that what one product gives is still in the cache for the next step.
 * Tasks and blocks depend on the sizes alone.
 */
final class LinearPass {
    /** Rows of a block: enough for a product to pay for packing the weights. */
    private static final int BLOCK = 192;
    /** Tasks of a pass at most; backward this fixes the order in which the weights' gradients are added. */
    private static final int TASKS = 16;
    /** Multiplications that pay for handing over a task. */
    private static final long LEAST_WORK = 3 << 17;

    private static final HostBuffer ONES = ones();

    private final LinearShape shape;
    private final Kernels kernels;
    private final Workers workers;
    private final MatrixProducts products;
    private final int taskRows;
    private final int tasks;

    LinearPass(LinearShape shape, Kernels kernels, Workers workers, MatrixProducts products) {
        this.shape = shape;
        this.kernels = kernels;
        this.workers = workers;
        this.products = products;
        long work = (long) shape.rows() * shape.in() * shape.out();
        int most = (int) Math.min(TASKS, work / LEAST_WORK);
        // An even number: three tasks take two threads as long as four.
        int wanted = most < 2 ? 1 : most / 2 * 2;
        this.taskRows = Math.max(1, (shape.rows() + wanted - 1) / wanted);
        this.tasks = (shape.rows() + taskRows - 1) / taskRows;
    }

    private static HostBuffer ones() {
        HostBuffer ones = HostBuffer.of(BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            ones.bytes().putFloat(ones.byteOffset() + i * Float.BYTES, 1);
        }
        return ones;
    }

    private interface Block {
        void run(int task, boolean first, int from, int rows);
    }

    /** Runs {@code body} on blocks of about equal height, those of a task one after the other. */
    private void blocks(Block body) {
        workers.run(tasks, task -> {
            int begin = task * taskRows;
            int rows = Math.min(taskRows, shape.rows() - begin);
            int count = (rows + BLOCK - 1) / BLOCK;
            for (int i = 0; i < count; i++) {
                int from = (int) ((long) rows * i / count);
                int to = (int) ((long) rows * (i + 1) / count);
                body.run(task, i == 0, begin + from, to - from);
            }
        });
    }

    /** {@code bias} may be null. */
    void forward(HostBuffer x, HostBuffer weights, HostBuffer bias, HostBuffer y) {
        int in = shape.in();
        int out = shape.out();
        // A product adds to what is there as fast as it would clear it.
        float beta = bias == null ? 0 : 1;
        if (shape.fewWeights()) {
            blocks((task, first, from, rows) -> {
                begin(bias, y, from, rows);
                long xAt = x.address() + 4L * from * in;
                long yAt = y.address() + 4L * from * out;
                Blas.gemm(false, true, rows, out, in, 1, xAt, in, weights.address(), in, beta, yAt, out);
                finish(y, from, rows);
            });
        } else {
            blocks((task, first, from, rows) -> begin(bias, y, from, rows));
            products.run(false, true, shape.rows(), out, in, 1, x, weights, beta, y, 1, 0, 0);
            blocks((task, first, from, rows) -> finish(y, from, rows));
        }
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(weights);
        Reference.reachabilityFence(y);
    }

    private void begin(HostBuffer bias, HostBuffer y, int from, int rows) {
        if (bias != null) {
            repeat(bias, y, from * shape.out(), rows * shape.out());
        }
    }

    private void finish(HostBuffer y, int from, int rows) {
        if (shape.activation() != null) {
            kernels.unary(shape.activation(), y, shape.alpha(), y, from * shape.out(), (from + rows) * shape.out());
        }
    }

    /** Fills {@code length} floats from {@code at} on with copies of a row. */
    private static void repeat(HostBuffer row, HostBuffer out, int at, int length) {
        int done = (int) row.length();
        NativeBackend.copy(row, 0, out, at, done);
        while (done < length) {
            int more = Math.min(done, length - done);
            NativeBackend.copy(out, at, out, at + done, more);
            done += more;
        }
    }

    /** See {@link io.github.sibyl4j.tensor.backend.Backend#linearBackward}. */
    void backward(
            HostBuffer x,
            HostBuffer weights,
            HostBuffer y,
            HostBuffer g,
            HostBuffer sums,
            HostBuffer xGradient,
            HostBuffer weightGradient,
            HostBuffer biasGradient) {
        int in = shape.in();
        int out = shape.out();
        boolean inPlace = xGradient != null && xGradient.whole() == sums.whole();
        // The first task adds up where the sum belongs.
        HostArena arena = tasks == 1 ? null : HostArena.scratch();
        boolean weightsInBlocks = weightGradient != null && shape.fewWeights();
        HostBuffer weightSums = weightsInBlocks ? sums(arena, weightGradient) : null;
        HostBuffer biasSums = sums(arena, biasGradient);
        blocks((task, first, from, rows) -> {
            int at = from * out;
            float beta = first ? 0 : 1;
            long sumsAt = sums.address() + 4L * at;
            if (shape.slope() != null) {
                kernels.binary(shape.slope(), g, at, 1, y, at, 1, shape.alpha(), sums, at, rows * out);
            }
            if (biasGradient != null) {
                long to = sum(biasGradient, biasSums, task);
                Blas.sumRows(rows, out, sumsAt, ONES.address(), beta, to);
            }
            if (weightsInBlocks) {
                long xAt = x.address() + 4L * from * in;
                long to = sum(weightGradient, weightSums, task);
                Blas.gemm(true, false, out, in, rows, 1, sumsAt, out, xAt, in, beta, to, in);
            }
            if (xGradient != null && shape.fewWeights()) {
                inputGradient(sums, weights, xGradient, inPlace, from, rows);
            }
        });
        if (weightsInBlocks) {
            total(weightSums, weightGradient);
        } else if (weightGradient != null) {
            products.run(true, false, out, in, shape.rows(), 1, sums, x, 0, weightGradient, 1, 0, 0);
        }
        if (xGradient != null && !shape.fewWeights()) {
            products.run(false, false, shape.rows(), in, out, 1, sums, weights, 0, xGradient, 1, 0, 0);
        }
        if (biasGradient != null) {
            total(biasSums, biasGradient);
        }
        if (arena != null) {
            arena.release();
        }
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(weights);
        Reference.reachabilityFence(sums);
        Reference.reachabilityFence(xGradient);
        Reference.reachabilityFence(weightGradient);
        Reference.reachabilityFence(biasGradient);
    }

    private void inputGradient(
            HostBuffer sums, HostBuffer weights, HostBuffer to, boolean inPlace, int from, int rows) {
        int in = shape.in();
        int out = shape.out();
        long sumsAt = sums.address() + 4L * from * out;
        if (!inPlace) {
            long toAt = to.address() + 4L * from * in;
            Blas.gemm(false, false, rows, in, out, 1, sumsAt, out, weights.address(), in, 0, toAt, in);
            return;
        }
        HostArena arena = HostArena.scratch();
        HostBuffer result = arena.allocate((long) rows * in);
        Blas.gemm(false, false, rows, in, out, 1, sumsAt, out, weights.address(), in, 0, result.address(), in);
        NativeBackend.copy(result, 0, to, from * in, rows * in);
        arena.release();
    }

    /** Room for what every task but the first adds up; null where there is nothing to add up, or one task. */
    private HostBuffer sums(HostArena arena, HostBuffer gradient) {
        return gradient == null || tasks == 1 ? null : arena.allocate((tasks - 1) * gradient.length());
    }

    /** Where a task adds up. */
    private static long sum(HostBuffer gradient, HostBuffer sums, int task) {
        return task == 0 ? gradient.address() : sums.address() + Float.BYTES * (task - 1) * gradient.length();
    }

    /** Adds what the other tasks found to what the first did, in their order. */
    private void total(HostBuffer sums, HostBuffer gradient) {
        int length = (int) gradient.length();
        for (int task = 1; task < tasks; task++) {
            kernels.addScaled(gradient, 0, sums, (task - 1) * length, 1, length);
        }
    }
}
