package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Diffusion convolution over K steps in both directions (Li et al., ICLR 2018, in Torch Spatiotemporal's form):
 * {@code y = [x, P_f x, .., P_f^K x, P_b x, .., P_b^K x] W^T + b} with the random walks of the graph and of its reverse.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class DiffusionConv extends Module implements GraphLayer {
    private final int in;
    private final int steps;
    private final Linear filter;

    public DiffusionConv(int in, int out, int steps, Seed seed) {
        Inputs.widths(this, in, out);
        this.in = in;
        this.steps = Inputs.positive(this, "steps", steps);
        filter = part("filters", new Linear((2 * steps + 1) * in, out, seed.split("filters")));
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), in);
        Tensor[] blocks = new Tensor[2 * steps + 1];
        blocks[0] = x;
        Normalization[] directions = {Normalization.RANDOM_WALK, Normalization.RANDOM_WALK_BACKWARD};
        for (int d = 0; d < 2; d++) {
            SparseMatrix walk = graph.matrix(directions[d]);
            Tensor reached = x;
            for (int k = 1; k <= steps; k++) {
                reached = walk.times(reached);
                blocks[d * steps + k] = reached;
            }
        }
        return filter.forward(Tensor.concat(-1, blocks));
    }
}
