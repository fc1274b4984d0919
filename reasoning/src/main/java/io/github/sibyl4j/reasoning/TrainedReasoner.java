package io.github.sibyl4j.reasoning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A reasoner with learned weights. Immutable; any number of threads may use it. */
public interface TrainedReasoner extends RelationalReasoner {

    /** The number of learned values. */
    long parameterCount();

    /** One entry an epoch. */
    List<ReasonerTraining.Epoch> history();

    /** The epoch, from 1 on, whose weights were kept. */
    int bestEpoch();

    /** What training had to warn of, such as queries farther apart than the model can see. */
    List<String> warnings();

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the weights it names. An
     * interrupted save leaves the model that was there before.
     */
    void save(Path directory) throws IOException;
}
