package io.github.sibyl4j.reasoning.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * What a baseline is, apart from its weights.
 *
 * @param width of states and relation vectors
 * @param layers messages travel one edge a layer; recurrent networks are stacked
 * @param heads of attention; 1 for models without
 * @param dropout the share of a layer's input that is dropped while training; also of attention weights
 */
public record BaselineConfig(Baseline model, int width, int layers, int heads, double dropout) {

    public BaselineConfig {
        require(model != null, "there is no model: expected one of Baseline");
        require(width >= 1 && width <= 4096, "width must lie in 1 to 4096, found %d", width);
        require(layers >= 1 && layers <= 1000, "layers must lie in 1 to 1000, found %d", layers);
        require(heads >= 1, "heads must be at least 1, found %d", heads);
        require(heads == 1 || model.attends(), "%s has no attention, so its heads must be 1, found %d", model, heads);
        require(
                model != Baseline.EDGE_TRANSFORMER || width % heads == 0,
                "the heads of an edge-transformer must divide its width, found %d heads and width %d",
                heads,
                width);
        require(dropout >= 0 && dropout < 1, "dropout must lie in [0, 1), found %s", dropout);
    }

    public BaselineConfig withWidth(int value) {
        return new BaselineConfig(model, value, layers, heads, dropout);
    }

    public BaselineConfig withLayers(int value) {
        return new BaselineConfig(model, width, value, heads, dropout);
    }

    public BaselineConfig withHeads(int value) {
        return new BaselineConfig(model, width, layers, value, dropout);
    }

    public BaselineConfig withDropout(double value) {
        return new BaselineConfig(model, width, layers, heads, value);
    }
}
