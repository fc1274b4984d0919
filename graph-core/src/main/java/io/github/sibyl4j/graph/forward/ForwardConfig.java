package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.function.Consumer;

/**
 * How a network is trained without backpropagation through its depth, or with it for comparison (Park et al., ICLR 2024).
 *
 * @param layers the depth; layer-wise methods give the results of every smaller depth with it
 * @param hidden the width of every layer
 * @param learningRate of Adam, of which every layer has its own
 * @param weightDecay added to the gradient
 * @param epochs the most for one layer, or for all together where a method trains them at once
 * @param validateEvery epochs from one validation to the next
 * @param patience validations without a gain after which a layer is finished
 * @param theta the goodness from which on something counts as positive, in the forward-forward loss
 * @param alpha the steepness of SymBa's loss
 * @param temperature of the softmax over virtual nodes
 * @param negatives wrong classes for every node, 0 for all of them
 * @param bidirectional whether virtual nodes are heard by their members and not only hear them
 */
public record ForwardConfig(
        int layers,
        int hidden,
        double learningRate,
        double weightDecay,
        int epochs,
        int validateEvery,
        int patience,
        float theta,
        float alpha,
        float temperature,
        int negatives,
        boolean bidirectional) {

    public ForwardConfig {
        require(layers >= 1, "layers must be at least 1, found %d", layers);
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(learningRate > 0, "learningRate must be positive, found %s", learningRate);
        require(weightDecay >= 0, "weightDecay cannot be negative, found %s", weightDecay);
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(validateEvery >= 1, "validateEvery must be at least 1, found %d", validateEvery);
        require(patience >= 1, "patience must be at least 1, found %d", patience);
        require(alpha > 0, "alpha must be positive, found %s", alpha);
        require(temperature > 0, "temperature must be positive, found %s", temperature);
        require(negatives >= 0, "negatives cannot be negative in number, found %d", negatives);
    }

    /** The paper's: the same for every data set, of two layers. */
    public static ForwardConfig defaults() {
        return new ForwardConfig(2, 128, 1e-3, 5e-4, 1000, 2, 100, 2, 4, 1, 0, true);
    }

    public ForwardConfig withLayers(int value) {
        return with(draft -> draft.layers = value);
    }

    public ForwardConfig withHidden(int value) {
        return with(draft -> draft.hidden = value);
    }

    public ForwardConfig withLearningRate(double value) {
        return with(draft -> draft.learningRate = value);
    }

    public ForwardConfig withWeightDecay(double value) {
        return with(draft -> draft.weightDecay = value);
    }

    public ForwardConfig withEpochs(int value) {
        return with(draft -> draft.epochs = value);
    }

    public ForwardConfig withValidateEvery(int value) {
        return with(draft -> draft.validateEvery = value);
    }

    public ForwardConfig withPatience(int value) {
        return with(draft -> draft.patience = value);
    }

    public ForwardConfig withTheta(float value) {
        return with(draft -> draft.theta = value);
    }

    public ForwardConfig withAlpha(float value) {
        return with(draft -> draft.alpha = value);
    }

    public ForwardConfig withTemperature(float value) {
        return with(draft -> draft.temperature = value);
    }

    public ForwardConfig withNegatives(int value) {
        return with(draft -> draft.negatives = value);
    }

    public ForwardConfig withBidirectional(boolean value) {
        return with(draft -> draft.bidirectional = value);
    }

    private ForwardConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A copy of which something may still change. */
    private static final class Draft {
        private int layers;
        private int hidden;
        private double learningRate;
        private double weightDecay;
        private int epochs;
        private int validateEvery;
        private int patience;
        private float theta;
        private float alpha;
        private float temperature;
        private int negatives;
        private boolean bidirectional;

        Draft(ForwardConfig of) {
            layers = of.layers;
            hidden = of.hidden;
            learningRate = of.learningRate;
            weightDecay = of.weightDecay;
            epochs = of.epochs;
            validateEvery = of.validateEvery;
            patience = of.patience;
            theta = of.theta;
            alpha = of.alpha;
            temperature = of.temperature;
            negatives = of.negatives;
            bidirectional = of.bidirectional;
        }

        ForwardConfig finished() {
            return new ForwardConfig(
                    layers,
                    hidden,
                    learningRate,
                    weightDecay,
                    epochs,
                    validateEvery,
                    patience,
                    theta,
                    alpha,
                    temperature,
                    negatives,
                    bidirectional);
        }
    }
}
