package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Batches of whole clusters with all edges inside the batch, those between its clusters among them (Chiang et al., KDD
 * 2019, section 3.2), as PyTorch Geometric's {@code ClusterLoader}. All nodes of a batch count as seeds; they come cluster
 * by cluster. The last batch may have fewer clusters.
 */
public final class ClusterLoader {
    private final NeighborSampler sampler;
    private final ClusterPartition partition;
    private final int clustersPerBatch;

    /**
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the partition is one of another number of nodes, or a batch
     *     would have no cluster
     */
    public ClusterLoader(GraphTensor graph, ClusterPartition partition, int clustersPerBatch) {
        require(
                partition.nodeCount() == graph.nodeCount(),
                "the partition is one of %d nodes, the graph has %d: partition this graph",
                partition.nodeCount(),
                graph.nodeCount());
        require(clustersPerBatch >= 1, "clustersPerBatch must be at least 1, found %d", clustersPerBatch);
        this.sampler = new NeighborSampler(graph, NeighborSampling.of(NeighborSampling.ALL));
        this.partition = partition;
        this.clustersPerBatch = clustersPerBatch;
    }

    /** How many batches an epoch has. */
    public int batchCount() {
        return (partition.clusters() - 1) / clustersPerBatch + 1;
    }

    /**
     * One epoch with the clusters in the order of their numbers.
     *
     * @param threads background threads, 0 for none; batches are the same for any number
     */
    public Prefetch<SampledSubgraph> inOrder(int threads) {
        return batches(IntStream.range(0, partition.clusters()).toArray(), threads);
    }

    /** The same with the clusters in random order, so that every epoch joins others to a batch. */
    public Prefetch<SampledSubgraph> shuffled(Seed seed, int threads) {
        return batches(seed.permutation(partition.clusters()), threads);
    }

    private Prefetch<SampledSubgraph> batches(int[] order, int threads) {
        return new Prefetch<>(
                batchCount(),
                batch -> {
                    int from = batch * clustersPerBatch;
                    int to = (int) Math.min(order.length, (long) from + clustersPerBatch);
                    int[] nodes = Arrays.stream(order, from, to)
                            .flatMap(cluster -> Arrays.stream(partition.nodes(cluster)))
                            .toArray();
                    return sampler.between(nodes);
                },
                threads);
    }
}
