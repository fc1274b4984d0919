package io.github.sibyl4j.graph.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NeighborSamplerTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static SampledSubgraph sample(GraphTensor graph, NeighborSampling sampling, int[] seeds, long seed) {
        return new NeighborSampler(graph, sampling).sample(seeds, new Seed(seed));
    }

    private static int[] someNodes(GraphTensor graph, long seed) {
        return Arrays.copyOf(new Seed(seed).permutation(graph.nodeCount()), 1 + graph.nodeCount() / 4);
    }

    /** What holds of every sample: seeds first, nodes once, edges those of the graph with their weights. */
    private static void assertSound(GraphTensor graph, int[] seeds, SampledSubgraph sample) {
        int[] nodes = sample.nodes();
        assertEquals(seeds.length, sample.seedCount());
        assertArrayEquals(seeds, Arrays.copyOf(nodes, seeds.length));
        assertEquals(nodes.length, Arrays.stream(nodes).distinct().count());
        int[] edges = sample.edges();
        GraphTensor local = sample.graph();
        assertEquals(graph.isWeighted(), local.isWeighted());
        for (int e = 0; e < edges.length; e++) {
            assertEquals(graph.source(edges[e]), nodes[local.source(e)]);
            assertEquals(graph.target(edges[e]), nodes[local.target(e)]);
            assertEquals(graph.weight(edges[e]), local.weight(e));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void takesAtMostTheFanOutOfDifferentEdgesHopByHop(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        int[] seeds = someNodes(graph, seed);
        SampledSubgraph sample = sample(graph, NeighborSampling.of(2, 3), seeds, seed);
        assertSound(graph, seeds, sample);
        int[] edges = sample.edges();
        assertEquals(edges.length, Arrays.stream(edges).distinct().count());
        int[] degrees = graph.inDegrees();
        int[] heard = sample.graph().inDegrees();
        assertEquals(sample.nodeCount(), sample.nodesOfHop(0) + sample.nodesOfHop(1) + sample.nodesOfHop(2));
        assertEquals(sample.edgeCount(), sample.edgesOfHop(1) + sample.edgesOfHop(2));
        for (int i = 0; i < sample.nodeCount(); i++) {
            int degree = degrees[sample.nodes()[i]];
            int expanded = sample.nodesOfHop(0) + sample.nodesOfHop(1);
            assertEquals(i < seeds.length ? Math.min(2, degree) : i < expanded ? Math.min(3, degree) : 0, heard[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void withReplacementEveryNodeWithEdgesHasAsManyAsTheFanOut(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        int[] seeds = someNodes(graph, seed);
        SampledSubgraph sample = sample(graph, NeighborSampling.of(4).withReplacement(), seeds, seed);
        assertSound(graph, seeds, sample);
        int[] heard = sample.graph().inDegrees();
        for (int i = 0; i < seeds.length; i++) {
            assertEquals(graph.inDegrees()[seeds[i]] == 0 ? 0 : 4, heard[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allNeighboursOfAsManyHopsAreAllThatASeedHears(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        int[] seeds = someNodes(graph, seed);
        SampledSubgraph sample = sample(graph, NeighborSampling.of(-1, -1), seeds, seed);
        assertSound(graph, seeds, sample);
        Set<Integer> within = new TreeSet<>(Arrays.stream(seeds).boxed().toList());
        Set<Integer> expected = new TreeSet<>();
        for (int hop = 0; hop < 2; hop++) {
            Set<Integer> reached = new HashSet<>(within);
            for (int e = 0; e < graph.edgeCount(); e++) {
                if (within.contains(graph.target(e))) {
                    expected.add(e);
                    reached.add(graph.source(e));
                }
            }
            within.addAll(reached);
        }
        assertEquals(
                expected, new TreeSet<>(Arrays.stream(sample.edges()).boxed().toList()));
        assertEquals(within, new TreeSet<>(Arrays.stream(sample.nodes()).boxed().toList()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inducedSubgraphsHoldAllEdgesBetweenTheSampledNodes(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        int[] seeds = someNodes(graph, seed);
        NeighborSampling sampling = NeighborSampling.of(2, 2);
        SampledSubgraph induced = sample(graph, sampling.withSubgraphType(SubgraphType.INDUCED), seeds, seed);
        assertSound(graph, seeds, induced);
        assertArrayEquals(sample(graph, sampling, seeds, seed).nodes(), induced.nodes());
        Set<Integer> nodes =
                new HashSet<>(Arrays.stream(induced.nodes()).boxed().toList());
        int[] expected = IntStream.range(0, graph.edgeCount())
                .filter(e -> nodes.contains(graph.source(e)) && nodes.contains(graph.target(e)))
                .toArray();
        assertArrayEquals(expected, Arrays.stream(induced.edges()).sorted().toArray());
        assertEquals(0, induced.hops());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bidirectionalSubgraphsHoldBothDirectionsOfEverySampledEdgeOnce(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        int[] seeds = someNodes(graph, seed);
        NeighborSampling sampling = NeighborSampling.of(2, 2);
        GraphTensor sampled = sample(graph, sampling, seeds, seed).graph();
        SampledSubgraph both = sample(graph, sampling.withSubgraphType(SubgraphType.BIDIRECTIONAL), seeds, seed);
        Set<Integer> expected = new TreeSet<>();
        int n = sampled.nodeCount();
        for (int e = 0; e < sampled.edgeCount(); e++) {
            expected.add(sampled.target(e) * n + sampled.source(e));
            expected.add(sampled.source(e) * n + sampled.target(e));
        }
        int[] found = IntStream.range(0, both.edgeCount())
                .map(e -> both.graph().target(e) * n + both.graph().source(e))
                .toArray();
        assertArrayEquals(expected.stream().mapToInt(Integer::intValue).toArray(), found);
    }

    @Test
    void everyEdgeIsSampledAlikeOften() {
        int degree = 7;
        GraphTensor star = GraphTensor.of(8, IntStream.range(1, 8).toArray(), new int[degree]);
        NeighborSampler sampler = new NeighborSampler(star, NeighborSampling.of(3));
        int[] counts = new int[degree];
        int draws = 7000;
        for (int i = 0; i < draws; i++) {
            for (int edge : sampler.sample(new int[] {0}, new Seed(i)).edges()) {
                counts[edge]++;
            }
        }
        // Six standard deviations of a binomial count with p = 3/7.
        double bound = 6 * Math.sqrt(draws * 3.0 / 7 * 4 / 7);
        for (int count : counts) {
            assertEquals(draws * 3.0 / 7, count, bound);
        }
    }

    @Test
    void hopsAreTheGraphsOfLayers() {
        GraphTensor path = GraphTensor.of(4, new int[] {3, 2, 1}, new int[] {2, 1, 0}, new float[] {5, 6, 7});
        SampledSubgraph sample = sample(path, NeighborSampling.of(-1, -1), new int[] {0}, 1);
        BipartiteGraph outer = sample.hop(2);
        assertEquals("BipartiteGraph[3 sources, 2 targets, 2 edges]", outer.toString());
        assertEquals(6, outer.weight(1));
        assertEquals(
                "BipartiteGraph[2 sources, 1 targets, 1 edges]", sample.hop(1).toString());
        assertThrows(InvalidInputException.class, () -> sample.hop(3));
        assertThrows(InvalidInputException.class, () -> sample.hop(0));
        assertThrows(InvalidInputException.class, () -> sample.edgesOfHop(0));
    }

    @Test
    void isolatedSeedsStandAlone() {
        GraphTensor graph = GraphTensor.of(3, new int[] {0}, new int[] {1});
        SampledSubgraph sample = sample(graph, NeighborSampling.of(5, 5), new int[] {2, 0}, 1);
        assertArrayEquals(new int[] {2, 0}, sample.nodes());
        assertEquals(0, sample.edgeCount());
        assertEquals(0, sample.graph().edgeCount());
        assertEquals(2, sample.hop(1).targetCount());
    }

    @Test
    void manySamplesLeaveNoTraceInTheNext() {
        GraphTensor graph = RandomGraphs.graph(12);
        NeighborSampler used = new NeighborSampler(graph, NeighborSampling.of(2, 2));
        int[] seeds = someNodes(graph, 1);
        for (int i = 0; i < 50; i++) {
            used.sample(someNodes(graph, i), new Seed(i));
            SampledSubgraph again = used.sample(seeds, new Seed(99));
            SampledSubgraph fresh = sample(graph, NeighborSampling.of(2, 2), seeds, 99);
            assertArrayEquals(fresh.nodes(), again.nodes());
            assertArrayEquals(fresh.edges(), again.edges());
        }
    }

    @Test
    void refusesWhatCannotBeSampled() {
        GraphTensor graph = RandomGraphs.graph(3);
        assertMessage(
                "fan-out of hop 2 must be 1 or more, or -1 for all neighbours, found 0",
                () -> NeighborSampling.of(3, 0));
        assertMessage("found -2", () -> NeighborSampling.of(-2));
        assertMessage("found none", () -> NeighborSampling.of());
        NeighborSampling one = NeighborSampling.of(1);
        assertMessage("found none", () -> sample(graph, one, new int[0], 1));
        int beyond = graph.nodeCount();
        assertMessage(
                "seed node " + beyond + " does not exist: the nodes are 0 to " + (beyond - 1),
                () -> sample(graph, one, new int[] {beyond}, 1));
        assertMessage("seed node -1", () -> sample(graph, one, new int[] {-1}, 1));
        assertMessage("node 0 occurs twice", () -> sample(graph, one, new int[] {0, 0}, 1));
        NeighborSampling many = NeighborSampling.of(1, 1_000_000_000).withReplacement();
        GraphTensor pairs = GraphTensor.of(4, new int[] {1, 0, 0, 1}, new int[] {0, 1, 2, 3});
        assertMessage(
                "hop 2 of a sample draws 1000000000 edges for each of 2 nodes, and a sample holds 1073741824 at most: lower",
                () -> sample(pairs, many, new int[] {2, 3}, 1));
        NeighborSampling bidirectional =
                NeighborSampling.of(600_000_000).withReplacement().withSubgraphType(SubgraphType.BIDIRECTIONAL);
        assertMessage("a sample holds 536870912", () -> sample(pairs, bidirectional, new int[] {1}, 1));
        GraphTensor empty = GraphTensor.of(0, new int[0], new int[0]);
        assertMessage("has no nodes", () -> new NeighborSampler(empty, one));
    }

    @Test
    void aSubgraphWithoutHopsSaysWhichHasThem() {
        GraphTensor graph = RandomGraphs.graph(3);
        NeighborSampling sampling = NeighborSampling.of(2).withSubgraphType(SubgraphType.INDUCED);
        SampledSubgraph induced = sample(graph, sampling, new int[] {0}, 1);
        assertMessage("has no hops, found hop 1: sample with SubgraphType.DIRECTIONAL", () -> induced.hop(1));
        SampledSubgraph directional = sample(graph, NeighborSampling.of(2), new int[] {0}, 1);
        assertMessage("this subgraph has the hops 1 to 1, found 2", () -> directional.hop(2));
    }

    static void assertMessage(String part, Runnable call) {
        String message = assertThrows(InvalidInputException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
