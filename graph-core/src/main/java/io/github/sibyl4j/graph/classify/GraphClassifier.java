package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** A trained graph classifier; any number of threads may use it. */
public final class GraphClassifier {
    private static final String KIND = "graph-classifier";

    private final GraphNetwork network;
    private final Description description;

    /** How one epoch went. */
    public record Epoch(double trainLoss, double validationLoss, double validationAccuracy) {}

    /**
     * What is saved beside the weights.
     *
     * @param dataSha256 over training and validation graphs with features and labels
     */
    record Description(
            GraphClassification estimator,
            int features,
            int classes,
            TrainingConfig training,
            List<Epoch> history,
            int bestEpoch,
            String dataSha256,
            Platform platform) {
        Description {
            require(
                    estimator != null && training != null && history != null,
                    "estimator, training or history are missing");
            require(features >= 0 && classes >= 2, "there are %d features and %d classes", features, classes);
            require(
                    bestEpoch >= 1 && bestEpoch <= history.size(),
                    "the best epoch is %d of %d",
                    bestEpoch,
                    history.size());
            history = List.copyOf(history);
        }
    }

    GraphClassifier(GraphNetwork network, Description description) {
        this.network = network;
        this.description = description;
    }

    /**
     * The classes of graphs; their labels are not looked at.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if features do not fit
     */
    public GraphProbabilities probabilities(List<GraphSample> samples) {
        for (int i = 0; i < samples.size(); i++) {
            require(
                    samples.get(i).features().width() == description.features,
                    "the classifier was trained on %d features a node, graph %d has %d: use the same feature function",
                    description.features,
                    i,
                    samples.get(i).features().width());
        }
        int classes = description.classes;
        float[] values = new float[Math.multiplyExact(samples.size(), classes)];
        int together = description.training.batchSize();
        for (int from = 0; from < samples.size(); from += together) {
            List<GraphSample> part = samples.subList(from, Math.min(samples.size(), from + together));
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                JoinedSamples joined = JoinedSamples.of(part);
                float[] found = network.logits(joined.features(), joined.graphs())
                        .softmax(-1)
                        .toArray();
                System.arraycopy(found, 0, values, from * classes, found.length);
            }
        }
        return new GraphProbabilities(values, classes);
    }

    public GraphProbabilities probabilities(GraphDataset data) {
        return probabilities(data.samples());
    }

    public List<Epoch> history() {
        return description.history;
    }

    /** The epoch, from 1 on, whose weights were kept. */
    public int bestEpoch() {
        return description.bestEpoch;
    }

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the weights it names. An
     * interrupted save leaves the model that was there before.
     */
    public void save(Path directory) throws IOException {
        new ModelDirectory(KIND, description, new LinkedHashMap<>(network.namedValues())).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static GraphClassifier load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        GraphClassification estimator = description.estimator;
        double hidden = estimator.hidden();
        double inner = estimator.backbone() == Backbone.GIN ? estimator.layers() : estimator.layers() - 1;
        double least = description.features * (hidden + description.classes)
                + estimator.layers() * hidden * description.classes
                + inner * hidden * hidden;
        saved.requireValues(least);
        GraphNetwork network = new GraphNetwork(description.features, description.classes, estimator, new Seed(0));
        network.load(saved.weights());
        return new GraphClassifier(network, description);
    }
}
