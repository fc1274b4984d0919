package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Multinomial logistic regression on each node's own features, without regard to edges: the "linear probe" by which frozen
 * embeddings are judged. Rows are divided by their Euclidean lengths; then {@code C sum_i -log softmax(W x_i + b)[y_i] +
 * |W|^2 / 2} is minimised (scikit-learn's form). Of several {@code C} the one with the best validation accuracy is taken, the
 * smallest of equal ones. The problem is convex, so nothing depends on a seed.
 *
 * @param strengths the values of {@code C} to choose from
 */
public record LogisticRegression(List<Double> strengths) {

    public LogisticRegression {
        require(!strengths.isEmpty(), "strengths needs at least one value of C, found none");
        for (double c : strengths) {
            require(c > 0 && Double.isFinite(c), "strengths must be positive, found %s", c);
        }
        strengths = strengths.stream().sorted().toList();
    }

    /** Powers of two from {@code 2^-10} to {@code 2^10}, every other. */
    public static LogisticRegression defaults() {
        return new LogisticRegression(
                IntStream.rangeClosed(-5, 5).mapToObj(i -> Math.pow(4, i)).toList());
    }

    /**
     * Learns from the training nodes of a split.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the split does not fit the graph or has training nodes of one
     *     class only, or there are several strengths and no validation nodes to choose by
     */
    public LogisticClassifier fit(LabelledGraph graph, NodeSplit split) {
        split.requireFits(graph);
        int[] validation = split.validation();
        require(
                strengths.size() == 1 || validation.length > 0,
                "%d strengths were given, but the split has no validation nodes to choose by: give one strength",
                strengths.size());
        LogisticProblem problem = new LogisticProblem(graph, split.train());
        Sha256 data = new Sha256();
        graph.addTo(data);
        split.addTo(data);
        String checksum = data.hex();
        LogisticClassifier best = null;
        double most = -1;
        double[] weights = problem.start();
        for (double strength : strengths) {
            weights = problem.minimised(strength, weights);
            LogisticClassifier found = new LogisticClassifier(
                    weights,
                    new LogisticClassifier.Description(
                            graph.features().width(), graph.classes(), strength, checksum, Platform.current()));
            double accuracy = validation.length == 0
                    ? 0
                    : found.probabilities(graph.features()).accuracy(graph, validation);
            if (accuracy > most) {
                most = accuracy;
                best = found;
            }
        }
        return best;
    }
}
