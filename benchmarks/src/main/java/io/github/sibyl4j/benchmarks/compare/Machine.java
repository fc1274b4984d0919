package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * What bounds every row: measured at the beginning of a run.
 *
 * @param gemmGigaflops a square product of 1024, the best of many
 * @param copyGigabytes bytes read and written a second by a copy of 64 MB, the best of many
 */
public record Machine(double gemmGigaflops, double copyGigabytes, String description) {
    private static final int SIZE = 1024;
    private static final int COPIED = 1 << 24;

    public static Machine measure() {
        Tensor a = Tensor.uniform(new Seed(1), SIZE, SIZE);
        Tensor b = Tensor.uniform(new Seed(2), SIZE, SIZE);
        double gemm = best(40, () -> a.matmul(b));
        Tensor from = Tensor.uniform(new Seed(3), COPIED);
        Tensor to = Tensor.zeros(COPIED);
        double copy = best(20, () -> Backends.current().copy(from.buffer(), to.buffer()));
        String description = Runtime.version() + ", " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + Backends.current().name();
        return new Machine(2.0 * SIZE * SIZE * SIZE / gemm / 1e9, 2.0 * COPIED * Float.BYTES / copy / 1e9, description);
    }

    private static double best(int times, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < times; i++) {
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                long start = System.nanoTime();
                work.run();
                best = Math.min(best, (System.nanoTime() - start) / 1e9);
            }
        }
        return best;
    }
}
