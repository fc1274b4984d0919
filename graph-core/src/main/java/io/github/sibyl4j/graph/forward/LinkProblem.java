package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import java.util.List;
import java.util.function.Consumer;

/** What a method is given to predict links. */
final class LinkProblem {
    final NodeFeatures features;
    final Backbone backbone;
    final ForwardConfig config;
    final Seed seed;
    final Consumer<LayerProgress> listener;
    final GraphTensor trainGraph;
    final GraphTensor testGraph;
    final Pairs train;
    final Pairs validation;

    LinkProblem(
            NodeFeatures features,
            LinkSplit split,
            Backbone backbone,
            ForwardConfig config,
            Seed seed,
            Consumer<LayerProgress> listener) {
        this.features = features;
        this.backbone = backbone;
        this.config = config;
        this.seed = seed;
        this.listener = listener;
        trainGraph = split.trainGraph();
        testGraph = split.testGraph();
        train = new Pairs(split.nodes(), split.train(), split.trainNegatives());
        validation = new Pairs(split.nodes(), split.validation(), split.validationNegatives());
    }

    List<LocalLayer> layers() {
        return backbone.layers(features.width(), config, seed.split("layers"));
    }
}
