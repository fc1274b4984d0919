package io.github.sibyl4j.tensor.train;

import io.github.sibyl4j.tensor.Tensor;

/** What a {@link Trainer} needs to know of the thing it trains. */
public interface TrainingTask {

    /** The number of training samples. */
    int samples();

    /** The loss of a batch, a single number, computed from the training samples with these numbers. */
    Tensor loss(int[] batch);

    /**
     * The most samples of a batch that are to go through the model together; a larger batch is worked off in parts. Only for
     * models that treat samples independently, without normalisation over the batch. Everything at once unless said
     * otherwise.
     */
    default int samplesTogether() {
        return Integer.MAX_VALUE;
    }

    /**
     * How much the loss of these samples counts in the loss of a batch that they are a part of: the number of values that
     * it is the mean of, or anything proportional to it.
     */
    default double weight(int[] part) {
        return part.length;
    }

    /** The score on validation data; lower is better. */
    double validate();
}
