package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/** Who sends messages to whom in a problem; does not change over the rounds. Immutable. */
public final class ProblemGraph {
    private final int nodes;
    private final int[] sources;
    private final int[] targets;
    private final int edgeFeatures;
    private final float[] values;

    private ProblemGraph(int nodes, int[] sources, int[] targets, int edgeFeatures, float[] values) {
        this.nodes = nodes;
        this.sources = sources;
        this.targets = targets;
        this.edgeFeatures = edgeFeatures;
        this.values = values;
    }

    /**
     * @param sources the node that edge {@code i} leaves; both directions of a neighbourhood are to be given
     * @param targets the node that edge {@code i} enters
     * @param features {@code [edge][feature]}; empty rows for none
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the lengths differ, a node lies outside, or a feature is not finite
     */
    public static ProblemGraph of(int nodes, int[] sources, int[] targets, float[][] features) {
        require(nodes >= 1, "a problem needs at least 1 node, found %d", nodes);
        require(
                sources.length == targets.length && sources.length == features.length,
                "sources, targets and features must have one entry an edge, found %d, %d and %d",
                sources.length,
                targets.length,
                features.length);
        int width = features.length == 0 ? 0 : features[0].length;
        float[] values = new float[features.length * width];
        for (int edge = 0; edge < sources.length; edge++) {
            require(
                    sources[edge] >= 0 && sources[edge] < nodes && targets[edge] >= 0 && targets[edge] < nodes,
                    "edge %d goes from node %d to node %d, expected 0 to %d",
                    edge,
                    sources[edge],
                    targets[edge],
                    nodes - 1);
            require(
                    features[edge].length == width,
                    "edge %d has %d features, edge 0 has %d",
                    edge,
                    features[edge].length,
                    width);
            RrnProblem.requireFinite(features[edge], "edge", edge);
            System.arraycopy(features[edge], 0, values, edge * width, width);
        }
        return new ProblemGraph(nodes, sources.clone(), targets.clone(), width, values);
    }

    /** Every ordered pair of different nodes, without edge features. */
    public static ProblemGraph complete(int nodes) {
        return complete(nodes, false);
    }

    /** Every ordered pair of nodes, a node with itself among them, without edge features. */
    public static ProblemGraph completeWithSelfLoops(int nodes) {
        return complete(nodes, true);
    }

    private static ProblemGraph complete(int nodes, boolean selfLoops) {
        require(nodes >= 1, "a problem needs at least 1 node, found %d", nodes);
        int[] sources = new int[nodes * (selfLoops ? nodes : nodes - 1)];
        int[] targets = new int[sources.length];
        int edge = 0;
        for (int target = 0; target < nodes; target++) {
            for (int source = 0; source < nodes; source++) {
                if (selfLoops || source != target) {
                    sources[edge] = source;
                    targets[edge++] = target;
                }
            }
        }
        return new ProblemGraph(nodes, sources, targets, 0, new float[0]);
    }

    /** Edges of the same nodes that have features, {@code [edge][feature]}. */
    ProblemGraph withFeatures(float[][] features) {
        return of(nodes, sources, targets, features);
    }

    public int nodes() {
        return nodes;
    }

    public int edges() {
        return sources.length;
    }

    public int source(int edge) {
        return sources[edge];
    }

    public int target(int edge) {
        return targets[edge];
    }

    /** The number of features of every edge. */
    public int edgeFeatures() {
        return edgeFeatures;
    }

    float[] values() {
        return values;
    }
}
