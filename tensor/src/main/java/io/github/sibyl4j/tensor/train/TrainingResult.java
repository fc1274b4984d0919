package io.github.sibyl4j.tensor.train;

import java.util.List;

/**
 * How a training run went.
 *
 * @param epochs one entry an epoch
 * @param bestEpoch the epoch (from 1) whose weights were kept
 * @param bestValidation its validation score
 * @param peakBytes the most native memory that was taken during the run
 */
public record TrainingResult(List<Epoch> epochs, int bestEpoch, double bestValidation, double seconds, long peakBytes) {

    public TrainingResult {
        epochs = List.copyOf(epochs);
    }

    /** Loss over the training batches and score on validation data. */
    public record Epoch(double trainLoss, double validation) {}
}
