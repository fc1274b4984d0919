package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.function.Consumer;

/** A reasoner that is still to be trained. Immutable. */
public interface RelationalEstimator<R extends TrainedReasoner> {

    /** Trains on a random part of the data and chooses the epoch on the rest, {@link ReasonerTraining#validationShare}. */
    default R fit(RelationalDataset data, ReasonerTraining training) {
        return fit(data, training, epoch -> {});
    }

    /** @param listener is told of every epoch, on the calling thread */
    default R fit(RelationalDataset data, ReasonerTraining training, Consumer<ReasonerTraining.Epoch> listener) {
        require(data != null, "there is no data to train on: found null");
        RelationalDataset.Split split =
                data.split(training.validationShare(), new Seed(training.seed()).split("validation"));
        return fit(split.train(), split.validation(), training, listener);
    }

    /**
     * Trains on one data set and chooses the epoch on another. Equal seeds give equal weights, for any number of threads.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the data sets number relations differently, there is only one
     *     relation, a training query joins entities that no path joins, or the loss stops being a number
     */
    R fit(
            RelationalDataset train,
            RelationalDataset validation,
            ReasonerTraining training,
            Consumer<ReasonerTraining.Epoch> listener);
}
