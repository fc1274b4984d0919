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

    /** Hidden layers, then one for the classes, where GAT averages its heads. */
    static Stack classifier(Backbone backbone, ForwardConfig config, int in, int classes, Seed seed) {
        return hidden(backbone, config, in, seed)
                .with(backbone.last(inputOfLast(config, in), classes, seed.split("last")));
    }

    /** Layers of the hidden width throughout; GAT puts its heads beside each other in all of them. */
    static Stack embedder(Backbone backbone, ForwardConfig config, int in, Seed seed) {
        return hidden(backbone, config, in, seed)
                .with(backbone.layer(inputOfLast(config, in), config.hidden(), seed.split("last")));
    }

    private static Stack hidden(Backbone backbone, ForwardConfig config, int in, Seed seed) {
        int hidden = config.layers() - 1;
        return new Stack(
                hidden == 0 ? List.of() : backbone.layers(in, config.withLayers(hidden), seed.split("layers")));
    }

    private static int inputOfLast(ForwardConfig config, int in) {
        return config.layers() == 1 ? in : config.hidden();
    }

    private Stack with(LocalLayer last) {
        List<LocalLayer> all = new ArrayList<>(layers);
        all.add(last);
        return new Stack(all);
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
