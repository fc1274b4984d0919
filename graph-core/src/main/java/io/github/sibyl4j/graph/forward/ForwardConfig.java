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

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if a setting is out of range */
    public ForwardConfig {
        require(layers >= 1, "layers must be at least 1, found %d", layers);
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be positive and finite, found %s",
                learningRate);
        require(
                weightDecay >= 0 && Double.isFinite(weightDecay),
                "weightDecay must be finite and cannot be negative, found %s",
                weightDecay);
        require(epochs >= 1, "epochs must be at least 1, found %d", epochs);
        require(validateEvery >= 1, "validateEvery must be at least 1, found %d", validateEvery);
        require(patience >= 1, "patience must be at least 1, found %d", patience);
        require(Float.isFinite(theta), "theta must be finite, found %s", theta);
        require(alpha > 0 && Float.isFinite(alpha), "alpha must be positive and finite, found %s", alpha);
        require(
                temperature > 0 && Float.isFinite(temperature),
                "temperature must be positive and finite, found %s",
                temperature);
        require(negatives >= 0, "negatives cannot be negative in number, found %d", negatives);
    }

    /** The paper's: the same for every data set, of two layers. */
    public static ForwardConfig defaults() {
        return new ForwardConfig(2, 128, 1e-3, 5e-4, 1000, 2, 100, 2, 4, 1, 0, true);
    }

    /** The same with another depth. */
    public ForwardConfig withLayers(int value) {
        return with(draft -> draft.layers = value);
    }

    /** The same with layers of another width. */
    public ForwardConfig withHidden(int value) {
        return with(draft -> draft.hidden = value);
    }

    /** The same with another learning rate of Adam, positive and finite. */
    public ForwardConfig withLearningRate(double value) {
        return with(draft -> draft.learningRate = value);
    }

    /** The same with another weight decay; 0 for none. */
    public ForwardConfig withWeightDecay(double value) {
        return with(draft -> draft.weightDecay = value);
    }

    /** The same with another greatest number of epochs for a layer. */
    public ForwardConfig withEpochs(int value) {
        return with(draft -> draft.epochs = value);
    }

    /** The same with another number of epochs from one validation to the next. */
    public ForwardConfig withValidateEvery(int value) {
        return with(draft -> draft.validateEvery = value);
    }

    /** The same with another number of validations without a gain after which a layer is finished. */
    public ForwardConfig withPatience(int value) {
        return with(draft -> draft.patience = value);
    }

    /** The same with another threshold of goodness in the forward-forward loss. */
    public ForwardConfig withTheta(float value) {
        return with(draft -> draft.theta = value);
    }

    /** The same with another steepness of SymBa's loss, positive and finite. */
    public ForwardConfig withAlpha(float value) {
        return with(draft -> draft.alpha = value);
    }

    /** The same with another temperature of the softmax over virtual nodes, positive and finite. */
    public ForwardConfig withTemperature(float value) {
        return with(draft -> draft.temperature = value);
    }

    /** The same with another number of wrong classes for every node; 0 for all of them. */
    public ForwardConfig withNegatives(int value) {
        return with(draft -> draft.negatives = value);
    }

    /** The same with virtual nodes that are heard by their members, or that only hear them. */
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
