package io.github.sibyl4j.graph;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A directed, weighted graph on the nodes {@code 0 .. nodeCount - 1} in the form that layers work on. Edge {@code e} leads
 * from {@code source(e)} to {@code target(e)}: the target hears the source. Self-loops and parallel edges are kept as
 * given. Immutable.
 */
public final class GraphTensor {
    private final int nodeCount;
    private final int[] source;
    private final int[] target;
    private final float[] weights;
    private final Map<Normalization, SparseMatrix> matrices = new EnumMap<>(Normalization.class);
    private final EdgeTypes types;
    private final Lazy<BipartiteGraph> bipartite = new Lazy<>(this::buildBipartite);
    private final Lazy<BipartiteGraph> relations = new Lazy<>(this::buildRelations);
    private final Lazy<IncomingEdges> incoming = new Lazy<>(this::buildIncoming);
    private GraphTensor unweighted;

    /** @param weights null for 1 */
    record Edges(int[] source, int[] target, float[] weights) {}

    private GraphTensor(int nodeCount, int[] source, int[] target, float[] weights, EdgeTypes types) {
        this.nodeCount = nodeCount;
        this.source = source;
        this.target = target;
        this.weights = weights;
        this.types = types;
    }

    /** A graph whose edges all weigh 1. */
    public static GraphTensor of(int nodeCount, int[] source, int[] target) {
        return of(nodeCount, source, target, null);
    }

    /**
     * A graph from its edges.
     *
     * @param weights one finite number an edge, or null for 1
     * @throws io.github.sibyl4j.tensor.InvalidInputException if lengths differ, a node does not exist, or a weight is not
     *     finite
     */
    public static GraphTensor of(int nodeCount, int[] source, int[] target, float[] weights) {
        require(nodeCount >= 0, "nodeCount must not be negative, found %d", nodeCount);
        require(
                source.length == target.length && (weights == null || weights.length == source.length),
                "source, target and weights must be equally long, found %d, %d and %s",
                source.length,
                target.length,
                weights == null ? "none" : weights.length);
        for (int e = 0; e < source.length; e++) {
            require(
                    source[e] >= 0 && source[e] < nodeCount && target[e] >= 0 && target[e] < nodeCount,
                    "edge %d leads from node %d to node %d, but the nodes are 0 to %d",
                    e,
                    source[e],
                    target[e],
                    nodeCount - 1);
            require(
                    weights == null || Float.isFinite(weights[e]),
                    "edge %d from node %d to node %d has the weight %s, expected a finite number",
                    e,
                    source[e],
                    target[e],
                    weights == null ? 1 : weights[e]);
        }
        return new GraphTensor(
                nodeCount, source.clone(), target.clone(), weights == null ? null : weights.clone(), null);
    }

    /** A graph from a square matrix: {@code adjacency[i][j] != 0} is an edge from {@code j} to {@code i}. */
    public static GraphTensor fromDense(float[][] adjacency) {
        int n = adjacency.length;
        List<int[]> edges = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            require(
                    adjacency[i].length == n,
                    "an adjacency matrix must be square, row %d of %d has %d entries",
                    i,
                    n,
                    adjacency[i].length);
            for (int j = 0; j < n; j++) {
                if (adjacency[i][j] != 0) {
                    edges.add(new int[] {j, i});
                }
            }
        }
        float[] weights = new float[edges.size()];
        for (int e = 0; e < weights.length; e++) {
            weights[e] = adjacency[edges.get(e)[1]][edges.get(e)[0]];
        }
        return of(
                n,
                edges.stream().mapToInt(e -> e[0]).toArray(),
                edges.stream().mapToInt(e -> e[1]).toArray(),
                weights);
    }

    public int nodeCount() {
        return nodeCount;
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

    /** The weight of an edge; 1 in an unweighted graph. */
    public float weight(int edge) {
        requireEdge(edge);
        return weights == null ? 1 : weights[edge];
    }

    public boolean isWeighted() {
        return weights != null;
    }

    /**
     * The same graph with a type for every edge, for layers that treat relations apart.
     *
     * @param types one number an edge, from 0 to {@code relationCount - 1}
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the number of types is not that of the edges, or a type
     *     lies outside
     */
    public GraphTensor withEdgeTypes(int[] types, int relationCount) {
        return new GraphTensor(nodeCount, source, target, weights, EdgeTypes.of(types, relationCount, source.length));
    }

    /** The number of edge types; 0 where edges have none. */
    public int relationCount() {
        return types == null ? 0 : types.count();
    }

    /**
     * The type of an edge.
     *
     * @throws IllegalStateException if edges have no types
     */
    public int edgeType(int edge) {
        return typed().of()[edge];
    }

    private EdgeTypes typed() {
        if (types == null) {
            throw new IllegalStateException(this + " has no edge types: give them by withEdgeTypes");
        }
        return types;
    }

    /**
     * The edges with every node as a target once for each relation: node {@code i} hears its senders of relation {@code r}
     * as target {@code i * relationCount + r}. All edges weigh 1.
     *
     * @throws IllegalStateException if edges have no types
     */
    public BipartiteGraph relations() {
        return relations.get();
    }

    private BipartiteGraph buildRelations() {
        int count = typed().count();
        int[] place = new int[source.length];
        for (int e = 0; e < place.length; e++) {
            place[e] = target[e] * count + types.of()[e];
        }
        return new BipartiteGraph(nodeCount, Math.multiplyExact(nodeCount, count), source, place, null);
    }

    /** The same edges with the nodes as both sources and targets, which is what layers pass messages along. */
    public BipartiteGraph bipartite() {
        return bipartite.get();
    }

    private BipartiteGraph buildBipartite() {
        return new BipartiteGraph(nodeCount, nodeCount, source, target, weights);
    }

    /** The edges by the node that they end at, built once and kept. */
    public IncomingEdges incoming() {
        return incoming.get();
    }

    private IncomingEdges buildIncoming() {
        return IncomingEdges.of(nodeCount, source, target);
    }

    /** The number of edges that end at each node. */
    public int[] inDegrees() {
        return count(target);
    }

    /** The number of edges that begin at each node. */
    public int[] outDegrees() {
        return count(source);
    }

    private int[] count(int[] ends) {
        int[] degrees = new int[nodeCount];
        for (int node : ends) {
            degrees[node]++;
        }
        return degrees;
    }

    /** The nodes without an edge to or from another node. */
    public int[] isolatedNodes() {
        boolean[] connected = new boolean[nodeCount];
        for (int e = 0; e < source.length; e++) {
            if (source[e] != target[e]) {
                connected[source[e]] = true;
                connected[target[e]] = true;
            }
        }
        int[] isolated = new int[nodeCount];
        int found = 0;
        for (int node = 0; node < nodeCount; node++) {
            if (!connected[node]) {
                isolated[found++] = node;
            }
        }
        return Arrays.copyOf(isolated, found);
    }

    /** The same edges, all of weight 1. */
    public GraphTensor unweighted() {
        if (weights == null) {
            return this;
        }
        synchronized (matrices) {
            if (unweighted == null) {
                unweighted = new GraphTensor(nodeCount, source, target, null, types);
            }
            return unweighted;
        }
    }

    /** Every edge turned round. */
    public GraphTensor reversed() {
        return new GraphTensor(nodeCount, target, source, weights, types);
    }

    /** The edges and behind them every one turned round, parallel ones and loops twice; an edge's type goes both ways. */
    public GraphTensor withReversed() {
        int edges = source.length;
        int[] both = IntStream.range(0, Math.multiplyExact(2, edges))
                .map(e -> e % Math.max(1, edges))
                .toArray();
        GraphTensor twice = pick(both, nodeCount, null);
        System.arraycopy(target, 0, twice.source, edges, edges);
        System.arraycopy(source, 0, twice.target, edges, edges);
        return twice;
    }

    /** Both directions of every edge; parallel edges become one, with the largest weight. Edges lose their types. */
    public GraphTensor undirected() {
        int[] from = new int[Math.multiplyExact(2, source.length)];
        int[] to = new int[from.length];
        float[] both = weights == null ? null : new float[from.length];
        for (int e = 0; e < source.length; e++) {
            from[2 * e] = source[e];
            to[2 * e] = target[e];
            from[2 * e + 1] = target[e];
            to[2 * e + 1] = source[e];
            if (both != null) {
                both[2 * e] = weights[e];
                both[2 * e + 1] = weights[e];
            }
        }
        return of(EdgeOrder.coalescedInOrder(nodeCount, new Edges(from, to, both), Reduction.MAX));
    }

    /**
     * Both directions of every edge, as PyTorch Geometric's {@code to_undirected}: parallel edges, a loop and its other
     * direction among them, become one; by source and then target. Edges lose their types.
     */
    public GraphTensor undirected(Reduction reduction) {
        int[] from = Arrays.copyOf(source, Math.multiplyExact(2, source.length));
        int[] to = Arrays.copyOf(target, from.length);
        System.arraycopy(target, 0, from, source.length, source.length);
        System.arraycopy(source, 0, to, source.length, source.length);
        float[] both = weights == null ? null : Arrays.copyOf(weights, from.length);
        if (both != null) {
            System.arraycopy(weights, 0, both, weights.length, weights.length);
        }
        return coalesced(new Edges(from, to, both), reduction);
    }

    /**
     * Parallel edges made one, by source and then target, as PyTorch Geometric's {@code coalesce}. Edges lose their types.
     *
     * @param reduction what becomes of the weights; an unweighted graph stays one
     */
    public GraphTensor coalesced(Reduction reduction) {
        return coalesced(new Edges(source, target, weights), reduction);
    }

    /** Of all edges with the same ends the first one, by source and then target. */
    public int[] distinctEdges() {
        return EdgeOrder.firsts(nodeCount, new Edges(source, target, null));
    }

    private GraphTensor coalesced(Edges edges, Reduction reduction) {
        return of(EdgeOrder.coalesced(nodeCount, edges, reduction));
    }

    private GraphTensor of(Edges edges) {
        return new GraphTensor(nodeCount, edges.source, edges.target, edges.weights, null);
    }

    /** With a self-loop of this weight at every node that has none. Edges lose their types. */
    public GraphTensor withSelfLoops(float weight) {
        boolean[] loop = new boolean[nodeCount];
        for (int e = 0; e < source.length; e++) {
            loop[source[e]] |= source[e] == target[e];
        }
        int missing = 0;
        for (int node = 0; node < nodeCount; node++) {
            missing += loop[node] ? 0 : 1;
        }
        int edges = source.length + missing;
        int[] from = Arrays.copyOf(source, edges);
        int[] to = Arrays.copyOf(target, edges);
        float[] all = new float[edges];
        for (int e = 0; e < source.length; e++) {
            all[e] = weight(e);
        }
        int e = source.length;
        for (int node = 0; node < nodeCount; node++) {
            if (!loop[node]) {
                from[e] = node;
                to[e] = node;
                all[e++] = weight;
            }
        }
        return new GraphTensor(nodeCount, from, to, weights == null && weight == 1 ? null : all, null);
    }

    public GraphTensor withoutSelfLoops() {
        int[] kept = IntStream.range(0, source.length)
                .filter(e -> source[e] != target[e])
                .toArray();
        return pick(kept, nodeCount, null);
    }

    /** The nodes at these positions, renumbered in this order, with the edges between them. */
    public GraphTensor subgraph(int[] nodes) {
        int[] position = new int[nodeCount];
        Arrays.fill(position, -1);
        for (int i = 0; i < nodes.length; i++) {
            require(
                    nodes[i] >= 0 && nodes[i] < nodeCount && position[nodes[i]] < 0,
                    "a subgraph takes distinct nodes from 0 to %d, found %d",
                    nodeCount - 1,
                    nodes[i]);
            position[nodes[i]] = i;
        }
        int[] kept = IntStream.range(0, source.length)
                .filter(e -> position[source[e]] >= 0 && position[target[e]] >= 0)
                .toArray();
        return pick(kept, nodes.length, position);
    }

    /**
     * All nodes with some of the edges, in this order; an edge may be named more than once.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such edge
     */
    public GraphTensor edgeSubgraph(int[] edges) {
        for (int edge : edges) {
            requireEdge(edge);
        }
        return pick(edges, nodeCount, null);
    }

    private GraphTensor pick(int[] edges, int nodes, int[] position) {
        int[] from = new int[edges.length];
        int[] to = new int[edges.length];
        float[] weight = weights == null ? null : new float[edges.length];
        for (int i = 0; i < edges.length; i++) {
            from[i] = position == null ? source[edges[i]] : position[source[edges[i]]];
            to[i] = position == null ? target[edges[i]] : position[target[edges[i]]];
            if (weight != null) {
                weight[i] = weights[edges[i]];
            }
        }
        return new GraphTensor(nodes, from, to, weight, types == null ? null : types.pick(edges));
    }

    /**
     * The propagation matrix {@code P} {@code [node, node]}: {@code (P x)_i} sums over the senders {@code j} of node
     * {@code i}. Built once for each normalisation.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the normalisation divides by a node's negative sum of
     *     weights
     */
    public SparseMatrix matrix(Normalization normalization) {
        synchronized (matrices) {
            SparseMatrix matrix = matrices.get(normalization);
            if (matrix == null) {
                matrix = build(normalization);
                matrices.put(normalization, matrix);
            }
            return matrix;
        }
    }

    private SparseMatrix build(Normalization normalization) {
        switch (normalization) {
            case NONE:
                return scaled((degree) -> 1, (degree) -> 1);
            case RANDOM_WALK:
                return scaled((degree) -> degree == 0 ? 0 : 1 / degree, (degree) -> 1);
            case RANDOM_WALK_BACKWARD:
                return reversed().build(Normalization.RANDOM_WALK);
            case SYMMETRIC:
                return scaled(GraphTensor::inverseRoot, GraphTensor::inverseRoot);
            case GCN:
                return withSelfLoops(1).build(Normalization.SYMMETRIC);
            case GCN_IMPROVED:
                return withSelfLoops(2).build(Normalization.SYMMETRIC);
            case SCALED_LAPLACIAN:
                return withoutSelfLoops()
                        .reversed()
                        .scaled(degree -> -inverseRoot(degree), GraphTensor::inverseRoot)
                        .transpose();
            default:
                throw new AssertionError(normalization);
        }
    }

    private static double inverseRoot(double degree) {
        return degree == 0 ? 0 : 1 / Math.sqrt(degree);
    }

    private SparseMatrix scaled(DoubleUnaryOperator byTarget, DoubleUnaryOperator bySource) {
        double[] degree = new double[nodeCount];
        for (int e = 0; e < source.length; e++) {
            degree[target[e]] += weight(e);
        }
        float[] values = new float[source.length];
        for (int e = 0; e < source.length; e++) {
            double factor = byTarget.applyAsDouble(degree[target[e]]) * bySource.applyAsDouble(degree[source[e]]);
            require(
                    Double.isFinite(factor),
                    "the weights of the edges into node %d sum to %s: this normalisation needs positive sums",
                    target[e],
                    degree[target[e]]);
            values[e] = (float) (weight(e) * factor);
        }
        return SparseMatrix.fromCoordinates(nodeCount, nodeCount, target, source, values);
    }

    /** Adds nodes, edges, weights and types to a checksum of data. */
    public void addTo(Sha256 hash) {
        hash.add(nodeCount).add(source).add(target);
        if (weights != null) {
            hash.add("weights").add(weights);
        }
        if (types != null) {
            hash.add("types").add(types.of());
        }
    }

    @Override
    public String toString() {
        return "GraphTensor[" + nodeCount + " nodes, " + edgeCount() + " edges]";
    }
}
