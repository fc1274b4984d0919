package io.github.sibyl4j.graph.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LabelledGraphTest {
    private static final GraphTensor PATH = GraphTensor.of(4, new int[] {0, 1, 2}, new int[] {1, 2, 3});
    private static final NodeFeatures ONES = NodeFeatures.of(new float[][] {{1}, {1}, {1}, {1}});

    private static void refuses(String part, Executable work) {
        String message = assertThrows(InvalidInputException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void normalisesRowsAsPyTorchGeometric() {
        float[][] rows = {{0, 3, 1}, {0, 0.25f, 0}, {0, 0, 0}};
        float[] expected = {0, 0.75f, 0.25f, 0, 0.25f, 0, 0, 0, 0};
        assertArrayEquals(
                expected, NodeFeatures.of(rows).normalized().toTensor().toArray());
        SparseMatrix sparse =
                SparseMatrix.fromCoordinates(3, 3, new int[] {0, 0, 1}, new int[] {1, 2, 1}, new float[] {3, 1, 0.25f});
        NodeFeatures features = NodeFeatures.of(sparse).normalized();
        assertTrue(features.isSparse());
        assertArrayEquals(expected, features.toTensor().toArray());
    }

    @Test
    void shiftsBySmallestNumberOfAll() {
        float[] expected = {0, 1, 2 / 3f, 1 / 3f};
        assertArrayEquals(
                expected,
                NodeFeatures.of(new float[][] {{-1, 0}, {3, 1}})
                        .normalized()
                        .toTensor()
                        .toArray(),
                1e-6f);
        SparseMatrix negative =
                SparseMatrix.fromCoordinates(2, 2, new int[] {0, 1}, new int[] {0, 0}, new float[] {-1, 3});
        assertArrayEquals(
                new float[] {0, 1, 4 / 5f, 1 / 5f},
                NodeFeatures.of(negative).normalized().toTensor().toArray(),
                1e-6f);
    }

    @Test
    void repeatedEntriesOfAPlaceAddUp() {
        SparseMatrix twice = SparseMatrix.fromCoordinates(
                3, 3, new int[] {0, 0, 1, 0, 2}, new int[] {1, 2, 1, 1, 2}, new float[] {1, 4, 7, 2, 5});
        NodeFeatures features = NodeFeatures.of(twice);
        assertEquals(4, features.sparse().nonZeros());
        assertArrayEquals(
                new float[] {0, 3, 4, 0, 7, 0, 0, 0, 5}, features.toTensor().toArray());
    }

    @Test
    void refusesWhatCannotBeClassified() {
        refuses("feature 1 of node 0 is NaN", () -> NodeFeatures.of(new float[][] {{1, Float.NaN}}));
        refuses("feature 0 of node 1 is Infinity", () -> NodeFeatures.of(new float[][] {{1}, {1 / 0f}}));
        refuses(
                "feature 2 of node 1 is NaN",
                () -> NodeFeatures.of(SparseMatrix.fromCoordinates(
                        2, 3, new int[] {0, 1}, new int[] {0, 2}, new float[] {1, Float.NaN})));
        refuses("[node, feature], found [4]", () -> NodeFeatures.of(Tensor.zeros(4)));
        refuses("node 1 has 1", () -> NodeFeatures.of(new float[][] {{1, 2}, {1}}));
        refuses(
                "no nodes",
                () -> new LabelledGraph(
                        GraphTensor.of(0, new int[0], new int[0]), NodeFeatures.of(new float[0][]), new int[0], 2));
        refuses("found 4 and 3", () -> new LabelledGraph(PATH, ONES, new int[] {0, 1, 0}, 2));
        refuses("at least two classes", () -> new LabelledGraph(PATH, ONES, new int[4], 1));
        refuses("node 1 has the label -2", () -> new LabelledGraph(PATH, ONES, new int[] {0, -2, 1, 0}, 2));
        refuses("node 2 has the label 2", () -> new LabelledGraph(PATH, ONES, new int[] {0, 1, 2, 0}, 2));
        LabelledGraph graph = new LabelledGraph(PATH, ONES, new int[] {0, 0, 1, LabelledGraph.UNKNOWN}, 2);
        refuses("node 1 occurs twice", () -> new NodeSplit(new int[] {0, 1}, new int[] {1}, new int[0]));
        refuses("needs training nodes", () -> new NodeSplit(new int[0], new int[] {1}, new int[0]));
        refuses("from 0 on, found -1", () -> new NodeSplit(new int[] {0, -1}, new int[0], new int[0]));
        refuses("node 2 occurs twice", () -> new NodeSplit(new int[] {0, 2}, new int[0], new int[] {2}));
        refuses("too few for 1 of validation and 1", () -> NodeSplit.perClass(graph, 1, 1, 1, new Seed(1)));
        refuses("found 3 and 4", () -> graph.with(NodeFeatures.of(new float[3][1])));
        refuses("names node 7", () -> new NodeSplit(new int[] {0, 2}, new int[] {7}, new int[0]).requireFits(graph));
        refuses("not known", () -> new NodeSplit(new int[] {0, 2}, new int[] {3}, new int[0]).requireFits(graph));
        refuses(
                "all 2 training nodes are of class 0",
                () -> new NodeSplit(new int[] {0, 1}, new int[0], new int[0]).requireFits(graph));
        refuses("class 1 has 1 labelled nodes", () -> NodeSplit.perClass(graph, 2, 0, 0, new Seed(1)));
        refuses("leave none", () -> NodeSplit.random(4, 2, 2, new Seed(1)));
        refuses("must not be negative, found -1 and 2", () -> NodeSplit.random(4, -1, 2, new Seed(1)));
        refuses("must not be negative, found -2 and 0", () -> NodeSplit.perClass(graph, 1, -2, 0, new Seed(1)));
        refuses(
                "fewer than the 1000000000 that were asked of every class",
                () -> NodeSplit.perClass(graph, 1_000_000_000, 0, 0, new Seed(1)));
        refuses("node 99 does not exist: the nodes are 0 to 3", () -> graph.label(99));
        ClassProbabilities probabilities = new ClassProbabilities(new float[8], 2);
        refuses("node 99 does not exist", () -> probabilities.accuracy(graph, new int[] {99}));
    }

    @Test
    void saysWhichFeaturesAreMissingOrTooMany() {
        refuses("node 1 has no features", () -> NodeFeatures.of(new float[][] {{1}, null}));
        refuses("node 0 has no features", () -> NodeFeatures.of(new float[][] {null, {1}}));
        IndexedGraph<String> indexed = new IndexedGraph<>(PATH, List.of("a", "b", "c", "d"));
        refuses(
                "gave null for the vertex c",
                () -> NodeFeatures.of(indexed, vertex -> vertex.equals("c") ? null : new float[2]));
        float[][] rows = new float[70_000][];
        Arrays.fill(rows, new float[40_000]);
        refuses("70000 nodes with 40000 features are 2800000000 numbers", () -> NodeFeatures.of(rows));
        NodeFeatures sparse = NodeFeatures.of(
                SparseMatrix.fromCoordinates(70_000, 40_000, new int[] {1}, new int[] {2}, new float[] {3}));
        refuses("70000 nodes with 40000 features are 2800000000 numbers", sparse::toTensor);
        refuses("node 70000 does not exist: the nodes are 0 to 69999", () -> sparse.rows(new int[] {1, 70_000}));
        refuses("node -1 does not exist", () -> sparse.rows(new int[] {-1}));
    }

    @Test
    void takesSparseFeaturesOfVertices() {
        IndexedGraph<String> indexed = new IndexedGraph<>(PATH, List.of("a", "b", "c", "d"));
        Map<String, Map<Integer, Integer>> counts =
                Map.of("a", Map.of(2, 3, 0, 1), "b", Map.of(), "c", Map.of(1, 2), "d", Map.of(2, 0));
        NodeFeatures sparse = NodeFeatures.ofSparse(indexed, 3, counts::get);
        NodeFeatures dense = NodeFeatures.of(indexed, vertex -> {
            float[] row = new float[3];
            counts.get(vertex).forEach((word, count) -> row[word] = count);
            return row;
        });
        assertTrue(sparse.isSparse());
        assertArrayEquals(dense.toTensor().toArray(), sparse.toTensor().toArray());
        LabelledGraph labelled = LabelledGraph.of(indexed, sparse, vertex -> vertex.equals("a") ? 1 : 0, 2);
        assertArrayEquals(new int[] {1, 0, 0, 0}, labelled.labels());
        assertEquals(sparse, labelled.features());
        assertEquals(
                0,
                NodeFeatures.ofSparse(indexed, 0, vertex -> Map.<Integer, Float>of())
                        .width());
        refuses(
                "the vertex a has a feature 2, expected features from 0 to 1",
                () -> NodeFeatures.ofSparse(indexed, 2, counts::get));
        refuses("feature -1", () -> NodeFeatures.ofSparse(indexed, 2, vertex -> Map.of(-1, 1f)));
        refuses("gave null for the vertex a", () -> NodeFeatures.ofSparse(indexed, 2, vertex -> null));
        refuses("feature 1 of node 0 is NaN", () -> NodeFeatures.ofSparse(indexed, 2, vertex -> Map.of(1, Float.NaN)));
        refuses("must not be negative, found -1", () -> NodeFeatures.ofSparse(indexed, -1, counts::get));
    }

    @Test
    void splitsEveryNodeOnce() {
        for (int seed = 0; seed < 20; seed++) {
            NodeSplit split = NodeSplit.random(50, 10, 15, new Seed(seed));
            Set<Integer> nodes = new HashSet<>();
            for (int[] part : new int[][] {split.train(), split.validation(), split.test()}) {
                IntStream.of(part).forEach(nodes::add);
            }
            assertEquals(50, nodes.size());
            assertEquals(25, split.train().length);
        }
    }

    @Test
    void takesAsManyOfEveryClass() {
        int n = 60;
        GraphTensor graph = GraphTensor.of(n, new int[0], new int[0]);
        int[] labels = IntStream.range(0, n).map(i -> i % 10 == 0 ? -1 : i % 3).toArray();
        LabelledGraph labelled = new LabelledGraph(graph, NodeFeatures.of(new float[n][1]), labels, 3);
        for (int seed = 0; seed < 20; seed++) {
            NodeSplit split = NodeSplit.perClass(labelled, 5, 10, 20, new Seed(seed));
            split.requireFits(labelled);
            for (int c = 0; c < 3; c++) {
                int wanted = c;
                assertEquals(
                        5,
                        IntStream.of(split.train())
                                .filter(node -> labels[node] == wanted)
                                .count());
            }
            assertEquals(10, split.validation().length);
            assertEquals(20, split.test().length);
        }
    }
}
