package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Personalised PageRank propagation (Gasteiger et al., ICLR 2019), PyTorch Geometric's APPNP: {@code K} times
 * {@code Z = (1 - alpha) P Z + alpha X} from {@code Z = X}, with {@code P = D^-1/2 (A + I) D^-1/2}. It has no parameters.
 *
 * <p>{@code [..., node, width]} to the same.
 */
public final class AppnpConv extends Module implements GraphLayer {
    private final int k;
    private final float alpha;
    private final Normalization normalization;

    /**
     * @param k number of steps
     * @param alpha probability to jump back, from 0 to 1
     */
    public AppnpConv(int k, float alpha) {
        this(k, alpha, Normalization.GCN);
    }

    /**
     * @param normalization {@link Normalization#GCN}, {@code SYMMETRIC} for {@code add_self_loops=False}, or {@code NONE} for
     *     {@code normalize=False}
     */
    public AppnpConv(int k, float alpha, Normalization normalization) {
        require(k >= 0, "AppnpConv cannot make k = %d steps", k);
        require(alpha >= 0 && alpha <= 1, "AppnpConv needs alpha from 0 to 1, found %s", alpha);
        this.k = k;
        this.alpha = alpha;
        this.normalization = normalization;
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), x.rank() == 0 ? 0 : x.size(-1));
        SparseMatrix propagation = graph.matrix(normalization);
        Tensor back = x.mul(alpha);
        Tensor z = x;
        for (int step = 0; step < k; step++) {
            z = propagation.times(z).mul(1 - alpha).add(back);
        }
        return z;
    }
}
