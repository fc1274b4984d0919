package io.github.sibyl4j.graph.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.SplittableRandom;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedPseudograph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalksTest {
    /** Weights by source and target; node 4 is a dead end, node 5 alone. */
    private static final float[][] WEIGHTS = {
        {0, 2, 1, 0, 0, 0},
        {1, 0, 3, 1, 0, 0},
        {1, 1, 0.5f, 2, 0, 0},
        {0, 1, 0, 0, 1, 0},
        {0, 0, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0}
    };

    private static GraphTensor graph(boolean weighted) {
        float[][] adjacency = new float[6][6];
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                adjacency[j][i] = weighted ? WEIGHTS[i][j] : Math.signum(WEIGHTS[i][j]);
            }
        }
        GraphTensor graph = GraphTensor.fromDense(adjacency);
        return weighted ? graph : graph.unweighted();
    }

    private static Graph<Integer, DefaultWeightedEdge> jgrapht() {
        Graph<Integer, DefaultWeightedEdge> graph = new DirectedWeightedPseudograph<>(DefaultWeightedEdge.class);
        for (int i = 0; i < 6; i++) {
            graph.addVertex(i);
        }
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                if (WEIGHTS[i][j] != 0) {
                    graph.setEdgeWeight(graph.addEdge(i, j), WEIGHTS[i][j]);
                }
            }
        }
        return graph;
    }

    /** How often each third node follows on a first and a second one. */
    private static void assertSteps(Walks walks, boolean weighted, double p, double q) {
        SplittableRandom random = new SplittableRandom(1);
        int[][][] count = new int[6][6][6];
        for (int i = 0; i < 200_000; i++) {
            int[] walk = walks.from(i % 4, 3, random);
            if (walk.length == 3) {
                count[walk[0]][walk[1]][walk[2]]++;
            } else {
                assertEquals(4, walk[walk.length - 1]);
            }
        }
        for (int t = 0; t < 4; t++) {
            for (int v = 0; v < 4; v++) {
                double total = 0;
                double share = 0;
                double[] expected = new double[6];
                for (int x = 0; x < 6; x++) {
                    double alpha = x == t ? 1 / p : WEIGHTS[t][x] > 0 ? 1 : 1 / q;
                    expected[x] = alpha * (weighted ? WEIGHTS[v][x] : Math.signum(WEIGHTS[v][x]));
                    share += expected[x];
                    total += count[t][v][x];
                }
                assertEquals(WEIGHTS[t][v] > 0, total > 0, t + " to " + v);
                for (int x = 0; x < 6 && total > 0; x++) {
                    double probability = expected[x] / share;
                    double bound = 5 * Math.sqrt(probability * (1 - probability) / total);
                    assertEquals(probability, count[t][v][x] / total, bound + 1e-12, t + " to " + v + " to " + x);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 0.5", "0.25, 2", "0.1, 0.2", "8, 8"})
    void stepByReturnAndInOutParameters(double p, double q) {
        assertSteps(new BiasedWalks(graph(false), p, q), false, p, q);
        assertSteps(new BiasedWalks(graph(true), p, q), true, p, q);
    }

    @Test
    void stepAsJGraphTDoesWithoutBias() {
        Walks walks = JGraphT.walks(jgrapht());
        assertSteps(walks, true, 1, 1);
        assertEquals(6, walks.nodes());
        assertArrayEquals(new int[] {5}, walks.isolatedNodes());
        assertArrayEquals(new int[] {5}, walks.from(5, 10, new SplittableRandom(1)));
    }

    @Test
    void endWhereNothingLeadsOn() {
        Walks walks = new BiasedWalks(graph(true), 2, 2);
        assertArrayEquals(new int[] {4}, walks.from(4, 10, new SplittableRandom(1)));
        assertArrayEquals(new int[] {5}, walks.isolatedNodes());
        GraphTensor weightless = GraphTensor.of(3, new int[] {0, 1}, new int[] {1, 2}, new float[] {1, 0});
        assertArrayEquals(new int[] {0, 1}, new BiasedWalks(weightless, 1, 1).from(0, 9, new SplittableRandom(1)));
        assertArrayEquals(new int[] {2}, new BiasedWalks(weightless, 1, 1).isolatedNodes());
        GraphTensor loop = GraphTensor.of(2, new int[] {0, 1}, new int[] {0, 0});
        assertArrayEquals(new int[] {1, 0, 0}, new BiasedWalks(loop, 3, 3).from(1, 3, new SplittableRandom(1)));
    }

    @Test
    void takeNoNegativeWeights() {
        GraphTensor negative = GraphTensor.of(2, new int[] {0}, new int[] {1}, new float[] {-1});
        String message = assertThrows(InvalidInputException.class, () -> new BiasedWalks(negative, 1, 1))
                .getMessage();
        assertTrue(message.contains("from node 0 to node 1 weighs -1.0"), message);
    }
}
