package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.UnaryOperator;

/**
 * Graph isomorphism network (Xu et al., ICLR 2019), PyTorch Geometric's GINConv: {@code y_i = nn((1 + eps) x_i + sum_j x_j)}
 * over the incoming edges, each counted once whatever its weight.
 *
 * <p>{@code [..., node, in]} to what {@code nn} makes of it.
 */
public final class GinConv extends Module implements BipartiteLayer {
    private final UnaryOperator<Tensor> apply;
    private final Tensor eps;

    /** With {@code eps} 0, which is not learned. */
    public GinConv(Module nn, UnaryOperator<Tensor> apply) {
        this(nn, apply, 0, false);
    }

    /**
     * @param nn holds the parameters of the network
     * @param apply its forward method, such as {@code mlp::forward}
     * @param eps how much more a node counts than its senders, at first
     * @param trainEps whether {@code eps} is learned
     */
    public GinConv(Module nn, UnaryOperator<Tensor> apply, float eps, boolean trainEps) {
        Parameter value = Parameter.of(new float[] {eps}, 1);
        this.eps = trainEps ? parameter("eps", value) : constant("eps", value).detach();
        this.apply = Inputs.given(this, "apply", apply);
        part("nn", Inputs.given(this, "nn", nn));
    }

    @Override
    public Tensor forward(Tensor source, Tensor target, BipartiteGraph graph) {
        Inputs.nodeFeatures(this, "source", source, graph.sourceCount(), source.rank() == 0 ? 0 : source.size(-1));
        Inputs.nodeFeatures(this, "target", target, graph.targetCount(), source.size(-1));
        Tensor heard = Aggregation.SUM.neighbours(source, graph.unweighted());
        return apply.apply(heard.add(target.mul(eps.add(1))));
    }
}
