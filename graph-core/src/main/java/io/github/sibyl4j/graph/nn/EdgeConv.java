package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.UnaryOperator;

/**
 * Edge convolution (Wang et al., ACM Transactions on Graphics 2019), PyTorch Geometric's EdgeConv:
 * {@code y_i = max_j nn([x_i, x_j - x_i])} over the incoming edges, zeros for a node without any.
 *
 * <p>{@code [node, in]} to {@code [node, out]}, where {@code nn} maps {@code [edge, 2 in]} to {@code [edge, out]}.
 */
public final class EdgeConv extends Module implements BipartiteLayer {
    private final UnaryOperator<Tensor> apply;
    private final Aggregation aggregation;

    /** Takes the largest value over the senders. */
    public EdgeConv(Module nn, UnaryOperator<Tensor> apply) {
        this(nn, apply, Aggregation.MAX);
    }

    /**
     * @param nn holds the parameters of the network
     * @param apply its forward method, such as {@code mlp::forward}
     */
    public EdgeConv(Module nn, UnaryOperator<Tensor> apply, Aggregation aggregation) {
        part("nn", Inputs.given(this, "nn", nn));
        this.apply = Inputs.given(this, "apply", apply);
        this.aggregation = Inputs.given(this, "aggregation", aggregation);
    }

    @Override
    public Tensor forward(Tensor source, Tensor target, BipartiteGraph graph) {
        Inputs.nodeRows(this, "source", source, graph.sourceCount(), source.rank() == 0 ? 0 : source.size(-1));
        Inputs.nodeRows(this, "target", target, graph.targetCount(), source.size(-1));
        SparseMatrix edges = graph.structure();
        Tensor own = edges.entriesByRow().gather(target);
        Tensor difference = edges.entriesByColumn().gather(source).sub(own);
        return aggregation.messages(apply.apply(Tensor.concat(-1, own, difference)), graph);
    }
}
