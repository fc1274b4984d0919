package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * GPVAR, a non-linear autoregressive process on a graph whose best possible forecast is known: the noise-free part of
 * each step. A model that knows neither graph nor neighbours cannot reach it.
 *
 * <pre>{@code
 * g_t = sum_l S^l (older_l x_{t-2} + newer_l x_{t-1})          l = 0, 1, 2 hops
 * x_t = a tanh(x_{t-1}) + b tanh(g_t) + noise * N(0, 1)        a, b one number per node
 * }</pre>
 *
 * <p>The graph is a line of communities of six nodes, each a triangle of side three: {@code 9 C + C - 1} undirected
 * edges. {@link #global()} and {@link #local()} are the sets of Cini et al., "Taming Local Effects in Graph-based
 * Spatiotemporal Forecasting" (NeurIPS 2023), drawn from numpy's stream with seed 42; {@link #az()} is the process of
 * Zambon and Alippi, "AZ-whiteness test" (NeurIPS 2022), with a realisation of our own, as theirs comes from torch.
 *
 * <p>A realisation has the same bits on every JVM. GPVAR-G also equals the one that numpy computes, in every float.
 * GPVAR-L cannot: parts of it are chaotic, and numpy's own values part after some hundred steps on machines that add in
 * another order. The noise, the optimum and the statistics are the same.
 *
 * @param communities number of triangles in the line; nodes = 6 x communities
 * @param steps length of the series; the two random steps before it are not part of it
 * @param filter coefficients by hop, own node first
 * @param mixing how a and b are chosen
 * @param shift the graph shift operator S
 * @param noise standard deviation of the noise and of the two starting steps
 * @param seed of {@link NumpyRandom}
 */
public record Gpvar(
        int communities, int steps, List<Hop> filter, Mixing mixing, ShiftOperator shift, double noise, int seed) {
    private static final int[][] TRIANGLE = {{0, 1}, {1, 2}, {3, 4}, {1, 3}, {2, 4}, {4, 5}, {0, 3}, {1, 4}, {3, 5}};
    private static final int COMMUNITY = 6;
    private static final double LOCAL_RANGE = 2;

    /** The weights of one hop: {@code older} multiplies x_{t-2}, {@code newer} multiplies x_{t-1}. */
    public record Hop(double older, double newer) {}

    /** a and b of the class comment. */
    public enum Mixing {
        /** a = 0, b = 1. */
        FILTER_ONLY,
        /** a = b = 1/2 at every node. */
        GLOBAL,
        /** a and b of each node uniform on [-2, 2): no model that treats all nodes alike can be right. */
        LOCAL
    }

    /** S, from the adjacency matrix A of the graph. */
    public enum ShiftOperator {
        /** A + I. */
        RAW,
        /** D^-1/2 (A + I) D^-1/2 with D the degrees of A + I. */
        NORMALISED
    }

    /**
     * A realisation.
     *
     * @param series {@code [step, node, 1]}, with the unweighted graph in both directions and without self-loops
     * @param noiseFree the same shape: the best forecast of each step from the steps before it
     */
    public record Generated(SpatioTemporalSeries series, SpatioTemporalSeries noiseFree) {}

    public Gpvar {
        filter = List.copyOf(filter);
        require(communities > 0, "GPVAR needs at least one community of six nodes, got %d.", communities);
        require(steps > 0, "GPVAR needs at least one step, got %d.", steps);
        require(!filter.isEmpty(), "GPVAR needs the coefficients of at least one hop, got none.");
        require(noise >= 0 && Double.isFinite(noise), "The noise of GPVAR must be finite and >= 0, got %s.", noise);
        require(seed >= 0, "The seed of GPVAR must be >= 0, as numpy's, got %d.", seed);
    }

    /** GPVAR-G: 120 nodes, 30,000 steps, one rule for all nodes. */
    public static Gpvar global() {
        List<Hop> filter = List.of(new Hop(2.5, 1), new Hop(-2, 3), new Hop(-0.5, 0));
        return new Gpvar(20, 30_000, filter, Mixing.GLOBAL, ShiftOperator.RAW, 0.4, 42);
    }

    /** GPVAR-L: as {@link #global()}, but every node has its own a and b. */
    public static Gpvar local() {
        Gpvar global = global();
        return new Gpvar(20, 30_000, global.filter, Mixing.LOCAL, ShiftOperator.RAW, 0.4, 42);
    }

    /** GPVAR of the AZ-whiteness test with S = A + I: 30 nodes, 30,000 steps. */
    public static Gpvar az() {
        List<Hop> filter = List.of(new Hop(5, 2), new Hop(-4, 6), new Hop(-1, 0));
        return new Gpvar(5, 30_000, filter, Mixing.FILTER_ONLY, ShiftOperator.RAW, 0.4, 1234);
    }

    public Gpvar withCommunities(int communities) {
        return new Gpvar(communities, steps, filter, mixing, shift, noise, seed);
    }

    public Gpvar withSteps(int steps) {
        return new Gpvar(communities, steps, filter, mixing, shift, noise, seed);
    }

    public Gpvar withShift(ShiftOperator shift) {
        return new Gpvar(communities, steps, filter, mixing, shift, noise, seed);
    }

    public Gpvar withNoise(double noise) {
        return new Gpvar(communities, steps, filter, mixing, shift, noise, seed);
    }

    public Gpvar withSeed(int seed) {
        return new Gpvar(communities, steps, filter, mixing, shift, noise, seed);
    }

    public int nodes() {
        return COMMUNITY * communities;
    }

    /** The mean absolute error of the best forecast, E|noise N(0, 1)|; its RMSE is {@link #noise}. */
    public double optimalMae() {
        return Math.sqrt(2 / Math.PI) * noise;
    }

    /** The unweighted graph without self-loops, each undirected edge in both directions. */
    public GraphTensor graph() {
        int[][] edges = undirectedEdges();
        int[] source = new int[2 * edges.length];
        int[] target = new int[2 * edges.length];
        for (int e = 0; e < edges.length; e++) {
            source[2 * e] = target[2 * e + 1] = edges[e][0];
            target[2 * e] = source[2 * e + 1] = edges[e][1];
        }
        return GraphTensor.of(nodes(), source, target);
    }

    /** Draws the series; the order of draws (a and b, two starting steps, then each step) is part of the data set. */
    public Generated generate() {
        int nodes = nodes();
        NumpyRandom random = new NumpyRandom(seed);
        double[][] mix = mixing(random);
        double[] older = normal(random, nodes);
        double[] newer = normal(random, nodes);
        Shift s = new Shift();
        float[] series = new float[Math.multiplyExact(steps, nodes)];
        float[] noiseFree = new float[series.length];
        for (int t = 0; t < steps; t++) {
            double[] filtered = filtered(s, older, newer);
            double[] next = new double[nodes];
            for (int i = 0; i < nodes; i++) {
                next[i] = mix[i][0] * StrictMath.tanh(newer[i]) + mix[i][1] * filtered[i];
                noiseFree[t * nodes + i] = (float) next[i];
            }
            for (int i = 0; i < nodes; i++) {
                next[i] += noise * random.normal();
                series[t * nodes + i] = (float) next[i];
            }
            older = newer;
            newer = next;
        }
        TimeIndex time = TimeIndex.steps(steps);
        List<String> ids = IntStream.range(0, nodes).mapToObj(Integer::toString).toList();
        GraphTensor graph = graph();
        return new Generated(
                SpatioTemporalSeries.of(time, ids, series).withGraph(graph),
                SpatioTemporalSeries.of(time, ids, noiseFree).withGraph(graph));
    }

    /** tanh(g) of two consecutive steps, {@code [node]} each. */
    double[] filtered(double[] older, double[] newer) {
        return filtered(new Shift(), older, newer);
    }

    private double[] filtered(Shift s, double[] older, double[] newer) {
        double[] g = new double[older.length];
        for (int hop = filter.size() - 1; hop >= 0; hop--) {
            Hop weights = filter.get(hop);
            g = s.apply(g);
            for (int i = 0; i < g.length; i++) {
                g[i] += weights.older * older[i] + weights.newer * newer[i];
            }
        }
        for (int i = 0; i < g.length; i++) {
            g[i] = StrictMath.tanh(g[i]);
        }
        return g;
    }

    private double[][] mixing(NumpyRandom random) {
        double[][] mix = new double[nodes()][2];
        for (double[] ab : mix) {
            for (int k = 0; k < 2; k++) {
                ab[k] = switch (mixing) {
                    case FILTER_ONLY -> k;
                    case GLOBAL -> 0.5;
                    case LOCAL -> random.uniform(-LOCAL_RANGE, LOCAL_RANGE);
                };
            }
        }
        return mix;
    }

    private double[] normal(NumpyRandom random, int count) {
        double[] draws = new double[count];
        for (int i = 0; i < count; i++) {
            draws[i] = noise * random.normal();
        }
        return draws;
    }

    private int[][] undirectedEdges() {
        int[][] edges = new int[TRIANGLE.length * communities + communities - 1][];
        int e = 0;
        for (int first = 0; first < nodes(); first += COMMUNITY) {
            for (int[] edge : TRIANGLE) {
                edges[e++] = new int[] {first + edge[0], first + edge[1]};
            }
            if (first > 0) {
                edges[e++] = new int[] {first - 1, first};
            }
        }
        return edges;
    }

    /** The graph shift operator in double precision: the process is defined in it, a GraphTensor holds floats. */
    private final class Shift {
        private final int[][] edges = undirectedEdges();
        private final double[] scale = new double[nodes()];

        Shift() {
            Arrays.fill(scale, 1);
            if (shift == ShiftOperator.NORMALISED) {
                for (int[] edge : edges) {
                    scale[edge[0]]++;
                    scale[edge[1]]++;
                }
                for (int i = 0; i < scale.length; i++) {
                    scale[i] = 1 / Math.sqrt(scale[i]);
                }
            }
        }

        double[] apply(double[] x) {
            double[] out = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                out[i] = scale[i] * x[i];
            }
            for (int[] edge : edges) {
                out[edge[0]] += scale[edge[1]] * x[edge[1]];
                out[edge[1]] += scale[edge[0]] * x[edge[0]];
            }
            for (int i = 0; i < x.length; i++) {
                out[i] *= scale[i];
            }
            return out;
        }
    }
}
