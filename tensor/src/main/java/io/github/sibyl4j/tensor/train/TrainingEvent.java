package io.github.sibyl4j.tensor.train;

/** What a training run reports while it goes on; epochs and batches count from 1. */
public sealed interface TrainingEvent {

    /** One step was made. */
    record BatchFinished(int epoch, int epochs, int batch, int batches, double loss) implements TrainingEvent {}

    /**
     * One pass over the training samples was made.
     *
     * @param trainLoss mean loss of its batches
     * @param validation score after it
     * @param best the lowest score so far, this one included
     * @param secondsLeft an estimate for the epochs that may still come
     */
    record EpochFinished(
            int epoch,
            int epochs,
            double trainLoss,
            double validation,
            double best,
            int bestEpoch,
            double learningRate,
            double secondsLeft)
            implements TrainingEvent {}
}
