package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import java.util.SplittableRandom;

/**
 * A graph of any size with planted classes and degrees that follow a power law: a degree-corrected stochastic block model
 * (Karrer and Newman, Physical Review E 2011). Features tell a node's class only faintly, its neighbours' together tell it
 * well.
 *
 * <p>Node {@code i} is of class {@code i mod classes}. An end of an edge is drawn as node {@code floor(nodes u^2)} for uniform
 * {@code u}, so that the degree of node {@code i} falls as {@code (i / nodes)^(-1/2)} and degrees have a tail of exponent 3;
 * the other end is drawn alike, among the nodes of the same class with probability {@code homophily}. Each edge is there in
 * both directions; loops are drawn anew, parallel edges kept. Features are a mean of the class, standard normal times {@code
 * signal}, plus uniform noise of variance 1. Equal seeds give equal graphs.
 *
 * @param edges directed edges, an even number
 * @param features columns
 * @param homophily probability that an edge is drawn within a class, from 0 to 1
 * @param signal size of the classes' means beside the noise
 */
public record BlockModelGraph(
        int nodes, int edges, int features, int classes, double homophily, double signal, long seed) {
    private static final double UNIT_VARIANCE = Math.sqrt(3);

    public BlockModelGraph {
        require(classes >= 2, "classes must be at least 2, found %d", classes);
        require(nodes >= 2 * classes, "nodes must be at least two a class, %d, found %d", 2 * classes, nodes);
        require(edges >= 0 && edges % 2 == 0, "edges must be an even number, two directions each, found %d", edges);
        require(features >= 1, "features must be at least 1, found %d", features);
        require(homophily >= 0 && homophily <= 1, "homophily must lie between 0 and 1, found %s", homophily);
        require(signal >= 0 && Double.isFinite(signal), "signal must not be negative, found %s", signal);
    }

    /** Seven edges in ten within a class, and features that leave most nodes in doubt. */
    public static BlockModelGraph of(int nodes, int edges, int features, int classes, long seed) {
        return new BlockModelGraph(nodes, edges, features, classes, 0.7, 0.1, seed);
    }

    /** Makes the graph. */
    public LabelledGraph graph() {
        int[] labels = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            labels[node] = node % classes;
        }
        return new LabelledGraph(drawnEdges(), drawnFeatures(), labels, classes);
    }

    private GraphTensor drawnEdges() {
        SplittableRandom random = new Seed(seed).split("edges").random();
        int[] source = new int[edges];
        int[] target = new int[edges];
        for (int e = 0; e < edges; e += 2) {
            int u = skewed(random, nodes);
            int v;
            do {
                // The last class may have fewer nodes than the first ones, so only full rounds of classes count.
                v = random.nextDouble() < homophily
                        ? skewed(random, nodes / classes) * classes + u % classes
                        : skewed(random, nodes);
            } while (u == v);
            source[e] = u;
            target[e] = v;
            source[e + 1] = v;
            target[e + 1] = u;
        }
        return GraphTensor.of(nodes, source, target);
    }

    private static int skewed(SplittableRandom random, int count) {
        double u = random.nextDouble();
        return (int) (count * u * u);
    }

    private NodeFeatures drawnFeatures() {
        Seed ofFeatures = new Seed(seed).split("features");
        float[] means = ofFeatures.split("means").normal(classes * features);
        SplittableRandom noise = ofFeatures.split("noise").random();
        return NodeFeatures.of(nodes, features, (node, row) -> {
            for (int j = 0; j < features; j++) {
                double mean = signal * means[node % classes * features + j];
                row[j] = (float) (mean + (2 * noise.nextDouble() - 1) * UNIT_VARIANCE);
            }
        });
    }
}
