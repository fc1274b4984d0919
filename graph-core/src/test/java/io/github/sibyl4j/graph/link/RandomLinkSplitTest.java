package io.github.sibyl4j.graph.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Portion;
import io.github.sibyl4j.graph.RandomGraphs;
import io.github.sibyl4j.graph.Reduction;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RandomLinkSplitTest {
    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Sparse enough to have negatives, with loops, and with weights for even seeds. */
    private static GraphTensor graph(long seed) {
        GraphTensor random = RandomGraphs.graph(seed);
        int[] source =
                IntStream.range(0, random.edgeCount()).map(random::source).toArray();
        int[] target =
                IntStream.range(0, random.edgeCount()).map(random::target).toArray();
        float[] weights = new float[source.length];
        for (int e = 0; e < weights.length; e++) {
            weights[e] = random.weight(e);
        }
        GraphTensor wide = GraphTensor.of(60, source, target, random.isWeighted() ? weights : null);
        return wide.coalesced(Reduction.SUM);
    }

    private static GraphTensor path(int nodes) {
        return GraphTensor.of(
                nodes,
                IntStream.range(0, nodes - 1).toArray(),
                IntStream.range(1, nodes).toArray());
    }

    private static List<List<Integer>> pairs(NodePairs pairs) {
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> List.of(pairs.first(i), pairs.second(i)))
                .toList();
    }

    private static List<List<Integer>> edges(GraphTensor graph) {
        return IntStream.range(0, graph.edgeCount())
                .mapToObj(e -> List.of(graph.source(e), graph.target(e)))
                .toList();
    }

    private static List<List<Integer>> turned(List<List<Integer>> pairs) {
        return pairs.stream().map(pair -> List.of(pair.get(1), pair.get(0))).toList();
    }

    private static List<List<Integer>> joined(List<List<Integer>> one, List<List<Integer>> other) {
        List<List<Integer>> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** The numbers that PyTorch Geometric 2.8 gives: of 23 edges, or 23 undirected ones. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.2, 1.0, 0.0, 17, 2, 4, 17, 2, 4, 17",
        "0.15, 0.25, 2.5, 0.3, 15, 3, 5, 10, 7, 12, 11",
        "0.0, 0.5, 0.5, 0.0, 12, 0, 11, 6, 0, 5, 12",
        "0.3, 0.3, 1.0, 0.5, 11, 6, 6, 5, 6, 6, 6"
    })
    void sizesArePyTorchGeometrics(
            double validation,
            double test,
            double ratio,
            double disjoint,
            int train,
            int validations,
            int tests,
            int trainNegatives,
            int validationNegatives,
            int testNegatives,
            int messages) {
        int[] source = IntStream.range(0, 23).toArray();
        int[] target = IntStream.range(1, 24).toArray();
        GraphTensor path = GraphTensor.of(40, source, target);
        RandomLinkSplit split = RandomLinkSplit.defaults()
                .withValidation(Portion.share(validation))
                .withTest(Portion.share(test))
                .withNegativeRatio(ratio)
                .withDisjointTrain(Portion.share(disjoint));
        for (boolean undirected : new boolean[] {false, true}) {
            LinkPart.Parts parts =
                    split.withUndirected(undirected).split(undirected ? path.undirected() : path, new Seed(1));
            int asked = disjoint > 0 ? train - messages : train;
            assertEquals(asked, parts.train().links().size());
            assertEquals(validations, parts.validation().links().size());
            assertEquals(tests, parts.test().links().size());
            assertEquals(trainNegatives, parts.train().negatives().size());
            assertEquals(validationNegatives, parts.validation().negatives().size());
            assertEquals(testNegatives, parts.test().negatives().size());
            int twice = undirected ? 2 : 1;
            assertEquals(twice * messages, parts.train().graph().edgeCount());
            assertEquals(twice * train, parts.validation().graph().edgeCount());
            assertEquals(twice * (train + validations), parts.test().graph().edgeCount());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyEdgeIsAskedAboutInOnePartAndNegativesAreNoEdges(long seed) {
        GraphTensor directed = graph(seed);
        if (directed.edgeCount() < 4) {
            return;
        }
        for (boolean undirected : new boolean[] {false, true}) {
            GraphTensor given = undirected ? directed.undirected() : directed;
            LinkPart.Parts parts =
                    RandomLinkSplit.defaults().withUndirected(undirected).split(given, new Seed(seed));
            List<List<Integer>> asked = joined(
                    pairs(parts.train().links()),
                    joined(pairs(parts.validation().links()), pairs(parts.test().links())));
            Set<List<Integer>> all = new HashSet<>(asked);
            assertEquals(asked.size(), all.size());
            if (undirected) {
                all.addAll(turned(asked));
            }
            assertEquals(new HashSet<>(edges(given)), all);
            List<List<Integer>> negatives = joined(
                    pairs(parts.train().negatives()),
                    joined(
                            pairs(parts.validation().negatives()),
                            pairs(parts.test().negatives())));
            assertEquals(negatives.size(), new HashSet<>(negatives).size());
            for (List<Integer> pair : negatives) {
                assertFalse(all.contains(pair), pair::toString);
                assertFalse(pair.get(0).equals(pair.get(1)), pair::toString);
            }
            List<List<Integer>> later =
                    joined(pairs(parts.validation().links()), pairs(parts.test().links()));
            assertFalse(edges(parts.validation().graph()).stream()
                    .anyMatch(joined(later, undirected ? turned(later) : later)::contains));
            List<List<Integer>> tests = pairs(parts.test().links());
            assertFalse(edges(parts.test().graph()).stream()
                    .anyMatch(joined(tests, undirected ? turned(tests) : tests)::contains));
            for (int e = 0; e < parts.test().graph().edgeCount(); e++) {
                int place = edges(given).indexOf(edges(parts.test().graph()).get(e));
                if (!undirected) {
                    assertEquals(given.weight(place), parts.test().graph().weight(e));
                }
            }
        }
    }

    @Test
    void disjointTrainingLinksPassNoMessages() {
        GraphTensor graph = GraphTensor.of(
                        30,
                        IntStream.range(0, 29).toArray(),
                        IntStream.range(1, 30).toArray())
                .undirected();
        RandomLinkSplit split = RandomLinkSplit.defaults().withUndirected(true).withDisjointTrain(Portion.count(5));
        LinkPart.Parts parts = split.split(graph, new Seed(3));
        assertEquals(5, parts.train().links().size());
        Set<List<Integer>> messages = new HashSet<>(edges(parts.train().graph()));
        assertFalse(pairs(parts.train().links()).stream().anyMatch(messages::contains));
        assertTrue(edges(parts.validation().graph())
                .containsAll(pairs(parts.train().links())));
        assertMessage("LinkSplit passes messages along its training links", parts::linkSplit);
        LinkSplit whole =
                split.withDisjointTrain(Portion.NONE).split(graph, new Seed(3)).linkSplit();
        assertEquals(2 * whole.train().size(), whole.trainGraph().edgeCount());
        assertEquals(parts.test().links().size(), whole.test().size());
    }

    @Test
    void equalSeedsGiveEqualSplits() {
        GraphTensor graph = path(40);
        RandomLinkSplit split = RandomLinkSplit.defaults();
        LinkPart.Parts one = split.split(graph, new Seed(1));
        LinkPart.Parts same = split.split(graph, new Seed(1));
        LinkPart.Parts other = split.split(graph, new Seed(2));
        assertEquals(pairs(one.train().links()), pairs(same.train().links()));
        assertEquals(pairs(one.test().negatives()), pairs(same.test().negatives()));
        assertFalse(pairs(one.train().links()).equals(pairs(other.train().links())));
    }

    @Test
    void withoutNegativesForTrainingThereAreNone() {
        LinkPart.Parts parts =
                RandomLinkSplit.defaults().withNegativeTrain(false).split(path(40), new Seed(1));
        assertEquals(0, parts.train().negatives().size());
        assertEquals(parts.test().links().size(), parts.test().negatives().size());
        LinkPart.Parts bare = RandomLinkSplit.defaults().withNegativeRatio(0).split(path(40), new Seed(1));
        assertEquals(0, bare.test().negatives().size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void allPairsThatAreNoEdgesCanBeDrawn(long seed) {
        GraphTensor graph = RandomGraphs.graph(seed);
        NegativeSampling negatives = new NegativeSampling(graph);
        Set<List<Integer>> expected = new HashSet<>();
        for (int u = 0; u < graph.nodeCount(); u++) {
            for (int v = 0; v < graph.nodeCount(); v++) {
                if (u != v) {
                    expected.add(List.of(u, v));
                }
            }
        }
        expected.removeAll(edges(graph));
        assertEquals(expected.size(), negatives.available());
        List<List<Integer>> drawn = pairs(negatives.sample(expected.size(), new Seed(seed)));
        assertEquals(expected.size(), drawn.size());
        assertEquals(expected, new HashSet<>(drawn));
    }

    @Test
    void everyPairIsDrawnAlikeOftenAndAnywhere() {
        GraphTensor graph = GraphTensor.of(3, new int[] {0, 1}, new int[] {1, 2});
        NegativeSampling negatives = new NegativeSampling(graph);
        int[][] counts = new int[2][9];
        int draws = 4000;
        for (int i = 0; i < draws; i++) {
            NodePairs pairs = negatives.sample(2, new Seed(i));
            for (int place = 0; place < 2; place++) {
                counts[place][3 * pairs.first(place) + pairs.second(place)]++;
            }
        }
        // Of the six pairs four are no edges; six standard deviations.
        double bound = 6 * Math.sqrt(draws * 0.25 * 0.75);
        for (int[] atPlace : counts) {
            for (int pair : new int[] {2, 3, 6, 7}) {
                assertEquals(draws / 4.0, atPlace[pair], bound);
            }
        }
    }

    @Test
    void refusesParallelEdges() {
        RandomLinkSplit split = RandomLinkSplit.defaults().withValidation(Portion.count(0));
        RandomLinkSplit undirected = split.withUndirected(true);
        GraphTensor twice = GraphTensor.of(20, new int[] {5, 0, 1, 0, 1}, new int[] {5, 1, 0, 1, 0});
        assertMessage("2 edges lead from node 0 to node 1", () -> split.split(twice, new Seed(1)));
        assertMessage("graph.coalesced(Reduction.SUM)", () -> undirected.split(twice, new Seed(1)));
        GraphTensor loops = GraphTensor.of(20, new int[] {0, 3, 1, 3, 3}, new int[] {1, 3, 0, 3, 3});
        assertMessage("3 edges lead from node 3 to node 3", () -> undirected.split(loops, new Seed(1)));
        assertEquals(
                2,
                undirected
                        .split(loops.coalesced(Reduction.SUM), new Seed(1))
                        .train()
                        .links()
                        .size());
    }

    @Test
    void anUndirectedLoopIsOneEdge() {
        GraphTensor loops = GraphTensor.of(20, new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3})
                .undirected();
        LinkPart.Parts parts = RandomLinkSplit.defaults()
                .withUndirected(true)
                .withValidation(Portion.count(1))
                .withTest(Portion.count(1))
                .split(loops, new Seed(1));
        assertEquals(2, parts.train().links().size());
        assertEquals(1, parts.validation().links().size());
        assertEquals(1, parts.test().links().size());
        assertEquals(2, parts.linkSplit().train().size());
    }

    @Test
    void saysHowToSplitForALinkSplit() {
        GraphTensor graph = path(40).undirected();
        RandomLinkSplit directed = RandomLinkSplit.defaults();
        assertMessage(
                "split with withUndirected(true)",
                () -> directed.split(graph, new Seed(1)).linkSplit());
        // Half of the training edges in both directions are as many messages as the split has training links.
        RandomLinkSplit half = directed.withUndirected(true).withDisjointTrain(Portion.share(0.5));
        assertMessage(
                "without withDisjointTrain",
                () -> half.split(graph, new Seed(1)).linkSplit());
    }

    @Test
    void refusesMoreNegativesThanCanBeCounted() {
        assertMessage(
                "a negativeRatio of 1.0E12 asks for 39000000000000 negative pairs",
                () -> RandomLinkSplit.defaults().withNegativeRatio(1e12).split(path(40), new Seed(1)));
    }

    @Test
    void refusesWhatCannotBeSplit() {
        RandomLinkSplit split = RandomLinkSplit.defaults();
        assertMessage("sum to 1.1", () -> split.withValidation(Portion.share(0.9)));
        assertMessage(
                "sum to 1.0", () -> split.withValidation(Portion.share(0.5)).withTest(Portion.share(0.5)));
        assertMessage("negativeRatio must be 0", () -> split.withNegativeRatio(-1));
        GraphTensor pair = GraphTensor.of(2, new int[] {0, 1}, new int[] {1, 0});
        assertMessage(
                "of 2 edges, 1 for validation and 1 for the test leave none",
                () -> split.withValidation(Portion.count(1))
                        .withTest(Portion.count(1))
                        .split(pair, new Seed(1)));
        assertMessage(
                "2 negative pairs were asked for, but of the 2 pairs of different nodes 2 are edges and only 0 are not",
                () -> split.withTest(Portion.NONE).split(pair, new Seed(1)));
        assertMessage(
                "lower disjointTrain",
                () -> split.withDisjointTrain(Portion.share(1)).split(pair, new Seed(1)));
        assertMessage(
                "none leads back",
                () -> split.withUndirected(true).split(GraphTensor.of(2, new int[] {0}, new int[] {1}), new Seed(1)));
        GraphTensor empty = GraphTensor.of(0, new int[0], new int[0]);
        assertMessage("of 0 edges", () -> split.split(empty, new Seed(1)));
        assertEquals(0, new NegativeSampling(empty).available());
        assertMessage("must not be negative", () -> new NegativeSampling(pair).sample(-1, new Seed(1)));
        assertArrayEquals(
                new int[0], new NegativeSampling(pair).sample(0, new Seed(1)).firsts());
    }

    private static void assertMessage(String part, Runnable call) {
        String message = assertThrows(InvalidInputException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
