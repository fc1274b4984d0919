package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.io.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A fitted logistic regression. Immutable and for any number of threads. */
public final class LogisticClassifier {
    private static final String KIND = "logistic-classifier";
    /**
     * Weights are of double precision and tensors of single: a weight is the sum of as many numbers, but for what is smaller
     * than any of these, which moves no probability.
     */
    private static final int PARTS = 3;

    private final double[] weights;
    private final Description description;

    /**
     * What is saved beside the weights.
     *
     * @param strength the {@code C} that was chosen
     * @param dataSha256 over graph, features, labels and split
     */
    record Description(int features, int classes, double strength, String dataSha256, Platform platform) {
        Description {
            require(features >= 0 && classes >= 2, "there are %d features and %d classes", features, classes);
            require(strength > 0 && Double.isFinite(strength), "the strength is %s", strength);
        }
    }

    /** @param weights {@code [class, feature + 1]}, the bias last; not changed any more */
    LogisticClassifier(double[] weights, Description description) {
        this.weights = weights;
        this.description = description;
    }

    /** The {@code C} that was chosen. */
    public double strength() {
        return description.strength;
    }

    /**
     * The probabilities of the classes of all nodes.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features have another width than those of training
     */
    public ClassProbabilities probabilities(NodeFeatures x) {
        require(
                x.width() == description.features,
                "the classifier was trained on %d features a node, found %d: use the same embeddings",
                description.features,
                x.width());
        int classes = description.classes;
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

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the weights it names. An
     * interrupted save leaves the model that was there before.
     */
    public void save(Path directory) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        double[] rest = weights.clone();
        for (int part = 0; part < PARTS; part++) {
            float[] values = new float[rest.length];
            for (int i = 0; i < rest.length; i++) {
                values[i] = (float) rest[i];
                rest[i] -= values[i];
            }
            tensors.put(name(part), Tensor.of(values, description.classes, description.features + 1));
        }
        new ModelDirectory(KIND, description, tensors).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static LogisticClassifier load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        saved.requireValues((double) PARTS * description.classes * (description.features + 1.0));
        double[] weights = new double[description.classes * (description.features + 1)];
        int[] expected = {description.classes, description.features + 1};
        for (int part = 0; part < PARTS; part++) {
            Tensor tensor = saved.tensor(name(part));
            require(
                    Arrays.equals(tensor.shape(), expected),
                    "the saved model is damaged: its weights have the shape %s, expected %s",
                    Arrays.toString(tensor.shape()),
                    Arrays.toString(expected));
            float[] values = tensor.toArray();
            for (int i = 0; i < weights.length; i++) {
                weights[i] += values[i];
            }
        }
        return new LogisticClassifier(weights, description);
    }

    private static String name(int part) {
        return "weights." + part;
    }
}
