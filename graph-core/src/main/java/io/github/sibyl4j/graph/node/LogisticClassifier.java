package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/** A fitted logistic regression. Immutable and for any number of threads. */
public final class LogisticClassifier {
    private final double[] weights;
    private final int width;
    private final int classes;
    private final double strength;

    /** @param weights {@code [class, width + 1]}, the bias last; not changed any more */
    LogisticClassifier(double[] weights, int width, int classes, double strength) {
        this.weights = weights;
        this.width = width;
        this.classes = classes;
        this.strength = strength;
    }

    /** The {@code C} that was chosen. */
    public double strength() {
        return strength;
    }

    /**
     * The probabilities of the classes of all nodes.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features have another width than those of training
     */
    public ClassProbabilities probabilities(NodeFeatures x) {
        require(
                x.width() == width,
                "the classifier was trained on %d features a node, found %d: use the same embeddings",
                width,
                x.width());
        float[] result = new float[x.nodes() * classes];
        double[] scores = new double[classes];
        LogisticRows rows = LogisticRows.of(x);
        for (int node = 0; node < x.nodes(); node++) {
            rows.softmax(node, weights, scores);
            for (int c = 0; c < classes; c++) {
                result[node * classes + c] = (float) scores[c];
            }
        }
        return new ClassProbabilities(result, classes);
    }
}
