package io.github.sibyl4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockModelGraphTest {
    private static final int NODES = 5003;
    private static final int EDGES = 60_000;

    private final LabelledGraph made = BlockModelGraph.of(NODES, EDGES, 8, 5, 1).graph();

    @Test
    void edgesGoBothWaysMostlyWithinAClass() {
        GraphTensor graph = made.graph();
        assertEquals(EDGES, graph.edgeCount());
        for (int e = 0; e < EDGES; e += 2) {
            assertEquals(graph.source(e), graph.target(e + 1));
            assertEquals(graph.target(e), graph.source(e + 1));
            assertTrue(graph.source(e) != graph.target(e));
        }
        long within = IntStream.range(0, EDGES)
                .filter(e -> made.label(graph.source(e)) == made.label(graph.target(e)))
                .count();
        // 0.7 drawn so, and a fifth of the others by chance.
        assertEquals(0.76, (double) within / EDGES, 0.02);
    }

    @Test
    void degreesFallAsTheRootOfTheRank() {
        int[] degrees = made.graph().inDegrees();
        double first = IntStream.range(0, NODES / 100).map(i -> degrees[i]).sum();
        // Of all ends a tenth belongs to the first hundredth of the nodes.
        assertEquals(0.1, first / EDGES, 0.01);
    }

    @Test
    void featuresAreTheClassAndNoise() {
        double[] squares = new double[8];
        double[][] means = new double[5][8];
        int[] counts = new int[5];
        int[] nodes = IntStream.range(0, NODES).toArray();
        float[] x = made.features().rows(nodes).toArray();
        for (int node : nodes) {
            counts[made.label(node)]++;
            for (int j = 0; j < 8; j++) {
                means[made.label(node)][j] += x[node * 8 + j];
                squares[j] += x[node * 8 + j] * x[node * 8 + j] / (double) NODES;
            }
        }
        double spread = 0;
        for (int c = 0; c < 5; c++) {
            for (int j = 0; j < 8; j++) {
                spread += Math.pow(means[c][j] / counts[c], 2) / 40;
            }
        }
        assertEquals(0.01 + 1.0 / 1000, spread, 0.006);
        for (double square : squares) {
            assertEquals(1.01, square, 0.05);
        }
    }

    @Test
    void equalSeedsGiveEqualGraphs() {
        LabelledGraph again = BlockModelGraph.of(NODES, EDGES, 8, 5, 1).graph();
        LabelledGraph other = BlockModelGraph.of(NODES, EDGES, 8, 5, 2).graph();
        int[] nodes = {0, 77, 5002};
        assertArrayEquals(
                made.features().rows(nodes).toArray(),
                again.features().rows(nodes).toArray());
        assertArrayEquals(made.graph().inDegrees(), again.graph().inDegrees());
        assertTrue(
                !java.util.Arrays.equals(made.graph().inDegrees(), other.graph().inDegrees()));
    }

    @Test
    void refusesWhatIsNoGraph() {
        assertMessage("classes must be at least 2", () -> BlockModelGraph.of(10, 10, 1, 1, 1));
        assertMessage("nodes must be at least two a class, 6, found 5", () -> BlockModelGraph.of(5, 10, 1, 3, 1));
        assertMessage("even number", () -> BlockModelGraph.of(10, 11, 1, 2, 1));
        assertMessage("even number", () -> BlockModelGraph.of(10, -2, 1, 2, 1));
        assertMessage("features must be at least 1", () -> BlockModelGraph.of(10, 10, 0, 2, 1));
        assertMessage("homophily", () -> new BlockModelGraph(10, 10, 1, 2, 1.5, 1, 1));
        assertMessage("signal", () -> new BlockModelGraph(10, 10, 1, 2, 1, -1, 1));
    }

    private static void assertMessage(String part, Runnable call) {
        String message = assertThrows(InvalidInputException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }
}
