package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How a reasoner is trained: AdamW on shuffled batches, the last one smaller where they do not come out even, and the weights of
 * the epoch with the highest validation accuracy (the earliest of several) at the end.
 *
 * @param weightDecay AdamW's, {@code p -= learningRate * weightDecay * p}
 * @param validationShare what part of the training data is held back to choose the epoch, where no validation data is given
 * @param patience epochs without a better validation accuracy after which training stops; 0 for never
 * @param seed fixes split, initialisation, shuffling and negatives
 */
public record ReasonerTraining(
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        double validationShare,
        int patience,
        long seed) {

    public ReasonerTraining {
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(batchSize >= 1, "batchSize must be at least 1, found %d", batchSize);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive, found %s",
                learningRate);
        require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weightDecay must not be negative, found %s",
                weightDecay);
        require(
                validationShare > 0 && validationShare < 1,
                "validationShare must lie between 0 and 1, found %s",
                validationShare);
        require(patience >= 0, "patience must be 0 (never stop early) or more, found %d", patience);
    }

    /** 40 epochs of batches of 128 at 0.01 with weight decay 0.01, a fifth held back: what EpiGNN was published with. */
    public static ReasonerTraining defaults() {
        return new ReasonerTraining(40, 128, 0.01, 0.01, 0.2, 0, 42);
    }

    public ReasonerTraining withEpochs(int value) {
        return new ReasonerTraining(value, batchSize, learningRate, weightDecay, validationShare, patience, seed);
    }

    public ReasonerTraining withBatchSize(int value) {
        return new ReasonerTraining(epochs, value, learningRate, weightDecay, validationShare, patience, seed);
    }

    public ReasonerTraining withLearningRate(double value) {
        return new ReasonerTraining(epochs, batchSize, value, weightDecay, validationShare, patience, seed);
    }

    public ReasonerTraining withWeightDecay(double value) {
        return new ReasonerTraining(epochs, batchSize, learningRate, value, validationShare, patience, seed);
    }

    public ReasonerTraining withValidationShare(double value) {
        return new ReasonerTraining(epochs, batchSize, learningRate, weightDecay, value, patience, seed);
    }

    public ReasonerTraining withPatience(int value) {
        return new ReasonerTraining(epochs, batchSize, learningRate, weightDecay, validationShare, value, seed);
    }

    public ReasonerTraining withSeed(long value) {
        return new ReasonerTraining(epochs, batchSize, learningRate, weightDecay, validationShare, patience, value);
    }

    /** How an epoch, counted from 1, went; {@code trainLoss} is the mean over its batches. */
    public record Epoch(int number, double trainLoss, double validationAccuracy, double seconds) {}
}
