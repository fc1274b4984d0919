package io.github.sibyl4j.reasoning.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.tensor.io.Platform;
import java.util.List;

/**
 * What is saved beside the weights.
 *
 * @param relations names in the order of the scores
 * @param dataSha256 over training and validation data
 */
record SavedBaseline(
        BaselineConfig config,
        List<String> relations,
        ReasonerTraining training,
        List<ReasonerTraining.Epoch> history,
        int bestEpoch,
        List<String> warnings,
        String dataSha256,
        Platform platform) {

    SavedBaseline {
        require(config != null && training != null, "there is no configuration or no training");
        require(relations != null && relations.size() >= 2, "there are fewer than two relations: %s", relations);
        require(history != null && warnings != null, "there is no history or no list of warnings");
        require(bestEpoch >= 1 && bestEpoch <= history.size(), "the best epoch is %d of %d", bestEpoch, history.size());
        relations = List.copyOf(relations);
        history = List.copyOf(history);
        warnings = List.copyOf(warnings);
    }

    /** Every model has a square matrix at least, and a layer that scores relations. */
    double values() {
        return (double) config.width() * (config.width() + relations.size());
    }
}
