package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GatConv;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * Two layers of graph attention with an ELU between, and dropout of features and of attention before and in each
 * (Velickovic et al., ICLR 2018): heads side by side, then one head for the classes.
 */
public final class GatNetwork extends NodeNetwork {
    private final GatConv first;
    private final GatConv second;
    private final double dropout;

    public GatNetwork(int features, int hidden, int heads, int classes, double dropout, Seed seed) {
        first = part("conv1", new GatConv(features, hidden, heads, true, seed.split("conv1")));
        second = part("conv2", new GatConv(heads * hidden, classes, 1, false, seed.split("conv2")));
        this.dropout = dropout;
    }

    @Override
    public Tensor logits(NodeFeatures x, GraphTensor graph) {
        Tensor hidden = x.isSparse() ? first.forward(x.sparse(), graph) : first.forward(x.toTensor(), graph);
        return second.forward(hidden.elu(), graph);
    }

    @Override
    public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed) {
        NodeFeatures kept = x.dropout(dropout, seed.split("features"));
        Seed ofFirst = seed.split("attention");
        Tensor hidden = kept.isSparse()
                ? first.forwardTraining(kept.sparse(), graph, dropout, ofFirst)
                : first.forwardTraining(kept.toTensor(), graph, dropout, ofFirst);
        Tensor keptHidden = hidden.elu().dropout(dropout, seed.split("hidden"));
        return second.forwardTraining(keptHidden, graph, dropout, seed.split("attention of classes"));
    }
}
