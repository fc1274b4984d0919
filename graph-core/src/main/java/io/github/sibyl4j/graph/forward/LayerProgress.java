package io.github.sibyl4j.graph.forward;

/**
 * What a training run reports after each validation, or where nothing validates, at the end of each layer; layers and
 * epochs count from 1.
 *
 * @param layer the layer that is being trained; the last where all are trained together
 * @param loss of the last epoch
 * @param quality on validation data, higher is better; NaN where nothing validates
 * @param best the highest so far for this layer; NaN where there is none
 * @param bestEpoch the epoch of the highest, 0 where there is none
 */
public record LayerProgress(
        int layer, int layers, int epoch, int epochs, double loss, double quality, double best, int bestEpoch) {}
