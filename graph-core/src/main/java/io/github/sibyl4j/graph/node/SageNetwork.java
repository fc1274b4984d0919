package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.SageConv;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Layers of GraphSAGE with means, a ReLU and dropout between them (Hamilton et al., NeurIPS 2017), as PyTorch Geometric's
 * {@code GraphSAGE}. Of a sampled subgraph every layer computes only the nodes that later layers need.
 */
public final class SageNetwork extends NodeNetwork implements LayeredNetwork {
    private final List<SageConv> convs = new ArrayList<>();
    private final double dropout;

    /**
     * @param hidden the width between layers
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no layer
     */
    public SageNetwork(int features, int hidden, int classes, int layers, double dropout, Seed seed) {
        require(layers >= 1, "a network needs at least one layer, found %d", layers);
        for (int i = 0; i < layers; i++) {
            int in = i == 0 ? features : hidden;
            int out = i == layers - 1 ? classes : hidden;
            convs.add(
                    part("convs." + i, new SageConv(in, out, seed.split("convs").split(i))));
        }
        this.dropout = dropout;
    }

    @Override
    public int layers() {
        return convs.size();
    }

    @Override
    public Tensor layer(int index, Tensor source, Tensor target, BipartiteGraph graph, Seed seed) {
        return activated(index, convs.get(index).forward(source, target, graph), seed);
    }

    private Tensor activated(int index, Tensor x, Seed seed) {
        if (index == convs.size() - 1) {
            return x;
        }
        Tensor y = x.relu();
        return seed == null ? y : y.dropout(dropout, seed.split(index));
    }

    @Override
    public Tensor logits(NodeFeatures x, GraphTensor graph) {
        return whole(x, graph, null);
    }

    @Override
    public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed) {
        return whole(x, graph, seed);
    }

    private Tensor whole(NodeFeatures x, GraphTensor graph, Seed seed) {
        SageConv first = convs.get(0);
        Tensor h = x.isSparse() ? first.onFixed(x.sparse(), graph).get() : first.forward(x.toTensor(), graph);
        h = activated(0, h, seed);
        for (int i = 1; i < convs.size(); i++) {
            h = layer(i, h, h, graph.bipartite(), seed);
        }
        return h;
    }

    @Override
    public Tensor logits(NodeFeatures x, SampledSubgraph sample) {
        return sample.hops() < convs.size() ? super.logits(x, sample) : trimmed(x, sample, null);
    }

    @Override
    public Tensor logitsForTraining(NodeFeatures x, SampledSubgraph sample, Seed seed) {
        return sample.hops() < convs.size() ? super.logitsForTraining(x, sample, seed) : trimmed(x, sample, seed);
    }

    private Tensor trimmed(NodeFeatures x, SampledSubgraph sample, Seed seed) {
        BipartiteGraph outermost = sample.hop(convs.size());
        Tensor h = x.rows(Arrays.copyOf(sample.nodes(), outermost.sourceCount()));
        for (int i = 0; i < convs.size(); i++) {
            BipartiteGraph edges = i == 0 ? outermost : sample.hop(convs.size() - i);
            h = layer(i, h, h.slice(0, 0, edges.targetCount()), edges, seed);
        }
        return h;
    }
}
