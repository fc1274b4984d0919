package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.lang.ref.Reference;

/**
 * Matrix products split over threads: by rows or columns of the result, by matrices of a batch, or along a long inner axis.
 * The split depends on sizes alone, and partial sums are added in order.
 */
final class MatrixProducts {
    /** Slots of a long inner axis; their number fixes the order of summation. */
    private static final int SLOTS = 16;

    private static final double TASK_FLOPS = 4e6;
    private static final double TASK_FLOATS = 1 << 16;
    private static final int LEAST_ROWS = 256;

    private final Workers workers;
    private final Kernels kernels;

    MatrixProducts(Workers workers, Kernels kernels) {
        this.workers = workers;
        this.kernels = kernels;
    }

    /** See {@link io.github.sibyl4j.tensor.backend.Backend#gemm}. */
    void run(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            HostBuffer left,
            HostBuffer right,
            float beta,
            HostBuffer out,
            int batch,
            long stepA,
            long stepB) {
        if (m == 0 || n == 0 || batch == 0) {
            return;
        }
        if (k == 0) {
            if (beta == 0) {
                NativeBackend.zero(out);
            }
            return;
        }
        int rowA = transposeA ? m : k;
        int rowB = transposeB ? k : n;
        double flops = 2.0 * m * n * k;
        if (batch > 1) {
            long stepC = (long) m * n;
            int together = (int) Math.max(1, Math.min(batch, TASK_FLOPS / flops));
            workers.run((batch + together - 1) / together, task -> {
                for (int i = task * together; i < Math.min(batch, (task + 1) * together); i++) {
                    long aAt = left.address() + 4 * i * stepA;
                    long bAt = right.address() + 4 * i * stepB;
                    long cAt = out.address() + 4 * i * stepC;
                    Blas.gemm(transposeA, transposeB, m, n, k, alpha, aAt, rowA, bAt, rowB, beta, cAt, n);
                }
            });
        } else if (k >= 64L * Math.max(m, n) / 16 && k >= 2048 && (long) m * n <= 1 << 16) {
            gemmOverLongAxis(transposeA, transposeB, m, n, k, alpha, left, rowA, right, rowB, beta, out);
        } else {
            // A narrow product takes as long as its operands take to be read.
            double work =
                    Math.max(flops / TASK_FLOPS, ((double) m * k + (double) k * n + (double) m * n) / TASK_FLOATS);
            int tasks = (int) Math.max(1, Math.min(SLOTS, work));
            boolean byRows = m >= n || m >= 64 * tasks;
            int whole = byRows ? m : n;
            int chunk = (whole + tasks - 1) / tasks;
            // Every task packs the other matrix anew, so a task takes many rows.
            int part = Math.max((chunk + 15) / 16 * 16, Math.min(LEAST_ROWS, whole));
            workers.run((whole + part - 1) / part, task -> {
                int from = task * part;
                int count = Math.min(part, whole - from);
                if (byRows) {
                    long aAt = left.address() + 4L * from * (transposeA ? 1 : rowA);
                    long cAt = out.address() + 4L * from * n;
                    Blas.gemm(
                            transposeA, transposeB, count, n, k, alpha, aAt, rowA, right.address(), rowB, beta, cAt, n);
                } else {
                    long bAt = right.address() + 4L * from * (transposeB ? rowB : 1);
                    long cAt = out.address() + 4L * from;
                    Blas.gemm(
                            transposeA, transposeB, m, count, k, alpha, left.address(), rowA, bAt, rowB, beta, cAt, n);
                }
            });
        }
        Reference.reachabilityFence(left);
        Reference.reachabilityFence(right);
        Reference.reachabilityFence(out);
    }

    /** A product with a small result and a long inner axis: slots of that axis are summed in order. */
    private void gemmOverLongAxis(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            float alpha,
            HostBuffer a,
            int rowA,
            HostBuffer b,
            int rowB,
            float beta,
            HostBuffer c) {
        HostArena arena = HostArena.scratch();
        HostBuffer sums = arena.allocate((long) SLOTS * m * n);
        int part = (k + SLOTS - 1) / SLOTS;
        int slots = (k + part - 1) / part;
        workers.run(slots, slot -> {
            int from = slot * part;
            int count = Math.min(part, k - from);
            long aAt = a.address() + 4L * from * (transposeA ? rowA : 1);
            long bAt = b.address() + 4L * from * (transposeB ? 1 : rowB);
            long out = sums.address() + 4L * slot * m * n;
            Blas.gemm(transposeA, transposeB, m, n, count, alpha, aAt, rowA, bAt, rowB, 0, out, n);
        });
        if (beta == 0) {
            NativeBackend.copy(sums, 0, c, 0, m * n);
        } else {
            kernels.unary(UnaryOp.SCALE, c, beta, c, 0, m * n);
            kernels.addScaled(c, 0, sums, 0, 1, m * n);
        }
        for (int slot = 1; slot < slots; slot++) {
            kernels.addScaled(c, 0, sums, slot * m * n, 1, m * n);
        }
        arena.release();
    }
}
