package io.github.sibyl4j.tensor.train;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a model is trained, whatever the model.
 *
 * @param epochs passes over the training samples
 * @param batchSize samples a step
 * @param learningRate Adam's rate in the first epochs
 * @param milestones epochs after which the rate is multiplied by {@code decay}, ascending
 * @param decay factor in {@code (0, 1]}
 * @param clipNorm the longest gradient (all parameters as one vector); infinite for no limit
 * @param patience epochs without a better validation score after which training stops; 0 for never
 * @param seed fixes initialisation and shuffling
 */
public record TrainingConfig(
        int epochs,
        int batchSize,
        double learningRate,
        List<Integer> milestones,
        double decay,
        double clipNorm,
        int patience,
        long seed) {

    public TrainingConfig {
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(batchSize >= 1, "batchSize must be at least 1, found %d", batchSize);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive, found %s",
                learningRate);
        require(decay > 0 && decay <= 1, "decay must lie in (0, 1], found %s", decay);
        require(clipNorm > 0, "clipNorm must be positive (infinite for no clipping), found %s", clipNorm);
        require(patience >= 0, "patience must be 0 (never stop early) or more, found %d", patience);
        milestones = List.copyOf(milestones);
        for (int i = 0; i < milestones.size(); i++) {
            require(
                    milestones.get(i) >= 1 && (i == 0 || milestones.get(i) > milestones.get(i - 1)),
                    "milestones must be ascending epochs from 1 on, found %s",
                    milestones);
        }
    }

    /**
     * The protocol of the reference experiments (Cini et al., "Taming Local Effects", 2023) cut to 50 epochs: Adam at
     * 0.003, a quarter of it after half and after three quarters of the epochs, batches of 64, gradients clipped at 5.
     */
    public static TrainingConfig defaults() {
        return new TrainingConfig(50, 64, 0.003, halfAndThreeQuarters(50), 0.25, 5, 50, 1);
    }

    private static List<Integer> halfAndThreeQuarters(int epochs) {
        return Stream.of(epochs / 2, epochs * 3 / 4)
                .filter(milestone -> milestone >= 1)
                .distinct()
                .toList();
    }

    /** The learning rate of an epoch, counted from 1. */
    public double learningRateAt(int epoch) {
        long passed = milestones.stream().filter(milestone -> epoch > milestone).count();
        return learningRate * Math.pow(decay, passed);
    }

    /**
     * Another number of epochs. Milestones after half and three quarters of the epochs, the default, stay there; milestones
     * of your own stay as they are.
     */
    public TrainingConfig withEpochs(int value) {
        require(value >= 1, "epochs must be at least 1, found %d", value);
        List<Integer> moved =
                milestones.equals(halfAndThreeQuarters(epochs)) ? halfAndThreeQuarters(value) : milestones;
        return new TrainingConfig(value, batchSize, learningRate, moved, decay, clipNorm, patience, seed);
    }

    public TrainingConfig withBatchSize(int value) {
        return new TrainingConfig(epochs, value, learningRate, milestones, decay, clipNorm, patience, seed);
    }

    public TrainingConfig withLearningRate(double value) {
        return new TrainingConfig(epochs, batchSize, value, milestones, decay, clipNorm, patience, seed);
    }

    /** The rate is multiplied by {@code factor} after each of these epochs. */
    public TrainingConfig withMilestones(List<Integer> epochsAfter, double factor) {
        return new TrainingConfig(epochs, batchSize, learningRate, epochsAfter, factor, clipNorm, patience, seed);
    }

    public TrainingConfig withClipNorm(double value) {
        return new TrainingConfig(epochs, batchSize, learningRate, milestones, decay, value, patience, seed);
    }

    public TrainingConfig withPatience(int value) {
        return new TrainingConfig(epochs, batchSize, learningRate, milestones, decay, clipNorm, value, seed);
    }

    public TrainingConfig withSeed(long value) {
        return new TrainingConfig(epochs, batchSize, learningRate, milestones, decay, clipNorm, patience, value);
    }
}
