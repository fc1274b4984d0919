package io.github.sibyl4j.benchmarks.jmh;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A sparse matrix times rows of 64: PubMed's size, and METR-LA's with a batch of 64. */
public class SparseBenchmark extends KernelBenchmark {
    private static final int WIDTH = 64;

    /** Nodes, entries and batch. */
    @Param({"19717,108365,1", "207,1515,64"})
    public String size;

    private SparseMatrix matrix;
    private Parameter x;

    @Setup
    public void setUp() {
        String[] sizes = size.split(",");
        int nodes = Integer.parseInt(sizes[0]);
        int entries = Integer.parseInt(sizes[1]);
        SplittableRandom random = new Seed(1).random();
        int[] row = random.ints(entries, 0, nodes).toArray();
        int[] column = random.ints(entries, 0, nodes).toArray();
        matrix = SparseMatrix.fromCoordinates(nodes, nodes, row, column, new Seed(2).uniform(entries, 1));
        x = uniform(3, Integer.parseInt(sizes[2]), nodes, WIDTH);
    }

    @Benchmark
    public long product() {
        return forward(() -> matrix.times(x));
    }

    @Benchmark
    public long productTrain() {
        return train(() -> matrix.times(x), x);
    }
}
