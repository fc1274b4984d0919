package io.github.sibyl4j.benchmarks.sampling;

import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.SageNetwork;
import io.github.sibyl4j.graph.sampling.NeighborLoader;
import io.github.sibyl4j.graph.sampling.NeighborSampler;
import io.github.sibyl4j.graph.sampling.NeighborSampling;
import io.github.sibyl4j.graph.sampling.Prefetch;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.Arrays;
import java.util.stream.IntStream;

/** GraphSAGE trained on sampled neighbourhoods, a round of steps at a time. */
final class SageTraining {
    private final LabelledGraph graph;
    private final NodeSplit split;
    private final SamplingConfig config;
    private final NeighborSampler sampler;
    private final SageNetwork network;
    private final Adam adam;
    private final Seed seed;
    private int rounds;

    /** What a round took and gave. */
    record Round(double seconds, double loss) {}

    SageTraining(LabelledGraph graph, NodeSplit split, SamplingConfig config) {
        this.graph = graph;
        this.split = split;
        this.config = config;
        seed = new Seed(config.graph().seed()).split("training");
        sampler = new NeighborSampler(graph.graph(), config.sampling());
        network = new SageNetwork(
                graph.features().width(),
                config.hidden(),
                graph.classes(),
                config.sampling().hops(),
                0,
                seed.split("initialisation"));
        adam = new Adam(network.parameters());
    }

    /** Steps on training nodes that are drawn anew; the time includes their sampling. */
    Round round() {
        Seed ofRound = seed.split("round").split(rounds++);
        int[] train = split.train();
        int[] order = ofRound.split("nodes").permutation(train.length);
        int[] nodes = IntStream.range(0, config.steps() * config.batch())
                .map(i -> train[order[i]])
                .toArray();
        double loss = 0;
        long start = System.nanoTime();
        NeighborLoader loader = new NeighborLoader(sampler, nodes, config.batch());
        try (Prefetch<SampledSubgraph> batches = loader.inOrder(ofRound, config.workers())) {
            while (batches.hasNext()) {
                loss += step(batches.next(), ofRound) / config.steps();
            }
        }
        return new Round((System.nanoTime() - start) / 1e9, loss);
    }

    private double step(SampledSubgraph batch, Seed dropout) {
        double value;
        try (Scope scope = Scope.open()) {
            Tensor logits = network.logitsForTraining(graph.features(), batch, dropout);
            Tensor loss = Losses.crossEntropy(logits, labels(batch), null);
            loss.backward();
            value = loss.item();
        }
        adam.step(config.rate());
        return value;
    }

    private int[] labels(SampledSubgraph batch) {
        return Arrays.stream(batch.nodes(), 0, batch.seedCount())
                .map(graph::label)
                .toArray();
    }

    /** Of the validation nodes, from all their neighbours. */
    double accuracy() {
        int[] all = new int[config.sampling().hops()];
        Arrays.fill(all, NeighborSampling.ALL);
        NeighborSampler whole = new NeighborSampler(graph.graph(), NeighborSampling.of(all));
        int[] nodes = split.validation();
        int right = 0;
        try (Prefetch<SampledSubgraph> batches =
                new NeighborLoader(whole, nodes, config.batch()).inOrder(seed, config.workers())) {
            while (batches.hasNext()) {
                right += right(batches.next());
            }
        }
        return (double) right / nodes.length;
    }

    private int right(SampledSubgraph batch) {
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            int[] predicted = network.logits(graph.features(), batch).argmax(-1);
            int[] labels = labels(batch);
            return (int) IntStream.range(0, labels.length)
                    .filter(i -> predicted[i] == labels[i])
                    .count();
        }
    }
}
