package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How a node classifier is trained with Adam.
 *
 * @param epochs passes over all training nodes: one step each on the whole graph, one for each batch otherwise
 * @param learningRate Adam's rate
 * @param weightDecay added to the gradient, times the weight (L2)
 * @param patience epochs without a better validation accuracy, or the same with a lower validation loss, after which training
 *     stops; 0 for never
 * @param seed fixes initialisation, dropout, and what is sampled
 */
public record NodeTraining(int epochs, double learningRate, double weightDecay, int patience, long seed) {

    public NodeTraining {
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive, found %s",
                learningRate);
        require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weightDecay must not be negative, found %s",
                weightDecay);
        require(patience >= 0, "patience must be 0 (never stop early) or more, found %d", patience);
    }

    /** 200 epochs at 0.01 with weight decay 0.0005 (Kipf and Welling, ICLR 2017). */
    public static NodeTraining defaults() {
        return new NodeTraining(200, 0.01, 5e-4, 0, 1);
    }

    public NodeTraining withEpochs(int value) {
        return new NodeTraining(value, learningRate, weightDecay, patience, seed);
    }

    public NodeTraining withLearningRate(double value) {
        return new NodeTraining(epochs, value, weightDecay, patience, seed);
    }

    public NodeTraining withWeightDecay(double value) {
        return new NodeTraining(epochs, learningRate, value, patience, seed);
    }

    public NodeTraining withPatience(int value) {
        return new NodeTraining(epochs, learningRate, weightDecay, value, seed);
    }

    public NodeTraining withSeed(long value) {
        return new NodeTraining(epochs, learningRate, weightDecay, patience, value);
    }
}
