package io.github.sibyl4j.graph;

import static io.github.sibyl4j.graph.RandomGraphs.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphTensorTest {
    /** 0 -> 1 twice, 1 -> 2, a loop at 2, node 3 alone. */
    private final GraphTensor graph =
            GraphTensor.of(4, new int[] {0, 0, 1, 2}, new int[] {1, 1, 2, 2}, new float[] {1, 3, 2, 2});

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @Test
    void countsDegreesAndFindsIsolatedNodes() {
        assertArrayEquals(new int[] {0, 2, 2, 0}, graph.inDegrees());
        assertArrayEquals(new int[] {2, 1, 1, 0}, graph.outDegrees());
        assertArrayEquals(new int[] {3}, graph.isolatedNodes());
    }

    @Test
    void normalisesByIncomingWeights() {
        assertArrayEquals(new double[] {4, 0, 0, 0}, dense(graph, Normalization.NONE)[1]);
        assertArrayEquals(new double[] {0, 0.5, 0.5, 0}, dense(graph, Normalization.RANDOM_WALK)[2]);
        assertArrayEquals(new double[4], dense(graph, Normalization.RANDOM_WALK)[3]);
        assertArrayEquals(new double[] {0, 1, 0, 0}, dense(graph, Normalization.RANDOM_WALK_BACKWARD)[0]);
        // Node 2 hears node 1 with 2 / sqrt(4 * 4).
        assertEquals(0.5, dense(graph, Normalization.SYMMETRIC)[2][1], 1e-6);
        // With loops added the degrees are 1, 5, 4, 1; node 2 had a loop.
        double[][] gcn = dense(graph, Normalization.GCN);
        assertEquals(4 / Math.sqrt(5), gcn[1][0], 1e-6);
        assertEquals(0.5, gcn[2][2], 1e-6);
        assertEquals(1, gcn[3][3], 1e-6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void randomWalkRowsSumToOneOrAreEmpty(long seed) {
        GraphTensor random = RandomGraphs.graph(seed);
        double[][] forward = dense(random, Normalization.RANDOM_WALK);
        double[][] backward = dense(random, Normalization.RANDOM_WALK_BACKWARD);
        for (int i = 0; i < random.nodeCount(); i++) {
            assertEquals(
                    random.inDegrees()[i] == 0 ? 0 : 1,
                    Arrays.stream(forward[i]).sum(),
                    1e-5);
            assertEquals(
                    random.outDegrees()[i] == 0 ? 0 : 1,
                    Arrays.stream(backward[i]).sum(),
                    1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void symmetricNormalisationOfAnUndirectedGraphIsSymmetric(long seed) {
        GraphTensor undirected = RandomGraphs.graph(seed).undirected();
        for (Normalization normalization : new Normalization[] {Normalization.SYMMETRIC, Normalization.GCN}) {
            double[][] matrix = dense(undirected, normalization);
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < i; j++) {
                    assertEquals(matrix[i][j], matrix[j][i], 1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void renumberingNodesRenumbersTheMatrices(long seed) {
        GraphTensor random = RandomGraphs.graph(seed);
        int[] order = new io.github.sibyl4j.tensor.Seed(seed).permutation(random.nodeCount());
        GraphTensor renumbered = random.subgraph(order);
        for (Normalization normalization : Normalization.values()) {
            double[][] expected = dense(random, normalization);
            double[][] actual = dense(renumbered, normalization);
            for (int i = 0; i < order.length; i++) {
                for (int j = 0; j < order.length; j++) {
                    assertEquals(expected[order[i]][order[j]], actual[i][j], 1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reversingTwiceAndTransposingTwiceChangeNothing(long seed) {
        GraphTensor random = RandomGraphs.graph(seed);
        assertArrayEquals(
                dense(random, Normalization.NONE), dense(random.reversed().reversed(), Normalization.NONE));
        double[][] matrix = dense(random, Normalization.NONE);
        double[][] reversed = dense(random.reversed(), Normalization.NONE);
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                assertEquals(matrix[i][j], reversed[j][i], 1e-6);
            }
        }
    }

    @Test
    void undirectedKeepsTheLargerWeightOfAPair() {
        GraphTensor undirected = graph.undirected();
        assertEquals(5, undirected.edgeCount());
        assertEquals(3, dense(undirected, Normalization.NONE)[0][1]);
        assertEquals(3, dense(undirected, Normalization.NONE)[1][0]);
    }

    @Test
    void addsAndRemovesSelfLoops() {
        assertEquals(7, graph.withSelfLoops(1).edgeCount());
        assertEquals(3, graph.withoutSelfLoops().edgeCount());
        assertFalse(
                GraphTensor.of(2, new int[] {0}, new int[] {1}).withSelfLoops(1).isWeighted());
    }

    @Test
    void acceptsAGraphWithoutNodesOrEdges() {
        assertEquals(
                0,
                GraphTensor.of(0, new int[0], new int[0])
                        .matrix(Normalization.GCN)
                        .nonZeros());
        assertEquals(
                3,
                GraphTensor.of(3, new int[0], new int[0])
                        .matrix(Normalization.GCN)
                        .nonZeros());
    }

    @Test
    void namesTheEdgeThatIsWrong() {
        assertMessage(
                "edge 1 leads from node 2 to node 5, but the nodes are 0 to 3",
                () -> GraphTensor.of(4, new int[] {0, 2}, new int[] {1, 5}));
        assertMessage("weight NaN", () -> GraphTensor.of(2, new int[] {0}, new int[] {1}, new float[] {Float.NaN}));
        assertMessage("equally long", () -> GraphTensor.of(2, new int[] {0}, new int[] {}));
        assertMessage("must be square", () -> GraphTensor.fromDense(new float[2][3]));
        GraphTensor path = GraphTensor.of(3, new int[] {0, 1}, new int[] {1, 2});
        assertMessage("edge 99 does not exist: the edges are 0 to 1", () -> path.source(99));
        assertMessage("edge -1 does not exist", () -> path.target(-1));
        assertMessage("edge 2 does not exist", () -> path.weight(2));
        assertMessage("distinct nodes", () -> graph.subgraph(new int[] {1, 1}));
        assertMessage(
                "needs positive sums",
                () -> GraphTensor.of(2, new int[] {0}, new int[] {1}, new float[] {-1})
                        .matrix(Normalization.SYMMETRIC));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        InvalidInputException error = assertThrows(InvalidInputException.class, action);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
