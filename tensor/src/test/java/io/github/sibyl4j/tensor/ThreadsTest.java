package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.nn.Mlp;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int LEAST_OPERATIONS = 120;

    /** Every operation and its gradient, in processes that differ in their number of threads. */
    @Test
    void giveTheSameBitsHoweverManyThereAre() throws IOException {
        Map<Integer, Process> processes = new TreeMap<>();
        for (int threads : new int[] {1, 2, 3, 5, 8}) {
            processes.put(
                    threads,
                    JavaProcess.start(PrintOperations.class, "-Dsibyl.threads=" + threads, "-XX:+UseSerialGC"));
        }
        String one = JavaProcess.output(processes.remove(1));
        assertTrue(one.lines().count() >= LEAST_OPERATIONS, one);
        for (Map.Entry<Integer, Process> other : processes.entrySet()) {
            assertEquals(one, JavaProcess.output(other.getValue()), other.getKey() + " threads");
        }
    }

    /** Each with scopes of its own; kernels of all of them meet at the same workers. */
    @Test
    void shareAModel() {
        Mlp model = new Mlp(64, 200, 30, new Seed(1));
        Tensor x = Tensor.uniform(new Seed(2), 900, 64);
        float[] expected = model.forward(x).toArray();
        IntStream.range(0, 64).parallel().forEach(i -> {
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                assertArrayEquals(expected, model.forward(x).toArray());
            }
        });
    }
}
