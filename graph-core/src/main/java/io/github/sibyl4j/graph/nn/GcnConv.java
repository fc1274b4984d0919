package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Graph convolution (Kipf and Welling, ICLR 2017): {@code Y = P X W^T + b} with {@code P = D^-1/2 (A + I) D^-1/2}. Weights
 * start uniform as Glorot's, the bias at zero, as in PyTorch Geometric.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class GcnConv extends Module {
    private final Parameter weight;
    private final Parameter bias;

    public GcnConv(int in, int out, Seed seed) {
        double bound = Math.sqrt(6.0 / (in + out));
        weight = parameter("weight", Parameter.of(seed.split("weight").uniform(in * out, bound), out, in));
        bias = parameter("bias", Parameter.zeros(out));
    }

    public Tensor forward(Tensor x, GraphTensor graph) {
        SparseMatrix propagation = graph.matrix(Normalization.GCN);
        // Propagation works on the narrower side of the weights.
        boolean first = weight.size(1) < weight.size(0);
        Tensor y = first ? propagation.times(x).linear(weight, null) : propagation.times(x.linear(weight, null));
        return y.add(bias);
    }

    /**
     * The same for sparse features, bags of words for instance, which are never written out.
     *
     * @param x {@code [node, in]}
     */
    public Tensor forward(SparseMatrix x, GraphTensor graph) {
        return graph.matrix(Normalization.GCN)
                .times(x.times(weight.transpose()))
                .add(bias);
    }
}
