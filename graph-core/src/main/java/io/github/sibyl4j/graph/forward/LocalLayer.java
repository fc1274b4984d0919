package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.FixedInputLayer;
import io.github.sibyl4j.graph.nn.GraphLayer;
import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.graph.nn.ImplicitInputLayer;
import io.github.sibyl4j.graph.nn.NodewiseLayer;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * A graph layer that is trained by itself: {@code relu(layer(x))} for rows {@code x} of length 1. Only the directions of
 * the rows below it count, not their lengths, which are what the layer below was trained for.
 */
public final class LocalLayer {
    private final GraphLayer layer;
    private final Module weights;
    private final boolean frozen;

    private LocalLayer(GraphLayer layer, Module weights, boolean frozen) {
        this.layer = layer;
        this.weights = weights;
        this.frozen = frozen;
    }

    public static <L extends Module & GraphLayer> LocalLayer of(L layer) {
        require(layer != null, "there is no layer to train, found null");
        return new LocalLayer(layer, layer, false);
    }

    /** The layer's own output, without the {@code relu}. */
    Tensor linear(Tensor x, GraphTensor graph) {
        return given(layer.forward(x, graph));
    }

    /** A layer of a user's own may fail to give anything. */
    private Tensor given(Tensor output) {
        require(
                output != null,
                "%s returned null, expected a tensor [node, width]",
                layer.getClass().getSimpleName());
        return output;
    }

    /** The same layer with weights that stay as they are. */
    LocalLayer frozen() {
        return new LocalLayer(layer, weights, true);
    }

    /** What is learned. */
    Collection<Parameter> parameters() {
        return frozen ? List.of() : weights.parameters();
    }

    Tensor forward(Tensor x, GraphTensor graph) {
        return linear(x, graph).relu();
    }

    /** The same, without writing sparse features out if the layer can do without. */
    Tensor forward(ImplicitFeatures x, GraphTensor graph) {
        return linear(x, graph).relu();
    }

    /** The same without the {@code relu}. */
    Tensor linear(ImplicitFeatures x, GraphTensor graph) {
        return given(
                x.isSparse() && layer instanceof ImplicitInputLayer
                        ? ((ImplicitInputLayer) layer).forward(x, graph)
                        : layer.forward(x.toTensor(), graph));
    }

    /** The output for an input that stays the same, with the weights of the moment; in the scope that is open now. */
    Supplier<Tensor> onFixed(Rows x, GraphTensor graph) {
        Supplier<Tensor> output = linearOnFixed(x, graph);
        if (!frozen) {
            return () -> output.get().relu();
        }
        try (Autograd.NoGradient off = Autograd.off()) {
            Tensor constant = output.get().relu();
            return () -> constant;
        }
    }

    /** Whether it can work on some nodes of an input alone. */
    boolean isNodewise(Rows x) {
        return !frozen && !x.staysSparse() && layer instanceof NodewiseLayer nodewise && nodewise.isNodewise();
    }

    /** The same for some nodes alone, for a layer that is {@link #isNodewise}. */
    Supplier<Tensor> onFixed(Rows x, GraphTensor graph, int[] nodes) {
        NodewiseLayer nodewise = (NodewiseLayer) layer;
        List<Tensor> prepared = x.byColumns(part -> nodewise.prepare(part, graph, nodes)).stream()
                .map(Rows::toTensor)
                .toList();
        return () -> nodewise.reluOfPrepared(prepared);
    }

    /** The same without the {@code relu}. */
    Supplier<Tensor> linearOnFixed(Rows x, GraphTensor graph) {
        if (!(layer instanceof FixedInputLayer)) {
            Tensor dense = x.toTensor();
            return () -> given(layer.forward(dense, graph));
        }
        FixedInputLayer fixed = (FixedInputLayer) layer;
        return x.staysSparse() ? fixed.onFixed(x.sparse(), graph) : fixed.onFixed(x.toTensor(), graph);
    }
}
