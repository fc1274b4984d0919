package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sibyl4j.tensor.InvalidInputException;
import org.junit.jupiter.api.Test;

class GaussianKernelTest {
    private static final double FAR = Double.POSITIVE_INFINITY;

    private final double[][] distances = {{0, 1, FAR}, {2, 0, 4}, {FAR, 4, 0}};

    @Test
    void takesThetaFromAllFiniteDistancesZerosIncluded() {
        // 0, 1, 2, 0, 4, 4, 0: mean 11/7, mean square 37/7.
        double expected = Math.sqrt(37.0 / 7 - Math.pow(11.0 / 7, 2));
        assertEquals(expected, GaussianKernel.standardDeviation(distances), 1e-12);
        GraphTensor graph = GaussianKernel.defaults().withThreshold(0).fromDistances(distances);
        assertEquals(Math.exp(-Math.pow(1 / expected, 2)), RandomGraphs.dense(graph, Normalization.NONE)[0][1], 1e-6);
    }

    @Test
    void dropsWeightsBelowTheThresholdAndTheDiagonal() {
        GraphTensor graph = GaussianKernel.defaults().withTheta(2).fromDistances(distances);
        double[][] dense = RandomGraphs.dense(graph, Normalization.NONE);
        assertEquals(2, graph.edgeCount());
        assertEquals(Math.exp(-0.25), dense[0][1], 1e-6);
        assertEquals(Math.exp(-1), dense[1][0], 1e-6);
    }

    @Test
    void symmetricTakesTheLargerWeightAndNearestKeepsTheClosest() {
        GraphTensor symmetric =
                GaussianKernel.defaults().withTheta(2).withSymmetric(true).fromDistances(distances);
        assertEquals(Math.exp(-0.25), RandomGraphs.dense(symmetric, Normalization.NONE)[1][0], 1e-6);
        GraphTensor nearest = GaussianKernel.defaults()
                .withTheta(10)
                .withNearest(2)
                .fromDistances(new double[][] {{0, 1, 2}, {1, 0, 2}, {2, 1, 0}});
        assertEquals(3, nearest.edgeCount(), "each row keeps itself, which is no edge, and one other");
    }

    @Test
    void measuresGreatCircles() {
        double[][] distance = GaussianKernel.greatCircle(new double[] {0, 0, 90}, new double[] {0, 180, 0});
        assertEquals(Math.PI * 6371.0088, distance[0][1], 1e-6);
        assertEquals(Math.PI / 2 * 6371.0088, distance[0][2], 1e-6);
    }

    @Test
    void refusesWhatIsNoDistance() {
        GaussianKernel kernel = GaussianKernel.defaults();
        assertThrows(InvalidInputException.class, () -> kernel.fromDistances(new double[][] {{0, -1}, {1, 0}}));
        assertThrows(InvalidInputException.class, () -> kernel.fromDistances(new double[][] {{0, Double.NaN}, {1, 0}}));
        assertThrows(InvalidInputException.class, () -> kernel.fromDistances(new double[2][2]));
        assertThrows(InvalidInputException.class, () -> kernel.withTheta(-1));
        assertThrows(InvalidInputException.class, () -> kernel.withThreshold(2));
        assertThrows(InvalidInputException.class, () -> kernel.fromCoordinates(new double[] {99}, new double[] {0}));
    }
}
