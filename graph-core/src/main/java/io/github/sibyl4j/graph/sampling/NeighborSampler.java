package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IncomingEdges;
import io.github.sibyl4j.tensor.Seed;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Samples the neighbourhood of seed nodes hop by hop: of every node that was found at the hop before, some incoming edges
 * (Hamilton et al., NeurIPS 2017), as PyTorch Geometric's {@code NeighborSampler}. A node is expanded once, when it is first
 * found. Any number of threads may sample at the same time; a sample depends on the seeds and the {@link Seed} alone.
 *
 * <p>For every thread at work it keeps a table of one number a node, and nothing else that grows with the graph.
 */
public final class NeighborSampler {
    private final GraphTensor graph;
    private final IncomingEdges incoming;
    private final NeighborSampling sampling;
    private final int largestDegree;
    private final ConcurrentLinkedDeque<Expansion> idle = new ConcurrentLinkedDeque<>();

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no nodes */
    public NeighborSampler(GraphTensor graph, NeighborSampling sampling) {
        require(graph.nodeCount() > 0, "the graph has no nodes: there is nothing to sample");
        this.graph = graph;
        this.incoming = graph.incoming();
        this.sampling = sampling;
        this.largestDegree = incoming.largestDegree();
    }

    public GraphTensor graph() {
        return graph;
    }

    public NeighborSampling sampling() {
        return sampling;
    }

    /**
     * A sample for these nodes.
     *
     * @param seeds distinct nodes
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none, one does not exist, or one occurs twice
     */
    public SampledSubgraph sample(int[] seeds, Seed seed) {
        require(seeds.length > 0, "sampling needs seed nodes, found none");
        for (int node : seeds) {
            require(
                    node >= 0 && node < graph.nodeCount(),
                    "the seed node %d does not exist: the nodes are 0 to %d",
                    node,
                    graph.nodeCount() - 1);
        }
        Expansion expansion = take();
        SampledSubgraph sample = expansion.run(seeds, seed.random());
        idle.addLast(expansion);
        return sample;
    }

    /** All edges between some nodes. */
    SampledSubgraph between(int[] nodes) {
        Expansion expansion = take();
        SampledSubgraph subgraph = expansion.between(nodes);
        idle.addLast(expansion);
        return subgraph;
    }

    private Expansion take() {
        Expansion pooled = idle.pollLast();
        return pooled != null ? pooled : new Expansion(graph, incoming, sampling, largestDegree);
    }
}
