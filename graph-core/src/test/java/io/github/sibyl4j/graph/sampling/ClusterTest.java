package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.graph.sampling.NeighborSamplerTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.PlantedPartition;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static int[] clusters(ClusterPartition partition) {
        return IntStream.range(0, partition.nodeCount())
                .map(partition::clusterOf)
                .toArray();
    }

    private static void assertBalanced(ClusterPartition partition) {
        int most = (int) Math.ceil(1.03 * partition.nodeCount() / partition.clusters());
        int sum = 0;
        for (int c = 0; c < partition.clusters(); c++) {
            int size = partition.nodes(c).length;
            assertTrue(size >= 1 && size <= most, size + " nodes, expected 1 to " + most);
            sum += size;
        }
        assertEquals(partition.nodeCount(), sum);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void clustersAreBalancedWhateverTheGraph(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        for (int clusters = 1; clusters <= graph.nodeCount(); clusters += 3) {
            assertBalanced(ClusterPartition.of(graph, clusters, new Seed(seed)));
        }
    }

    @Test
    void aStarIsBalancedThoughItCannotBeMatched() {
        GraphTensor star = GraphTensor.of(2000, IntStream.range(1, 2000).toArray(), new int[1999]);
        assertBalanced(ClusterPartition.of(star, 7, new Seed(1)));
        assertBalanced(ClusterPartition.of(GraphTensor.of(500, new int[0], new int[0]), 9, new Seed(1)));
    }

    @Test
    void aGridIsCutAlongShortLines() {
        int side = 40;
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < side * side; i++) {
            if (i % side > 0) {
                edges.add(new int[] {i - 1, i});
            }
            if (i >= side) {
                edges.add(new int[] {i - side, i});
            }
        }
        GraphTensor grid = GraphTensor.of(
                side * side,
                edges.stream().mapToInt(edge -> edge[0]).toArray(),
                edges.stream().mapToInt(edge -> edge[1]).toArray());
        ClusterPartition partition = ClusterPartition.of(grid, 4, new Seed(1));
        assertBalanced(partition);
        // Two straight lines cut 80 edges, random clusters three quarters of 3120.
        assertTrue(partition.cutEdges(grid) <= 160, "cut " + partition.cutEdges(grid));
    }

    @Test
    void plantedClassesAreFound() {
        LabelledGraph planted = PlantedPartition.graph(900, 3, new Seed(3));
        ClusterPartition partition = ClusterPartition.of(planted.graph(), 3, new Seed(1));
        assertBalanced(partition);
        GraphTensor graph = planted.graph();
        long between = IntStream.range(0, graph.edgeCount())
                .filter(e -> planted.label(graph.source(e)) != planted.label(graph.target(e)))
                .count();
        assertTrue(
                partition.cutEdges(graph) <= 1.15 * between,
                "cut " + partition.cutEdges(graph) + ", between classes " + between);
        assertArrayEquals(clusters(partition), clusters(ClusterPartition.of(graph, 3, new Seed(1))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4})
    void batchesHoldAllEdgesInsideThem(int threads) {
        GraphTensor graph = PlantedPartition.graph(300, 3, new Seed(1)).graph();
        ClusterPartition partition = ClusterPartition.of(graph, 10, new Seed(1));
        ClusterLoader loader = new ClusterLoader(graph, partition, 3);
        List<Integer> nodes = new ArrayList<>();
        List<int[]> edges = new ArrayList<>();
        try (Prefetch<SampledSubgraph> epoch = loader.shuffled(new Seed(7), threads)) {
            while (epoch.hasNext()) {
                SampledSubgraph batch = epoch.next();
                boolean[] inside = new boolean[graph.nodeCount()];
                for (int node : batch.nodes()) {
                    nodes.add(node);
                    inside[node] = true;
                }
                int[] expected = IntStream.range(0, graph.edgeCount())
                        .filter(e -> inside[graph.source(e)] && inside[graph.target(e)])
                        .toArray();
                assertArrayEquals(
                        expected, Arrays.stream(batch.edges()).sorted().toArray());
                for (int e = 0; e < batch.edgeCount(); e++) {
                    int edge = batch.edges()[e];
                    assertEquals(graph.source(edge), batch.nodes()[batch.graph().source(e)]);
                    assertEquals(graph.target(edge), batch.nodes()[batch.graph().target(e)]);
                }
                edges.add(expected);
            }
        }
        assertEquals(4, loader.batchCount());
        assertEquals(4, edges.size());
        assertEquals(
                IntStream.range(0, 300).boxed().toList(),
                nodes.stream().sorted().toList());
        try (Prefetch<SampledSubgraph> epoch = loader.shuffled(new Seed(7), 0)) {
            assertArrayEquals(
                    edges.get(0), Arrays.stream(epoch.next().edges()).sorted().toArray());
        }
        try (Prefetch<SampledSubgraph> epoch = loader.inOrder(0)) {
            assertEquals(0, partition.clusterOf(epoch.next().nodes()[0]));
        }
    }

    @Test
    void refusesWhatCannotBeClustered() {
        GraphTensor graph = RandomGraphs.graph(3);
        int n = graph.nodeCount();
        assertMessage("can have 1 to " + n, () -> ClusterPartition.of(graph, n + 1, new Seed(1)));
        assertMessage("found 0", () -> ClusterPartition.of(graph, 0, new Seed(1)));
        ClusterPartition partition = ClusterPartition.of(graph, 1, new Seed(1));
        GraphTensor other = GraphTensor.of(n + 1, new int[0], new int[0]);
        assertMessage("partition this graph", () -> new ClusterLoader(other, partition, 1));
        assertMessage("cluster 9 does not exist: the clusters are 0 to 0", () -> partition.nodes(9));
        assertMessage("node " + n + " does not exist", () -> partition.clusterOf(n));
        assertMessage("give the graph that was partitioned", () -> partition.cutEdges(other));
        assertMessage("clustersPerBatch must be at least 1", () -> new ClusterLoader(graph, partition, 0));
    }
}
