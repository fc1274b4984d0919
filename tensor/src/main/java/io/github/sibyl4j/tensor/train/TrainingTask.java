package io.github.sibyl4j.tensor.train;

import io.github.sibyl4j.tensor.Tensor;

/** What a {@link Trainer} needs to know of the thing it trains. */
public interface TrainingTask {

    /** The number of training samples. */
    int samples();

    /** The loss of a batch, a single number, computed from the training samples with these numbers. */
    Tensor loss(int[] batch);

    /** The score on validation data; lower is better. */
    double validate();
}
