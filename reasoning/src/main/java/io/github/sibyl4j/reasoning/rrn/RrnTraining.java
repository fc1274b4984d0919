package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How a recurrent relational network is trained: Adam, and the weights of the validation with the most solved problems (the
 * earliest of several) at the end.
 *
 * @param updates how many, at most
 * @param batchSize problems an update
 * @param together problems that go through the network at a time; gradients add up, so that this changes memory and time alone
 * @param l2 {@code l2 / 2} times the squared weights of encoder, message and node function is added to the loss
 * @param clipNorm longer gradients, all taken as one vector, are shortened to this; 0 for never
 * @param validateEvery updates from one validation to the next; there is one after the last update, too
 * @param seed fixes initialisation, shuffling and dropout
 */
public record RrnTraining(
        int updates,
        int batchSize,
        int together,
        double learningRate,
        double l2,
        double clipNorm,
        int validateEvery,
        long seed) {

    public RrnTraining {
        require(updates >= 1, "updates must be at least 1, found %d", updates);
        require(batchSize >= 1, "batchSize must be at least 1, found %d", batchSize);
        require(together >= 1, "together must be at least 1, found %d", together);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive, found %s",
                learningRate);
        require(l2 >= 0 && Double.isFinite(l2), "l2 must not be negative, found %s", l2);
        require(clipNorm >= 0 && Double.isFinite(clipNorm), "clipNorm must not be negative, found %s", clipNorm);
        require(validateEvery >= 1, "validateEvery must be at least 1, found %d", validateEvery);
    }

    /** The published values for Sudoku, but for the number of updates, 10,000 here, which is not bounded there. */
    public static RrnTraining defaults() {
        return new RrnTraining(10_000, 64, 16, 2e-4, 1e-4, 0, 1000, 0);
    }

    public RrnTraining withUpdates(int value) {
        return new RrnTraining(value, batchSize, together, learningRate, l2, clipNorm, validateEvery, seed);
    }

    public RrnTraining withBatchSize(int value) {
        return new RrnTraining(updates, value, together, learningRate, l2, clipNorm, validateEvery, seed);
    }

    public RrnTraining withTogether(int value) {
        return new RrnTraining(updates, batchSize, value, learningRate, l2, clipNorm, validateEvery, seed);
    }

    public RrnTraining withLearningRate(double value) {
        return new RrnTraining(updates, batchSize, together, value, l2, clipNorm, validateEvery, seed);
    }

    public RrnTraining withL2(double value) {
        return new RrnTraining(updates, batchSize, together, learningRate, value, clipNorm, validateEvery, seed);
    }

    public RrnTraining withClipNorm(double value) {
        return new RrnTraining(updates, batchSize, together, learningRate, l2, value, validateEvery, seed);
    }

    public RrnTraining withValidateEvery(int value) {
        return new RrnTraining(updates, batchSize, together, learningRate, l2, clipNorm, value, seed);
    }

    public RrnTraining withSeed(long value) {
        return new RrnTraining(updates, batchSize, together, learningRate, l2, clipNorm, validateEvery, value);
    }
}
