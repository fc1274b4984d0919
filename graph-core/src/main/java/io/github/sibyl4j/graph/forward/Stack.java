package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** A network as it is trained by backpropagation: {@code relu} between the layers and none after the last. */
final class Stack {
    private final List<LocalLayer> layers;

    private Stack(List<LocalLayer> layers) {
        this.layers = layers;
    }

    /** Hidden layers, then one of width {@code out} without a {@code relu}. */
    static Stack of(Backbone backbone, ForwardConfig config, int in, int out, Seed seed) {
        int hidden = config.layers() - 1;
        List<LocalLayer> layers = new ArrayList<>();
        if (hidden > 0) {
            layers.addAll(backbone.layers(in, config.withLayers(hidden), seed.split("layers")));
        }
        layers.add(backbone.last(hidden == 0 ? in : config.hidden(), out, seed.split("last")));
        return new Stack(layers);
    }

    List<LocalLayer> layers() {
        return layers;
    }

    Collection<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        layers.forEach(layer -> all.addAll(layer.parameters()));
        return all;
    }

    /** The network's output for an input that stays the same. */
    Supplier<Tensor> onFixed(Rows x, GraphTensor graph) {
        Supplier<Tensor> first = layers.get(0).linearOnFixed(x, graph);
        return () -> {
            Tensor h = first.get();
            for (LocalLayer layer : layers.subList(1, layers.size())) {
                h = layer.linear(h.relu(), graph);
            }
            return h;
        };
    }
}
