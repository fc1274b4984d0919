package io.github.sibyl4j.graph.forward;

import java.util.List;

/**
 * What a method has learned of links.
 *
 * @param smallest the depth of the first voice if every layer has one, or of all voices together
 * @param voices whose mean is the answer
 * @param trained one entry a depth; a single one if the voices answer together
 */
record LearnedLinks(
        int smallest, List<ForwardLinkPredictor.Voice> voices, List<LayerWiseTrainer.TrainedLayer> trained) {
    /** How many voices answer at the depth of an entry. */
    int voices(int entry) {
        return trained.size() == 1 ? voices.size() : entry + 1;
    }
}
