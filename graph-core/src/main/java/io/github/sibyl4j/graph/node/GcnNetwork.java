package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.List;

/**
 * Two graph convolutions with a ReLU between and dropout before each (Kipf and Welling, ICLR 2017); only the first one's
 * weights decay.
 */
public final class GcnNetwork extends NodeNetwork {
    private final GcnConv first;
    private final GcnConv second;
    private final double dropout;

    public GcnNetwork(int features, int hidden, int classes, double dropout, Seed seed) {
        first = part("conv1", new GcnConv(features, hidden, seed.split("conv1")));
        second = part("conv2", new GcnConv(hidden, classes, seed.split("conv2")));
        this.dropout = dropout;
    }

    @Override
    public Tensor logits(NodeFeatures x, GraphTensor graph) {
        return second.forward(hidden(x, graph), graph);
    }

    @Override
    public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed) {
        Tensor hidden = hidden(x.dropout(dropout, seed.split("features")), graph);
        return second.forward(hidden.dropout(dropout, seed.split("hidden")), graph);
    }

    private Tensor hidden(NodeFeatures x, GraphTensor graph) {
        return (x.isSparse() ? first.forward(x.sparse(), graph) : first.forward(x.toTensor(), graph)).relu();
    }

    @Override
    public List<Module> decaying() {
        return List.of(first);
    }
}
