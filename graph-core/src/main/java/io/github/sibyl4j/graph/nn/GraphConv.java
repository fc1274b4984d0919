package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * The graph neural network of Morris et al. (AAAI 2019), PyTorch Geometric's GraphConv:
 * {@code y_i = W_root x_i + W_rel aggregate_j(a_ij x_j) + b} over the incoming edges with their weights.
 *
 * <p>{@code [node, in]} to {@code [node, out]}; sums and means also take {@code [..., node, in]}.
 */
public final class GraphConv extends Module implements BipartiteLayer {
    private final int sourceIn;
    private final int targetIn;
    private final Aggregation aggregation;
    private final Linear neighbours;
    private final Linear root;

    /** Adds messages up and has a bias. */
    public GraphConv(int in, int out, Seed seed) {
        this(in, in, out, Aggregation.SUM, true, seed);
    }

    public GraphConv(int in, int out, Aggregation aggregation, Seed seed) {
        this(in, in, out, aggregation, true, seed);
    }

    public GraphConv(int sourceIn, int targetIn, int out, Aggregation aggregation, boolean bias, Seed seed) {
        Inputs.inputWidths(this, sourceIn, targetIn);
        Inputs.positive(this, "out", out);
        this.sourceIn = sourceIn;
        this.targetIn = targetIn;
        this.aggregation = aggregation;
        neighbours = part("lin_rel", new Linear(sourceIn, out, bias, seed.split("lin_rel")));
        root = part("lin_root", new Linear(targetIn, out, false, seed.split("lin_root")));
    }

    @Override
    public Tensor forward(Tensor source, Tensor target, BipartiteGraph graph) {
        Inputs.messages(this, aggregation, source, graph.sourceCount(), sourceIn);
        Inputs.nodeFeatures(this, "target", target, graph.targetCount(), targetIn);
        return neighbours.forward(aggregation.neighbours(source, graph)).add(root.forward(target));
    }
}
