package io.github.sibyl4j.graph.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Portion;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RandomNodeSplitTest {
    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** @param unknown nodes at the end without a label */
    private static LabelledGraph graph(int nodes, int unknown) {
        int[] labels = new int[nodes];
        Arrays.setAll(labels, i -> i < nodes - unknown ? i % 3 : LabelledGraph.UNKNOWN);
        GraphTensor edges = GraphTensor.of(nodes, new int[0], new int[0]);
        return new LabelledGraph(edges, NodeFeatures.of(new float[nodes][1]), labels, 3);
    }

    /** The numbers that PyTorch Geometric 2.8 gives with two training nodes a class and shares of 0.25 and 0.3. */
    @ParameterizedTest
    @CsvSource({
        "10, TRAIN_REST, 5, 2, 3",
        "10, TEST_REST, 6, 2, 2",
        "45, TRAIN_REST, 20, 11, 14",
        "45, TEST_REST, 6, 11, 28",
        "45, RANDOM, 6, 11, 14",
        "1001, TRAIN_REST, 451, 250, 300",
        "1001, TEST_REST, 6, 250, 745",
        "1001, RANDOM, 6, 250, 300"
    })
    void sizesArePyTorchGeometrics(int nodes, RandomNodeSplit.Mode mode, int train, int validation, int test) {
        NodeSplit split = RandomNodeSplit.of(mode)
                .withTrainPerClass(2)
                .withValidation(Portion.share(0.25))
                .withTest(Portion.share(0.3))
                .split(graph(nodes, 0), new Seed(1))
                .get(0);
        assertEquals(train, split.train().length);
        assertEquals(validation, split.validation().length);
        assertEquals(test, split.test().length);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void partsAreOfLabelledNodesAndEveryClassHasItsShare(long seed) {
        LabelledGraph graph = graph(60, 9);
        for (RandomNodeSplit.Mode mode : RandomNodeSplit.Mode.values()) {
            RandomNodeSplit split = RandomNodeSplit.of(mode)
                    .withTrainPerClass(5)
                    .withValidation(Portion.count(10))
                    .withTest(Portion.count(15))
                    .withSplits(3);
            List<NodeSplit> splits = split.split(graph, new Seed(seed));
            assertEquals(3, splits.size());
            for (NodeSplit one : splits) {
                int[] all = IntStream.concat(
                                Arrays.stream(one.train()),
                                IntStream.concat(Arrays.stream(one.validation()), Arrays.stream(one.test())))
                        .toArray();
                assertTrue(Arrays.stream(all).allMatch(node -> node < 51));
                assertEquals(all.length, Arrays.stream(all).distinct().count());
                assertEquals(mode == RandomNodeSplit.Mode.RANDOM ? 40 : 51, all.length);
                if (mode != RandomNodeSplit.Mode.TRAIN_REST) {
                    int[] classes = new int[3];
                    Arrays.stream(one.train()).forEach(node -> classes[graph.label(node)]++);
                    assertArrayEquals(new int[] {5, 5, 5}, classes);
                }
            }
            assertFalse(Arrays.equals(splits.get(0).train(), splits.get(1).train()));
            assertArrayEquals(
                    splits.get(2).train(),
                    split.split(graph, new Seed(seed)).get(2).train());
        }
    }

    @Test
    void refusesWhatLeavesAPartShort() {
        LabelledGraph graph = graph(30, 0);
        RandomNodeSplit rest = RandomNodeSplit.of(RandomNodeSplit.Mode.TEST_REST);
        assertMessage("class 0 has 10 labelled nodes, fewer than the 20", () -> rest.split(graph, new Seed(1)));
        assertMessage(
                "fewer than the 2000000000 that were asked of every class",
                () -> rest.withTrainPerClass(2_000_000_000).split(graph, new Seed(1)));
        assertMessage(
                "24 labelled nodes are left beside the training nodes, too few for 500",
                () -> rest.withTrainPerClass(2).split(graph, new Seed(1)));
        assertMessage(
                "500 for validation and 1000 for test leave none",
                () -> RandomNodeSplit.of(RandomNodeSplit.Mode.TRAIN_REST).split(graph, new Seed(1)));
        assertMessage("splits must be at least 1", () -> rest.withSplits(0));
        assertMessage("trainPerClass must be at least 1", () -> rest.withTrainPerClass(0));
        assertMessage(
                "sum to 1.2",
                () -> RandomNodeSplit.of(RandomNodeSplit.Mode.RANDOM)
                        .withValidation(Portion.share(0.5))
                        .withTest(Portion.share(0.7)));
        int[] same = new int[30];
        LabelledGraph oneClass = new LabelledGraph(graph.graph(), graph.features(), same, 2);
        assertMessage(
                "class 1 has 0 labelled nodes",
                () -> rest.withTrainPerClass(1).withValidation(Portion.NONE).split(oneClass, new Seed(1)));
    }

    private static void assertMessage(String part, Runnable call) {
        String message = assertThrows(InvalidInputException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
