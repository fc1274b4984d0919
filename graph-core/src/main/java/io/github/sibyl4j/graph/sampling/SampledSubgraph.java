package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import java.util.Arrays;

/**
 * Some nodes of a graph, numbered anew, with edges between them. The seeds come first, in the order in which they were
 * given, then hop by hop the nodes that were found. Nodes and edges know their numbers in the graph they came from; weights
 * of edges are kept. Immutable.
 */
public final class SampledSubgraph {
    private final GraphTensor origin;
    private final int[] nodes;
    private final int seeds;
    private final int[] source;
    private final int[] target;
    private final int[] edges;
    /** Nodes and edges up to each hop, hop 0 being that of the seeds; null where edges are not grouped by hops. */
    private final int[] nodesUpTo;

    private final int[] edgesUpTo;
    private volatile GraphTensor graph;

    SampledSubgraph(
            GraphTensor origin,
            int[] nodes,
            int seeds,
            int[] source,
            int[] target,
            int[] edges,
            int[] nodesUpTo,
            int[] edgesUpTo) {
        this.origin = origin;
        this.nodes = nodes;
        this.seeds = seeds;
        this.source = source;
        this.target = target;
        this.edges = edges;
        this.nodesUpTo = nodesUpTo;
        this.edgesUpTo = edgesUpTo;
    }

    /** The number in the original graph of every node ("n_id"). */
    public int[] nodes() {
        return nodes.clone();
    }

    public int nodeCount() {
        return nodes.length;
    }

    /** How many nodes, the first ones, the subgraph was sampled for ("batch_size"). */
    public int seedCount() {
        return seeds;
    }

    /** The number in the original graph of every edge ("e_id"). */
    public int[] edges() {
        return edges.clone();
    }

    public int edgeCount() {
        return edges.length;
    }

    /** The subgraph, with the weights of the original edges. */
    public GraphTensor graph() {
        GraphTensor made = graph;
        if (made == null) {
            made = GraphTensor.of(nodes.length, source, target, weights(edges.length));
            graph = made;
        }
        return made;
    }

    private float[] weights(int count) {
        if (!origin.isWeighted()) {
            return null;
        }
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = origin.weight(edges[i]);
        }
        return weights;
    }

    /** The number of hops that edges can be told apart by; 0 for bidirectional and induced subgraphs and for clusters. */
    public int hops() {
        return nodesUpTo == null ? 0 : nodesUpTo.length - 1;
    }

    /** How many nodes were first found at a hop; the seeds are hop 0 ("num_sampled_nodes"). */
    public int nodesOfHop(int hop) {
        requireHop(hop, 0);
        return nodesUpTo[hop] - (hop == 0 ? 0 : nodesUpTo[hop - 1]);
    }

    /** How many edges were sampled at a hop, from 1 on ("num_sampled_edges"). */
    public int edgesOfHop(int hop) {
        requireHop(hop, 1);
        return edgesUpTo[hop] - edgesUpTo[hop - 1];
    }

    private void requireHop(int hop, int least) {
        require(
                nodesUpTo != null,
                "a cluster, an induced or a bidirectional subgraph has no hops, found hop %d: sample with"
                        + " SubgraphType.DIRECTIONAL, whose edges are grouped by hops",
                hop);
        require(hop >= least && hop <= hops(), "this subgraph has the hops %d to %d, found %d", least, hops(), hop);
    }

    /**
     * What the new features of all nodes within {@code hop - 1} hops are made from: the sampled edges from the nodes within
     * {@code hop} hops to them. A stack of layers goes through the hops from the outermost to 1 and ends with the seeds
     * ("trim_to_layer" in PyTorch Geometric). The targets are the first ones of the sources.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such hop
     */
    public BipartiteGraph hop(int hop) {
        requireHop(hop, 1);
        int count = edgesUpTo[hop];
        return BipartiteGraph.of(
                nodesUpTo[hop],
                nodesUpTo[hop - 1],
                Arrays.copyOf(source, count),
                Arrays.copyOf(target, count),
                weights(count));
    }

    @Override
    public String toString() {
        return "SampledSubgraph[" + seeds + " seeds, " + nodes.length + " nodes, " + edges.length + " edges]";
    }
}
