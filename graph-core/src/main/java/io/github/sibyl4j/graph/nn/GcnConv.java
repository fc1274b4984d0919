package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.List;
import java.util.function.Supplier;

/**
 * Graph convolution (Kipf and Welling, ICLR 2017): {@code Y = P X W^T + b} with {@code P = D^-1/2 (A + I) D^-1/2}, or
 * another matrix of the graph. Weights start uniform as Glorot's, the bias at zero, as in PyTorch Geometric's GCNConv.
 *
 * <p>{@code [..., node, in]} to {@code [..., node, out]}.
 */
public final class GcnConv extends Module implements NodewiseLayer, ImplicitInputLayer {
    private final Normalization normalization;
    private final Parameter weight;
    private final Parameter bias;

    public GcnConv(int in, int out, Seed seed) {
        this(in, out, Normalization.GCN, true, seed);
    }

    /**
     * @param normalization {@link Normalization#GCN} by default; {@code SYMMETRIC} leaves self-loops out
     *     ({@code add_self_loops=False}), {@code NONE} uses edge weights as they are ({@code normalize=False})
     */
    public GcnConv(int in, int out, Normalization normalization, boolean bias, Seed seed) {
        Inputs.widths(this, in, out);
        this.normalization = normalization;
        weight = part("lin", Glorot.linear(in, out, false, seed)).weight();
        this.bias = bias ? parameter("bias", Parameter.zeros(out)) : null;
    }

    @Override
    public Tensor forward(Tensor x, GraphTensor graph) {
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), weight.size(1));
        SparseMatrix propagation = graph.matrix(normalization);
        // Propagation works on the narrower side of the weights.
        boolean first = weight.size(1) < weight.size(0);
        return shifted(first ? propagation.times(x).linear(weight, null) : propagation.times(x.linear(weight, null)));
    }

    /**
     * The same for sparse features, bags of words for instance, which are never written out.
     *
     * @param x {@code [node, in]}
     */
    public Tensor forward(SparseMatrix x, GraphTensor graph) {
        return forward(ImplicitFeatures.of(x), graph);
    }

    @Override
    public Tensor forward(ImplicitFeatures x, GraphTensor graph) {
        Inputs.implicitFeatures(this, x, graph.nodeCount(), weight.size(1));
        return shifted(graph.matrix(normalization).times(x.times(weight)));
    }

    @Override
    public Supplier<Tensor> onFixed(Tensor x, GraphTensor graph) {
        Inputs.nodeFeatures(this, "x", x, graph.nodeCount(), weight.size(1));
        Tensor propagated = graph.matrix(normalization).times(x);
        return () -> propagated.linear(weight, bias);
    }

    @Override
    public List<Tensor> prepare(Tensor x, GraphTensor graph, int[] nodes) {
        return List.of(graph.matrix(normalization).gatherRows(nodes).times(x));
    }

    @Override
    public Tensor ofPrepared(List<Tensor> prepared) {
        return prepared.get(0).linear(weight, bias);
    }

    @Override
    public Tensor reluOfPrepared(List<Tensor> prepared) {
        return prepared.get(0).linear(weight, bias, Activation.RELU);
    }

    @Override
    public Supplier<Tensor> onFixed(SparseMatrix x, GraphTensor graph) {
        // Propagated bags of words are fuller than themselves: a product with each is less work.
        return () -> forward(x, graph);
    }

    private Tensor shifted(Tensor y) {
        return bias == null ? y : y.add(bias);
    }
}
