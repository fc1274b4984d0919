package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Edge weights from distances: {@code a_ij = exp(-(d_ij / theta)^2)}, and no edge where that is below a threshold (Shuman et
 * al. 2013; DCRNN, Li et al. 2018). A distance that is not known is infinite, which gives no edge.
 *
 * @param theta the width, in the unit of the distances; NaN for the standard deviation of all finite distances, zeros on
 *     the diagonal included
 * @param threshold weights below it are no edges, in {@code [0, 1]}
 * @param nearest the most senders a node keeps, 0 for all
 * @param symmetric whether both directions of a pair get the larger of their weights
 */
public record GaussianKernel(double theta, double threshold, int nearest, boolean symmetric) {
    /** Mean radius of the Earth in kilometres. */
    private static final double EARTH_RADIUS = 6371.0088;

    public GaussianKernel {
        require(Double.isNaN(theta) || theta > 0, "theta must be positive, found %s", theta);
        require(threshold >= 0 && threshold <= 1, "threshold must lie in [0, 1], found %s", threshold);
        require(nearest >= 0, "nearest must be 0 (all) or more, found %d", nearest);
    }

    /** Theta from the data, a threshold of 0.1, all neighbours, directions as given. */
    public static GaussianKernel defaults() {
        return new GaussianKernel(Double.NaN, 0.1, 0, false);
    }

    public GaussianKernel withTheta(double value) {
        return new GaussianKernel(value, threshold, nearest, symmetric);
    }

    public GaussianKernel withThreshold(double value) {
        return new GaussianKernel(theta, value, nearest, symmetric);
    }

    public GaussianKernel withNearest(int value) {
        return new GaussianKernel(theta, threshold, value, symmetric);
    }

    public GaussianKernel withSymmetric(boolean value) {
        return new GaussianKernel(theta, threshold, nearest, value);
    }

    /** The population standard deviation of all finite entries of a distance matrix. */
    public static double standardDeviation(double[][] distances) {
        double[] finite = Arrays.stream(distances)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        return new StandardDeviation(false).evaluate(finite);
    }

    /**
     * The graph of a distance matrix {@code [receiver][sender]}; the diagonal gives no edges.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the matrix is not square or holds a negative number or NaN
     */
    public GraphTensor fromDistances(double[][] distances) {
        int n = distances.length;
        for (int i = 0; i < n; i++) {
            require(
                    distances[i].length == n,
                    "a distance matrix must be square, row %d has %d entries",
                    i,
                    distances[i].length);
            for (int j = 0; j < n; j++) {
                require(
                        distances[i][j] >= 0,
                        "the distance between %d and %d is %s, expected 0 or more, or infinity for none",
                        i,
                        j,
                        distances[i][j]);
            }
        }
        double width = Double.isNaN(theta) ? standardDeviation(distances) : theta;
        require(width > 0 || n < 2, "all distances are equal, so they give no theta: set one with withTheta");
        float[][] weights = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                weights[i][j] = (float) Math.exp(-Math.pow(distances[i][j] / width, 2));
            }
            keepNearest(weights[i]);
            for (int j = 0; j < n; j++) {
                if (i == j || weights[i][j] < threshold) {
                    weights[i][j] = 0;
                }
            }
        }
        for (int i = 0; symmetric && i < n; i++) {
            for (int j = 0; j < i; j++) {
                weights[i][j] = Math.max(weights[i][j], weights[j][i]);
                weights[j][i] = weights[i][j];
            }
        }
        return GraphTensor.fromDense(weights);
    }

    private void keepNearest(float[] row) {
        if (nearest == 0 || nearest >= row.length) {
            return;
        }
        Integer[] order = new Integer[row.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Float.compare(row[b], row[a]));
        for (int i = nearest; i < order.length; i++) {
            row[order[i]] = 0;
        }
    }

    /** The graph of points given by latitude and longitude in degrees, with great-circle distances in kilometres. */
    public GraphTensor fromCoordinates(double[] latitudes, double[] longitudes) {
        return fromDistances(greatCircle(latitudes, longitudes));
    }

    /** Great-circle distances in kilometres (haversine formula). */
    public static double[][] greatCircle(double[] latitudes, double[] longitudes) {
        int n = latitudes.length;
        require(n == longitudes.length, "found %d latitudes and %d longitudes", n, longitudes.length);
        double[][] distances = new double[n][n];
        for (int i = 0; i < n; i++) {
            require(
                    Math.abs(latitudes[i]) <= 90 && Math.abs(longitudes[i]) <= 360,
                    "point %d has latitude %s and longitude %s, expected degrees",
                    i,
                    latitudes[i],
                    longitudes[i]);
            for (int j = 0; j < n; j++) {
                double a = Math.toRadians(latitudes[i]);
                double b = Math.toRadians(latitudes[j]);
                double half = Math.sin((a - b) / 2);
                double turn = Math.sin(Math.toRadians(longitudes[i] - longitudes[j]) / 2);
                double h = half * half + Math.cos(a) * Math.cos(b) * turn * turn;
                distances[i][j] = 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
            }
        }
        return distances;
    }
}
