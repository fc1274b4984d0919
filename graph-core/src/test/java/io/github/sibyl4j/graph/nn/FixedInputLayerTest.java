package io.github.sibyl4j.graph.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixedInputLayerTest {
    static LongStream seeds() {
        return LongStream.range(0, 6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsDoneOnceChangesNothingWhileWeightsMove(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        SparseMatrix sparse = features(graph.nodeCount(), seed);
        Tensor dense = Inputs.written(sparse);
        SageConv.Options sage = SageConv.Options.defaults();
        check(new GcnConv(7, 4, new Seed(seed)), dense, sparse, graph);
        check(new GcnConv(7, 9, new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 4, new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 9, new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 4, sage.withAggregation(Aggregation.SUM), new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 4, sage.withAggregation(Aggregation.MAX), new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 4, sage.withProject(true).withBias(false), new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 4, sage.withNormalize(true), new Seed(seed)), dense, sparse, graph);
        check(new SageConv(7, 4, sage.withRootWeight(false), new Seed(seed)), dense, sparse, graph);
        check(new GatConv(7, 2, 3, true, new Seed(seed)), dense, sparse, graph);
    }

    private static SparseMatrix features(int nodes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] row = new int[2 * nodes];
        int[] column = new int[row.length];
        float[] values = new float[row.length];
        for (int e = 0; e < row.length; e++) {
            row[e] = random.nextInt(nodes);
            column[e] = random.nextInt(7);
            values[e] = random.nextInt(1, 4);
        }
        return SparseMatrix.fromCoordinates(nodes, 7, row, column, values);
    }

    private static <L extends Module & FixedInputLayer> void check(
            L layer, Tensor dense, SparseMatrix sparse, GraphTensor graph) {
        Supplier<Tensor> onDense = layer.onFixed(dense, graph);
        Supplier<Tensor> onSparse = layer.onFixed(sparse, graph);
        // The second half of the nodes, in reverse, one of them twice.
        int half = graph.nodeCount() / 2;
        int[] some = IntStream.rangeClosed(-graph.nodeCount() + 1, -half)
                .map(i -> -i)
                .toArray();
        int[] nodes = IntStream.concat(IntStream.of(half), Arrays.stream(some)).toArray();
        boolean nodewise = layer instanceof NodewiseLayer each && each.isNodewise();
        List<Tensor> prepared = nodewise ? ((NodewiseLayer) layer).prepare(dense, graph, nodes) : null;
        layer.parameters().forEach(p -> p.assign(new Seed(p.length()).uniform((int) p.length(), 1)));
        float[] expected = layer.forward(dense, graph).toArray();
        for (Supplier<Tensor> output : List.of(onDense, onSparse)) {
            assertArrayEquals(
                    expected, output.get().toArray(), 1e-5f, layer.getClass().getSimpleName());
        }
        if (nodewise) {
            assertArrayEquals(
                    layer.forward(dense, graph).gather(nodes).toArray(),
                    ((NodewiseLayer) layer).ofPrepared(prepared).toArray(),
                    1e-5f,
                    layer.getClass().getSimpleName());
        }
    }
}
