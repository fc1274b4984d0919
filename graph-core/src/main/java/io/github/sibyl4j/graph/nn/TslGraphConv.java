package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Isotropic message passing with a root weight, the graph convolution of Torch Spatiotemporal (that of PyTorch Geometric is
 * {@link GraphConv}):
 * {@code y = P (x W^T) + x W_root^T + b}, where {@code P} is the given normalisation of the graph. The bias starts at zero.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class TslGraphConv extends Module implements GraphLayer {
    private final int in;
    private final Normalization normalization;
    private final Linear neighbours;
    private final Linear root;
    private final Parameter bias;

    public TslGraphConv(int in, int out, Normalization normalization, Seed seed) {
        Inputs.widths(this, in, out);
        this.in = in;
        this.normalization = normalization;
        neighbours = part("lin", new Linear(in, out, false, seed.split("lin")));
        root = part("root_lin", new Linear(in, out, false, seed.split("root_lin")));
        bias = parameter("bias", Parameter.zeros(out));
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), in);
        Tensor messages = graph.matrix(normalization).times(neighbours.forward(x));
        return messages.add(root.forward(x)).add(bias);
    }
}
