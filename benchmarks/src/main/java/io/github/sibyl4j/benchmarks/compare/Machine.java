package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Backends;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What bounds every row: measured at the beginning of a run.
 *
 * @param gemmGigaflops a square product of 1024, the best of many
 * @param copyGigabytes bytes read and written a second by a copy of 64 MB, the best of many
 */
public record Machine(double gemmGigaflops, double copyGigabytes) {
    private static final int SIZE = 1024;
    private static final int COPIED = 1 << 24;

    public static Machine measure() {
        Tensor a = Tensor.uniform(new Seed(1), SIZE, SIZE);
        Tensor b = Tensor.uniform(new Seed(2), SIZE, SIZE);
        double gemm = best(40, () -> a.matmul(b));
        Tensor from = Tensor.uniform(new Seed(3), COPIED);
        Tensor to = Tensor.zeros(COPIED);
        double copy = best(20, () -> Backends.current().copy(from.buffer(), to.buffer()));
        return new Machine(2.0 * SIZE * SIZE * SIZE / gemm / 1e9, 2.0 * COPIED * Float.BYTES / copy / 1e9);
    }

    /** Processor, memory, system, JVM and backend in words. */
    public static String describe() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " of its processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + System.getProperty("java.vm.name") + " " + Runtime.version()
                + ", " + Backends.current().name();
    }

    /** What Linux calls the processor; elsewhere its architecture is all that is known. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("a processor without a name");
        } catch (IOException | UncheckedIOException e) {
            return "a processor without a name";
        }
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
