package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.TrainedReasoner;
import io.github.sibyl4j.reasoning.baseline.BaselineReasoner;
import io.github.sibyl4j.reasoning.epignn.CompletionModel;
import io.github.sibyl4j.reasoning.epignn.EpiGnnReasoner;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** A folder that {@code reason train} wrote a model into. */
final class SavedReasoner {
    private SavedReasoner() {}

    static TrainedReasoner load(Path folder) throws IOException {
        String kind = ModelDirectory.load(folder).kind();
        require(
                !kind.equals(CompletionModel.KIND),
                "%s holds a model of reason complete, which ranks entities: ask it with reason rank",
                folder);
        return kind.equals(BaselineReasoner.KIND) ? BaselineReasoner.load(folder) : EpiGnnReasoner.load(folder);
    }
}
