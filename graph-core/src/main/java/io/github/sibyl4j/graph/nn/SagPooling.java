package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphBatch;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Keeps the nodes that a graph layer scores highest (Lee et al., ICML 2019; Knyazev et al., NeurIPS 2019), PyTorch Geometric's
 * SAGPooling: {@link TopKPooling} on the one feature that the layer gives every node, so that a score sees the neighbours. Edges
 * count once each, whatever their weight.
 */
public final class SagPooling extends Module {
    private final int in;
    private final GraphLayer layer;
    private final SelectTopK select;

    /** Scores by a {@link GraphConv}. */
    public SagPooling(int in, PoolingOptions options, Seed seed) {
        this(in, new GraphConv(Inputs.positive(SagPooling.class, "in", in), 1, seed.split("gnn")), options, seed);
    }

    /** @param layer {@code [node, in]} to {@code [node, 1]} */
    public <L extends Module & GraphLayer> SagPooling(int in, L layer, PoolingOptions options, Seed seed) {
        this.in = Inputs.positive(this, "in", in);
        this.layer = part("gnn", layer);
        select = part("select", new SelectTopK(1, options, seed.split("select")));
    }

    /** @param x {@code [node, in]} */
    public Pooled forward(Tensor x, GraphBatch batch) {
        Inputs.nodeRows(this, "x", x, batch.nodeCount(), in);
        return select.pool(layer.forward(x, batch.joined().unweighted()), x, batch);
    }
}
