package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Simple graph convolution (Wu et al., ICML 2019), PyTorch Geometric's SGConv: {@code Y = P^K X W^T + b} with
 * {@code P = D^-1/2 (A + I) D^-1/2}.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class SgConv extends Module implements GraphLayer {
    private final int k;
    private final Normalization normalization;
    private final Linear linear;

    /** @param k number of steps */
    public SgConv(int in, int out, int k, Seed seed) {
        this(in, out, k, Normalization.GCN, true, seed);
    }

    /** @param normalization {@link Normalization#GCN}, or {@code SYMMETRIC} for {@code add_self_loops=False} */
    public SgConv(int in, int out, int k, Normalization normalization, boolean bias, Seed seed) {
        Inputs.widths(this, in, out);
        this.k = Inputs.positive(this, "k", k);
        this.normalization = normalization;
        linear = part("lin", new Linear(in, out, bias, seed.split("lin")));
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Parameter weight = linear.weight();
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), weight.size(1));
        // Propagation works on the narrower side of the weights.
        if (weight.size(1) <= weight.size(0)) {
            return linear.forward(propagated(x, graph));
        }
        Tensor y = propagated(x.linear(weight, null), graph);
        return linear.bias() == null ? y : y.add(linear.bias());
    }

    private Tensor propagated(Tensor x, GraphTensor graph) {
        SparseMatrix propagation = graph.matrix(normalization);
        Tensor reached = x;
        for (int step = 0; step < k; step++) {
            reached = propagation.times(reached);
        }
        return reached;
    }
}
