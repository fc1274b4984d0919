package io.github.sibyl4j.graph.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sampling_vectors.py recorded from PyTorch Geometric, node by node and edge by edge. */
class NeighborLoaderReferenceTest {
    private static int[] row(Tensor values, int row) {
        int width = values.size(-1);
        float[] all = values.toArray();
        return IntStream.range(0, width).map(i -> (int) all[row * width + i]).toArray();
    }

    @ParameterizedTest
    @EnumSource(SubgraphType.class)
    void allNeighboursAreThoseOfPyTorchGeometric(SubgraphType type) throws Exception {
        Map<String, Tensor> recorded = Safetensors.read(
                Path.of(getClass().getResource("/neighbor_loader.safetensors").toURI()));
        GraphTensor graph = GraphTensor.of(
                60,
                row(recorded.get("edges"), 0),
                row(recorded.get("edges"), 1),
                recorded.get("weights").toArray());
        NeighborSampling sampling = NeighborSampling.of(-1, -1).withSubgraphType(type);
        NeighborLoader loader =
                new NeighborLoader(new NeighborSampler(graph, sampling), row(recorded.get("seeds"), 0), 4);
        assertEquals(3, loader.batchCount());
        try (Prefetch<SampledSubgraph> batches = loader.inOrder(new Seed(1), 1)) {
            for (int number = 0; batches.hasNext(); number++) {
                SampledSubgraph batch = batches.next();
                String name = type.name().toLowerCase(Locale.ROOT) + "." + number;
                GraphTensor local = batch.graph();
                int[] source =
                        IntStream.range(0, local.edgeCount()).map(local::source).toArray();
                int[] target =
                        IntStream.range(0, local.edgeCount()).map(local::target).toArray();
                assertArrayEquals(row(recorded.get(name + ".nodes"), 0), batch.nodes(), name);
                assertArrayEquals(row(recorded.get(name + ".ends"), 0), source, name);
                assertArrayEquals(row(recorded.get(name + ".ends"), 1), target, name);
                if (type == SubgraphType.BIDIRECTIONAL) {
                    // Of several edges between two nodes PyTorch Geometric names any.
                    continue;
                }
                assertArrayEquals(row(recorded.get(name + ".edges"), 0), batch.edges(), name);
                float[] weights = recorded.get(name + ".weights").toArray();
                for (int e = 0; e < weights.length; e++) {
                    assertEquals(weights[e], local.weight(e), name);
                }
            }
        }
    }
}
