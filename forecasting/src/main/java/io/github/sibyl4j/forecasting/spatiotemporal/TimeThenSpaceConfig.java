package io.github.sibyl4j.forecasting.spatiotemporal;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;

/**
 * The size of a {@link TimeThenSpace} model.
 *
 * @param window steps it sees
 * @param horizon steps it forecasts
 * @param hidden width of all layers
 * @param nodeEmbedding values learned for each node, 0 for none
 * @param layers message-passing layers, 0 for a model that ignores the graph
 * @param messagePassing the kind of those layers
 * @param timeFeatures what it is told of the clock; null for what suits the series
 */
record TimeThenSpaceConfig(
        int window,
        int horizon,
        int hidden,
        int nodeEmbedding,
        int layers,
        MessagePassing messagePassing,
        List<TimeFeature> timeFeatures) {

    TimeThenSpaceConfig {
        require(window >= 1, "window must be at least 1 step, found %d", window);
        require(horizon >= 1, "horizon must be at least 1 step, found %d", horizon);
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(nodeEmbedding >= 0, "nodeEmbedding must be 0 (none) or more, found %d", nodeEmbedding);
        require(layers >= 0, "layers must be 0 (no graph) or more, found %d", layers);
        timeFeatures = timeFeatures == null ? null : List.copyOf(timeFeatures);
    }

    TimeThenSpaceConfig withTimeFeatures(List<TimeFeature> features) {
        return new TimeThenSpaceConfig(window, horizon, hidden, nodeEmbedding, layers, messagePassing, features);
    }
}
