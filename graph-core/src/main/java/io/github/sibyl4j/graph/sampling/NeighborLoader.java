package io.github.sibyl4j.graph.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;

/**
 * Batches of seed nodes with their sampled neighbourhoods, as PyTorch Geometric's {@code NeighborLoader}. The last batch
 * may be smaller.
 *
 * <pre>{@code
 * NeighborLoader loader = new NeighborLoader(new NeighborSampler(graph, NeighborSampling.of(15, 10)), train, 1024);
 * try (Prefetch<SampledSubgraph> batches = loader.shuffled(seed.split(epoch), 1)) {
 *     while (batches.hasNext()) {
 *         SampledSubgraph batch = batches.next();
 *     }
 * }
 * }</pre>
 */
public final class NeighborLoader {
    private final NeighborSampler sampler;
    private final int[] seeds;
    private final int batchSize;

    /**
     * @param seeds distinct nodes
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are none, one does not exist or occurs twice, or the
     *     batch size is not positive
     */
    public NeighborLoader(NeighborSampler sampler, int[] seeds, int batchSize) {
        require(seeds.length > 0, "a loader needs seed nodes, found none");
        require(batchSize >= 1, "batchSize must be at least 1, found %d", batchSize);
        int nodes = sampler.graph().nodeCount();
        boolean[] seen = new boolean[nodes];
        for (int node : seeds) {
            require(
                    node >= 0 && node < nodes,
                    "the seed node %d does not exist: the nodes are 0 to %d",
                    node,
                    nodes - 1);
            require(!seen[node], "node %d occurs twice among the seeds: give each once", node);
            seen[node] = true;
        }
        this.sampler = sampler;
        this.seeds = seeds.clone();
        this.batchSize = batchSize;
    }

    /** How many batches an epoch has. */
    public int batchCount() {
        return (seeds.length - 1) / batchSize + 1;
    }

    /**
     * One epoch in the order of the seeds.
     *
     * @param seed decides what is sampled; a new one every epoch
     * @param threads background threads, 0 for none; batches are the same for any number
     */
    public Prefetch<SampledSubgraph> inOrder(Seed seed, int threads) {
        return batches(seeds, seed, threads);
    }

    /** The same with the seeds in random order. */
    public Prefetch<SampledSubgraph> shuffled(Seed seed, int threads) {
        int[] order = seed.split("shuffling").permutation(seeds.length);
        for (int i = 0; i < order.length; i++) {
            order[i] = seeds[order[i]];
        }
        return batches(order, seed, threads);
    }

    private Prefetch<SampledSubgraph> batches(int[] order, Seed seed, int threads) {
        Seed sampling = seed.split("sampling");
        return new Prefetch<>(
                batchCount(),
                batch -> {
                    int from = batch * batchSize;
                    int to = (int) Math.min(order.length, (long) from + batchSize);
                    return sampler.sample(Arrays.copyOfRange(order, from, to), sampling.split(batch));
                },
                threads);
    }
}
