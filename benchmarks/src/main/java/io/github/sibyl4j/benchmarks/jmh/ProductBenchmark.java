package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Matrix products. */
public class ProductBenchmark extends KernelBenchmark {
    /** Rows, columns and inner size. */
    @Param({"1024x1024x1024", "13248x64x64", "13248x192x64", "256x64x64", "207x192x64"})
    public String size;

    private Tensor a;
    private Tensor b;

    @Setup
    public void setUp() {
        int[] sizes = Arrays.stream(size.split("x")).mapToInt(Integer::parseInt).toArray();
        a = uniform(1, sizes[0], sizes[2]).detach();
        b = uniform(2, sizes[2], sizes[1]).detach();
    }

    @Benchmark
    public long gemm() {
        return forward(() -> a.matmul(b));
    }
}
