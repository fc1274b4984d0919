package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How a graph autoencoder is trained: Adam on the whole graph at once.
 *
 * @param epochs steps, each on all training links and as many new other pairs
 * @param learningRate Adam's rate
 * @param seed fixes initialisation, other pairs and noise
 */
public record AutoencoderTraining(int epochs, double learningRate, long seed) {

    public AutoencoderTraining {
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive, found %s",
                learningRate);
    }

    /** 200 epochs at 0.01 (Kipf and Welling, 2016). */
    public static AutoencoderTraining defaults() {
        return new AutoencoderTraining(200, 0.01, 1);
    }

    public AutoencoderTraining withEpochs(int value) {
        return new AutoencoderTraining(value, learningRate, seed);
    }

    public AutoencoderTraining withLearningRate(double value) {
        return new AutoencoderTraining(epochs, value, seed);
    }

    public AutoencoderTraining withSeed(long value) {
        return new AutoencoderTraining(epochs, learningRate, value);
    }
}
