package io.github.sibyl4j.tensor;

import com.sun.management.ThreadMXBean;
import io.github.sibyl4j.tensor.nn.Gru;
import java.lang.management.ManagementFactory;
import java.util.function.UnaryOperator;

/**
 * Does one operation only, or two in turn, long enough that every method above its kernel is compiled, and prints what a step
 * allocates in the best of some windows: on a busy machine the compiler may come late.
 */
final class PrintAllocation {
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final int WINDOWS = 10;
    private static final int COUNTED = 50;
    private static final int ROWS = 500;
    private static final int WIDTH = 1000;

    private PrintAllocation() {}

    enum Operation {
        EXP(Tensor::exp),
        GELU(Tensor::gelu),
        EXP_AND_TANH(x -> x.exp().tanh()),
        ADD_ROWS(x -> x.reshape(ROWS * WIDTH / 16, 16).add(Tensor.of(new float[16], 16))),
        SOFTMAX(x -> x.softmax(-1)),
        GRU(x -> {
            try (Autograd.NoGradient off = Autograd.off()) {
                return lastState(x);
            }
        }),
        TRAIN_GRU(x -> {
            Tensor sum = lastState(x).sum();
            sum.backward();
            return sum;
        });

        private final UnaryOperator<Tensor> function;

        Operation(UnaryOperator<Tensor> function) {
            this.function = function;
        }
    }

    /** Of 500 sequences. */
    private static Tensor lastState(Tensor x) {
        return Layers.GRU.forward(x.reshape(5, 50, 100, ROWS * WIDTH / 25_000));
    }

    private static final class Layers {
        static final Gru GRU = new Gru(ROWS * WIDTH / 25_000, 32, new Seed(2));
    }

    public static void main(String[] args) {
        UnaryOperator<Tensor> function = Operation.valueOf(System.getProperty("operation")).function;
        Tensor x = Tensor.uniform(new Seed(1), ROWS, WIDTH);
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            step(function, x);
        }
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long before = allocated();
            for (int i = 0; i < COUNTED; i++) {
                step(function, x);
            }
            least = Math.min(least, (allocated() - before) / COUNTED);
        }
        System.out.println(least);
    }

    private static void step(UnaryOperator<Tensor> function, Tensor x) {
        try (Scope scope = Scope.open()) {
            function.apply(x);
        }
    }

    /** By all threads. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long each : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            bytes += each;
        }
        return bytes;
    }
}
