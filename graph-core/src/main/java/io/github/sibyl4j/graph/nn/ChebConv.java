package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Chebyshev spectral convolution (Defferrard et al., NeurIPS 2016), PyTorch Geometric's ChebConv:
 * {@code Y = sum_k T_k W_k^T + b} with {@code T_0 = X}, {@code T_1 = M X}, {@code T_k = 2 M T_(k-1) - T_(k-2)} and the scaled
 * Laplacian {@code M = 2 L / lambdaMax - I}, where {@code L = I - D^-1/2 A D^-1/2} without self-loops. Weights start uniform as
 * Glorot's, the bias at zero.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class ChebConv extends Module implements GraphLayer {
    private final int in;
    private final float lambdaMax;
    private final Linear[] filters;
    private final Parameter bias;

    /** @param k the number of terms */
    public ChebConv(int in, int out, int k, Seed seed) {
        this(in, out, k, 2, true, seed);
    }

    /**
     * @param k the number of terms
     * @param lambdaMax the Laplacian's largest eigenvalue, never more than 2
     */
    public ChebConv(int in, int out, int k, float lambdaMax, boolean bias, Seed seed) {
        Inputs.widths(this, in, out);
        Inputs.positive(this, "k", k);
        require(lambdaMax > 0, "ChebConv needs a positive lambdaMax, found %s", lambdaMax);
        this.in = in;
        this.lambdaMax = lambdaMax;
        this.bias = bias ? parameter("bias", Parameter.zeros(out)) : null;
        filters = new Linear[k];
        for (int i = 0; i < k; i++) {
            filters[i] = part(
                    "lins." + i,
                    Glorot.linear(in, out, false, seed.split("lins").split(i)));
        }
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), in);
        SparseMatrix laplacian = graph.matrix(Normalization.SCALED_LAPLACIAN);
        Tensor before = null;
        Tensor term = x;
        Tensor sum = filters[0].forward(x);
        for (int k = 1; k < filters.length; k++) {
            Tensor moved = scaled(laplacian, term);
            Tensor next = before == null ? moved : moved.mul(2).sub(before);
            before = term;
            term = next;
            sum = sum.add(filters[k].forward(term));
        }
        return bias == null ? sum : sum.add(bias);
    }

    /** {@code 2 L / lambdaMax - I} from {@code L - I}. */
    private Tensor scaled(SparseMatrix laplacian, Tensor x) {
        Tensor moved = laplacian.times(x);
        return lambdaMax == 2 ? moved : moved.mul(2 / lambdaMax).add(x.mul(2 / lambdaMax - 1));
    }
}
