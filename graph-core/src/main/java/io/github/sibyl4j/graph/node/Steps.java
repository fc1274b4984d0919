package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.sampling.Prefetch;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.List;
import java.util.stream.IntStream;

/** The steps of an epoch, each a gradient and what the optimisers make of it. */
record Steps(NodeNetwork model, LabelledGraph graph, List<Adam> optimizers, double rate) {

    /** One step on the whole graph; the loss before it. */
    double wholeGraph(int[] train, Seed seed, int epoch) {
        double loss;
        try (Scope scope = Scope.open()) {
            Tensor logits = NodeNetwork.requireScores(
                    model.logitsForTraining(graph.features(), graph.graph(), seed), graph.nodes(), graph.classes());
            loss = backward(loss(logits, graph, train), epoch);
        }
        optimizers.forEach(optimizer -> optimizer.step(rate));
        return loss;
    }

    /** A step on every batch that has training nodes; the mean loss of the training nodes. */
    double batches(MiniBatches batches, Seed seed, int epoch) {
        double sum = 0;
        int count = 0;
        Seed dropout = seed.split("dropout");
        try (Prefetch<SampledSubgraph> subgraphs = batches.epoch(seed)) {
            for (int number = 0; subgraphs.hasNext(); number++) {
                SampledSubgraph batch = subgraphs.next();
                int[] judged = batches.judged(batch);
                if (judged.length > 0) {
                    sum += judged.length * batch(batch, judged, dropout.split(number), epoch);
                    count += judged.length;
                }
            }
        }
        return sum / count;
    }

    private double batch(SampledSubgraph batch, int[] judged, Seed seed, int epoch) {
        double loss;
        try (Scope scope = Scope.open()) {
            Tensor logits = NodeNetwork.requireScores(
                    model.logitsForTraining(graph.features(), batch, seed), batch.seedCount(), graph.classes());
            int[] nodes = batch.nodes();
            int[] labels =
                    IntStream.of(judged).map(row -> graph.label(nodes[row])).toArray();
            Tensor scores = judged.length == logits.size(0) ? logits : logits.gather(judged);
            loss = backward(Losses.crossEntropy(scores, labels, null), epoch);
        }
        optimizers.forEach(optimizer -> optimizer.step(rate));
        return loss;
    }

    private double backward(Tensor loss, int epoch) {
        loss.backward();
        double value = loss.item();
        require(
                Double.isFinite(value),
                "the training loss became %s in epoch %d: lower the learning rate (now %s) or look for"
                        + " extreme values in the features",
                value,
                epoch,
                rate);
        return value;
    }

    static Tensor loss(Tensor logits, LabelledGraph graph, int[] nodes) {
        return Losses.crossEntropy(
                logits.gather(nodes), IntStream.of(nodes).map(graph::label).toArray(), null);
    }
}
