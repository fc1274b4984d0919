package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.tensor.io.Platform;
import java.util.List;

/**
 * What is saved beside the weights of a {@link CompletionModel}.
 *
 * @param relations names; the network has as many inverses after them
 * @param dataSha256 over training and validation facts
 */
record SavedCompletion(
        EpiGnnConfig config,
        List<String> relations,
        ReasonerTraining training,
        List<KnowledgeGraphCompletion.Epoch> history,
        int bestEpoch,
        String dataSha256,
        Platform platform) {

    SavedCompletion {
        require(config != null && training != null, "there is no configuration or no training");
        require(relations != null && !relations.isEmpty(), "there are no relations");
        require(history != null, "there is no history");
        require(bestEpoch >= 1 && bestEpoch <= history.size(), "the best epoch is %d of %d", bestEpoch, history.size());
        relations = List.copyOf(relations);
        history = List.copyOf(history);
    }

    /** The learned values. */
    double values() {
        double d = config.width();
        return 2.0 * relations.size() * config.size() + config.facets() * d * (d - 1) * (d - 1);
    }
}
