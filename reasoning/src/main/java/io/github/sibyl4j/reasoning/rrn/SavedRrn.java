package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.io.Platform;
import java.util.List;

/** What is saved beside the weights. */
record SavedRrn(RrnConfig config, RrnTraining training, List<RrnProgress> history, int bestUpdate, Platform platform) {
    SavedRrn {
        require(config != null && training != null, "there is no configuration or no training");
        require(history != null && !history.isEmpty(), "there is no history");
        history = List.copyOf(history);
    }

    /** The learned values of message and node function, of which the model has more. */
    double values() {
        double hidden = config.hidden();
        return 2 * hidden * (config.layers() - 1.0) * hidden
                + config.inputs() * hidden
                + hidden * config.edgeInputs()
                + hidden * config.classes()
                + (config.text() == null
                        ? 0
                        : (double) config.text().words() * config.text().embedding());
    }
}
