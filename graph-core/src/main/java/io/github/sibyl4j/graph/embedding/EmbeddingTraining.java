package io.github.sibyl4j.graph.embedding;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How embeddings are trained.
 *
 * @param epochs passes over all nodes, each with new walks
 * @param batchSize nodes whose walks make one step
 * @param learningRate Adam's rate
 * @param seed fixes initialisation, walks, negatives and the order of nodes
 */
public record EmbeddingTraining(int epochs, int batchSize, double learningRate, long seed) {

    public EmbeddingTraining {
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(batchSize >= 1, "batchSize must be at least 1, found %d", batchSize);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive, found %s",
                learningRate);
    }

    /** 100 epochs of batches of 128 nodes at 0.01, as in PyTorch Geometric's example. */
    public static EmbeddingTraining defaults() {
        return new EmbeddingTraining(100, 128, 0.01, 1);
    }

    public EmbeddingTraining withEpochs(int value) {
        return new EmbeddingTraining(value, batchSize, learningRate, seed);
    }

    public EmbeddingTraining withBatchSize(int value) {
        return new EmbeddingTraining(epochs, value, learningRate, seed);
    }

    public EmbeddingTraining withLearningRate(double value) {
        return new EmbeddingTraining(epochs, batchSize, value, seed);
    }

    public EmbeddingTraining withSeed(long value) {
        return new EmbeddingTraining(epochs, batchSize, learningRate, value);
    }
}
