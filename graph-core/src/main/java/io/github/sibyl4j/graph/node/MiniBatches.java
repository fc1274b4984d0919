package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.sampling.ClusterLoader;
import io.github.sibyl4j.graph.sampling.ClusterPartition;
import io.github.sibyl4j.graph.sampling.NeighborLoader;
import io.github.sibyl4j.graph.sampling.NeighborSampler;
import io.github.sibyl4j.graph.sampling.NeighborSampling;
import io.github.sibyl4j.graph.sampling.Prefetch;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.tensor.Seed;
import java.util.stream.IntStream;

/** Where the subgraphs come from that a network is trained on one by one. */
interface MiniBatches {
    /** One epoch. */
    Prefetch<SampledSubgraph> epoch(Seed seed);

    /** The rows of a subgraph that its loss counts; there may be none. */
    int[] judged(SampledSubgraph batch);

    /** Makes them for a graph. */
    @FunctionalInterface
    interface Factory {
        MiniBatches of(LabelledGraph graph, int[] train, Seed seed);
    }

    /** Training nodes with their sampled neighbourhoods. */
    record Neighbors(NeighborLoader loader, int threads) implements MiniBatches {
        static Factory factory(NeighborSampling sampling, int batchSize, int threads) {
            return (graph, train, seed) -> new Neighbors(
                    new NeighborLoader(new NeighborSampler(graph.graph(), sampling), train, batchSize), threads);
        }

        @Override
        public Prefetch<SampledSubgraph> epoch(Seed seed) {
            return loader.shuffled(seed, threads);
        }

        @Override
        public int[] judged(SampledSubgraph batch) {
            return IntStream.range(0, batch.seedCount()).toArray();
        }
    }

    /** Clusters; of their nodes those for training count. */
    record Clusters(ClusterLoader loader, boolean[] train, int threads) implements MiniBatches {
        static Factory factory(int clusters, int clustersPerBatch, int threads) {
            return (graph, train, seed) -> {
                boolean[] trains = new boolean[graph.nodes()];
                for (int node : train) {
                    trains[node] = true;
                }
                ClusterPartition partition = ClusterPartition.of(graph.graph(), clusters, seed);
                return new Clusters(new ClusterLoader(graph.graph(), partition, clustersPerBatch), trains, threads);
            };
        }

        @Override
        public Prefetch<SampledSubgraph> epoch(Seed seed) {
            return loader.shuffled(seed, threads);
        }

        @Override
        public int[] judged(SampledSubgraph batch) {
            int[] nodes = batch.nodes();
            return IntStream.range(0, nodes.length)
                    .filter(row -> train[nodes[row]])
                    .toArray();
        }
    }
}
