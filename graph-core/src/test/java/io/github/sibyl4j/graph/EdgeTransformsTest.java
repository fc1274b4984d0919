package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EdgeTransformsTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static List<String> edges(GraphTensor graph) {
        return IntStream.range(0, graph.edgeCount())
                .mapToObj(e -> graph.source(e) + "-" + graph.target(e) + ":" + graph.weight(e))
                .toList();
    }

    /** Weights by pair, in the order in which pairs came first. */
    private static Map<List<Integer>, List<Float>> pairs(GraphTensor graph, boolean bothWays) {
        Map<List<Integer>, List<Float>> pairs = new LinkedHashMap<>();
        for (int e = 0; e < graph.edgeCount(); e++) {
            pairs.computeIfAbsent(List.of(graph.source(e), graph.target(e)), pair -> new ArrayList<>())
                    .add(graph.weight(e));
            if (bothWays) {
                pairs.computeIfAbsent(List.of(graph.target(e), graph.source(e)), pair -> new ArrayList<>())
                        .add(graph.weight(e));
            }
        }
        return pairs;
    }

    private static float reduced(List<Float> weights, Reduction reduction) {
        double sum = 0;
        double product = 1;
        double min = Double.MAX_VALUE;
        double max = -Double.MAX_VALUE;
        for (float weight : weights) {
            sum += weight;
            product *= weight;
            min = Math.min(min, weight);
            max = Math.max(max, weight);
        }
        return (float)
                switch (reduction) {
                    case SUM -> sum;
                    case MEAN -> sum / weights.size();
                    case MIN -> min;
                    case MAX -> max;
                    case PRODUCT -> product;
                };
    }

    private static List<String> expected(GraphTensor graph, boolean bothWays, boolean sorted, Reduction reduction) {
        Comparator<Map.Entry<List<Integer>, List<Float>>> order = sorted
                ? Comparator.comparing(
                        pair -> pair.getKey().get(0) * 1000 + pair.getKey().get(1))
                : (a, b) -> 0;
        return pairs(graph, bothWays).entrySet().stream()
                .sorted(order)
                .map(pair -> pair.getKey().get(0) + "-" + pair.getKey().get(1) + ":"
                        + (graph.isWeighted() ? reduced(pair.getValue(), reduction) : 1f))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void parallelEdgesBecomeOne(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        for (Reduction reduction : Reduction.values()) {
            assertEquals(expected(graph, false, true, reduction), edges(graph.coalesced(reduction)));
            assertEquals(expected(graph, true, true, reduction), edges(graph.undirected(reduction)));
        }
        assertEquals(expected(graph, true, false, Reduction.MAX), edges(graph.undirected()));
        assertEquals(graph.isWeighted(), graph.coalesced(Reduction.SUM).isWeighted());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void incomingEdgesAreThoseByTarget(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        for (GraphTensor given : List.of(graph, graph.coalesced(Reduction.MAX).reversed())) {
            IncomingEdges incoming = given.incoming();
            int largest = 0;
            for (int node = 0; node < given.nodeCount(); node++) {
                int target = node;
                int[] expected = IntStream.range(0, given.edgeCount())
                        .filter(e -> given.target(e) == target)
                        .toArray();
                int[] found = IntStream.range(incoming.begin(node), incoming.end(node))
                        .map(incoming::edge)
                        .toArray();
                assertArrayEquals(expected, found);
                for (int place = incoming.begin(node); place < incoming.end(node); place++) {
                    assertEquals(given.source(incoming.edge(place)), incoming.source(place));
                }
                largest = Math.max(largest, expected.length);
            }
            assertEquals(largest, incoming.largestDegree());
        }
    }

    @Test
    void someEdgesKeepWeightsAndTypes() {
        GraphTensor graph = GraphTensor.of(3, new int[] {0, 1, 2}, new int[] {1, 2, 0}, new float[] {4, 5, 6})
                .withEdgeTypes(new int[] {0, 1, 1}, 2);
        GraphTensor some = graph.edgeSubgraph(new int[] {2, 0});
        assertEquals(List.of("2-0:6.0", "0-1:4.0"), edges(some));
        assertEquals(1, some.edgeType(0));
        GraphTensor both = some.withReversed();
        assertEquals(List.of("2-0:6.0", "0-1:4.0", "0-2:6.0", "1-0:4.0"), edges(both));
        assertEquals(1, both.edgeType(2));
        assertEquals(0, GraphTensor.of(2, new int[0], new int[0]).withReversed().edgeCount());
        String message = assertThrows(InvalidInputException.class, () -> graph.edgeSubgraph(new int[] {3}))
                .getMessage();
        assertTrue(message.contains("edge 3 does not exist: the edges are 0 to 2"), message);
    }

    @Test
    void aPortionIsANumberOrAShare() {
        assertEquals(7, Portion.count(7).floorOf(3));
        assertEquals(2, Portion.share(0.25).floorOf(11));
        assertEquals(3, Portion.share(0.25).roundOf(11));
        assertEquals(2, Portion.share(0.25).roundOf(10));
        assertEquals("0.25", Portion.share(0.25).toString());
        assertEquals("7", Portion.count(7).toString());
        assertFalse(Portion.NONE.equals(Portion.share(0)));
        assertThrows(InvalidInputException.class, () -> Portion.count(-1));
        assertThrows(InvalidInputException.class, () -> Portion.share(1.5));
        assertThrows(InvalidInputException.class, () -> Portion.share(Double.NaN));
    }
}
