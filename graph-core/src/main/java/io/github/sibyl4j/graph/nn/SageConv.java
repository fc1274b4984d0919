package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * GraphSAGE with mean aggregation (Hamilton et al., NeurIPS 2017): {@code y_i = W_l mean_j x_j + b + W_r x_i}. The mean is
 * over incoming edges, each counted once whatever its weight; a node without any gets zeros.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class SageConv extends Module {
    private final Linear neighbours;
    private final Linear root;

    public SageConv(int in, int out, Seed seed) {
        neighbours = part("lin_l", new Linear(in, out, seed.split("lin_l")));
        root = part("lin_r", new Linear(in, out, false, seed.split("lin_r")));
    }

    public Tensor forward(Tensor x, GraphTensor graph) {
        Tensor mean = graph.unweighted().matrix(Normalization.RANDOM_WALK).times(x);
        return neighbours.forward(mean).add(root.forward(x));
    }
}
