package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.SageConv;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/** A network of a user's own: two layers of GraphSAGE. */
public final class SageNetwork extends NodeNetwork {
    private final SageConv first;
    private final SageConv second;

    public SageNetwork(int features, int hidden, int classes, Seed seed) {
        first = part("conv1", new SageConv(features, hidden, seed.split("conv1")));
        second = part("conv2", new SageConv(hidden, classes, seed.split("conv2")));
    }

    @Override
    public Tensor logits(NodeFeatures x, GraphTensor graph) {
        return second.forward(first.forward(x.toTensor(), graph).relu(), graph);
    }

    @Override
    public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed) {
        Tensor hidden = first.forward(x.dropout(0.3, seed.split("features")).toTensor(), graph)
                .relu();
        return second.forward(hidden.dropout(0.3, seed.split("hidden")), graph);
    }
}
