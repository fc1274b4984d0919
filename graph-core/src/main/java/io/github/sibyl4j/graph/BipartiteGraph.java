package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * Directed, weighted edges from the nodes of one set, the sources, to those of another, the targets: users and what they
 * bought, or the sampled neighbours of a batch of nodes. A {@link GraphTensor} is the case in which both sets are the same
 * ({@link GraphTensor#bipartite}). Immutable; what layers work on is built once and kept.
 *
 * <p>Kernels visit edges by target, and among edges of one target in the order given. What belongs to a single edge, such as
 * its features, is given in the order of the edges and brought into that of the kernels by {@link #inEntryOrder}.
 */
public final class BipartiteGraph {
    private final int sourceCount;
    private final int targetCount;
    private final int[] source;
    private final int[] target;
    private final float[] weights;
    private final Lazy<SparseMatrix> sums = new Lazy<>(this::buildSums);
    private final Lazy<SparseMatrix> means = new Lazy<>(this::buildMeans);
    private final Lazy<SparseMatrix> structure = new Lazy<>(this::buildStructure);
    private final Lazy<int[]> order = new Lazy<>(this::buildOrder);
    private final Lazy<BipartiteGraph> unweighted = new Lazy<>(this::buildUnweighted);
    private final Lazy<OwnLoops> ownLoops = new Lazy<>(() -> OwnLoops.of(this));

    /** Keeps the arrays, which nobody may change any more. */
    BipartiteGraph(int sourceCount, int targetCount, int[] source, int[] target, float[] weights) {
        this.sourceCount = sourceCount;
        this.targetCount = targetCount;
        this.source = source;
        this.target = target;
        this.weights = weights;
    }

    /** Edges that all weigh 1. */
    public static BipartiteGraph of(int sourceCount, int targetCount, int[] source, int[] target) {
        return of(sourceCount, targetCount, source, target, null);
    }

    /**
     * Edge {@code e} leads from source {@code source[e]} to target {@code target[e]}.
     *
     * @param weights one finite number an edge, or null for 1
     * @throws io.github.sibyl4j.tensor.InvalidInputException if lengths differ, a node does not exist, or a weight is not
     *     finite
     */
    public static BipartiteGraph of(int sourceCount, int targetCount, int[] source, int[] target, float[] weights) {
        require(
                sourceCount >= 0 && targetCount >= 0,
                "a set of nodes cannot have a negative size, found %d sources and %d targets",
                sourceCount,
                targetCount);
        require(
                source.length == target.length && (weights == null || weights.length == source.length),
                "source, target and weights must be equally long, found %d, %d and %s",
                source.length,
                target.length,
                weights == null ? "none" : weights.length);
        for (int e = 0; e < source.length; e++) {
            require(
                    source[e] >= 0 && source[e] < sourceCount && target[e] >= 0 && target[e] < targetCount,
                    "edge %d leads from source %d to target %d, but the sources are 0 to %d and the targets 0 to %d:"
                            + " number each set from 0",
                    e,
                    source[e],
                    target[e],
                    sourceCount - 1,
                    targetCount - 1);
            require(
                    weights == null || Float.isFinite(weights[e]),
                    "edge %d from source %d to target %d has the weight %s, expected a finite number",
                    e,
                    source[e],
                    target[e],
                    weights == null ? 1 : weights[e]);
        }
        return new BipartiteGraph(
                sourceCount, targetCount, source.clone(), target.clone(), weights == null ? null : weights.clone());
    }

    public int sourceCount() {
        return sourceCount;
    }

    public int targetCount() {
        return targetCount;
    }

    public int edgeCount() {
        return source.length;
    }

    private void requireEdge(int edge) {
        // Loops over all edges pass here: no arguments are boxed for nothing.
        if (edge < 0 || edge >= source.length) {
            throw new InvalidInputException(
                    "edge " + edge + " does not exist: the edges are 0 to " + (source.length - 1));
        }
    }

    public int source(int edge) {
        requireEdge(edge);
        return source[edge];
    }

    public int target(int edge) {
        requireEdge(edge);
        return target[edge];
    }

    /** The weight of an edge; 1 where edges have none. */
    public float weight(int edge) {
        requireEdge(edge);
        return weights == null ? 1 : weights[edge];
    }

    public boolean isWeighted() {
        return weights != null;
    }

    /** The same edges, all of weight 1. */
    public BipartiteGraph unweighted() {
        return unweighted.get();
    }

    private BipartiteGraph buildUnweighted() {
        return weights == null ? this : new BipartiteGraph(sourceCount, targetCount, source, target, null);
    }

    /** Every edge turned round. */
    public BipartiteGraph reversed() {
        return new BipartiteGraph(targetCount, sourceCount, target, source, weights);
    }

    /** {@code [target, source]}: times features of the sources, it gives weighted sums over every target's edges. */
    public SparseMatrix sums() {
        return sums.get();
    }

    private SparseMatrix buildSums() {
        return matrix(this::weight);
    }

    /** The same divided by every target's number of edges; a target without any gets zeros. */
    public SparseMatrix means() {
        return means.get();
    }

    private SparseMatrix buildMeans() {
        int[] degree = new int[targetCount];
        for (int node : target) {
            degree[node]++;
        }
        return matrix(edge -> weight(edge) * (1.0 / degree[target[edge]]));
    }

    /** The edges as entries {@code [target, source]} of value 1, in the order in which kernels visit them. */
    public SparseMatrix structure() {
        return structure.get();
    }

    private SparseMatrix buildStructure() {
        return weights == null ? sums() : unweighted().sums();
    }

    private SparseMatrix matrix(IntToDoubleFunction valueOfEdge) {
        float[] values = new float[source.length];
        for (int e = 0; e < values.length; e++) {
            values[e] = (float) valueOfEdge.applyAsDouble(e);
        }
        return SparseMatrix.fromCoordinates(targetCount, sourceCount, target, source, values);
    }

    /**
     * What belongs to single edges, in the order of the entries of {@link #structure}.
     *
     * @param perEdge {@code [edge, ...]} in the order of the edges
     */
    public Tensor inEntryOrder(Tensor perEdge) {
        requireRowPerEdge(perEdge);
        return perEdge.gather(order.get());
    }

    private void requireRowPerEdge(Tensor perEdge) {
        require(
                perEdge.rank() >= 1 && perEdge.size(0) == source.length,
                "values of edges must have the shape [%d, ...], a row for every edge in the order in which the edges were"
                        + " given, found %s",
                source.length,
                Arrays.toString(perEdge.shape()));
    }

    private int[] buildOrder() {
        int[] next = new int[targetCount + 1];
        for (int node : target) {
            next[node + 1]++;
        }
        for (int i = 0; i < targetCount; i++) {
            next[i + 1] += next[i];
        }
        int[] edges = new int[source.length];
        for (int e = 0; e < source.length; e++) {
            edges[next[target[e]]++] = e;
        }
        return edges;
    }

    /**
     * For graphs whose sources and targets are the same nodes, as far as both sets reach: all edges from node {@code i} to
     * itself give way to exactly one of weight 1, behind the other edges.
     */
    public BipartiteGraph withOwnLoops() {
        return ownLoops.get().graph();
    }

    /**
     * Features for the edges of {@link #withOwnLoops()}: a loop has the mean of those of its node's other incoming edges,
     * zeros if there are none.
     *
     * @param perEdge {@code [edge, feature]} in the order of this graph's edges
     */
    public Tensor withOwnLoops(Tensor perEdge) {
        requireRowPerEdge(perEdge);
        return ownLoops.get().features(perEdge);
    }

    @Override
    public String toString() {
        return "BipartiteGraph[" + sourceCount + " sources, " + targetCount + " targets, " + edgeCount() + " edges]";
    }
}
