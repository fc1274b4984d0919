package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.io.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A trained node classifier; any number of threads may use it. */
public final class NodeClassifier {
    private static final String KIND = "node-classifier";

    private final NodeNetwork network;
    private final Description description;

    /** How one epoch went. */
    public record Epoch(double trainLoss, double validationLoss, double validationAccuracy) {}

    /**
     * What is saved beside the weights.
     *
     * @param network null for a network that is not one of ours
     * @param inferenceBatch nodes computed together, 0 for all
     * @param dataSha256 over graph, features, labels and split
     */
    record Description(
            Architecture network,
            int features,
            int classes,
            NodeTraining training,
            List<Epoch> history,
            int bestEpoch,
            int inferenceBatch,
            String dataSha256,
            Platform platform) {
        Description {
            require(features >= 0 && classes >= 2, "there are %d features and %d classes", features, classes);
            require(training != null && history != null, "there is no training or no history");
            require(history.stream().allMatch(Objects::nonNull), "an epoch of the history is missing");
            require(
                    bestEpoch >= 1 && bestEpoch <= history.size(),
                    "the best epoch is %d of %d",
                    bestEpoch,
                    history.size());
            require(inferenceBatch >= 0, "inferenceBatch is %d", inferenceBatch);
            history = List.copyOf(history);
        }
    }

    NodeClassifier(NodeNetwork network, Description description) {
        this.network = network;
        this.description = description;
    }

    /**
     * The classes of all nodes of a graph, the one it was trained on or another.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features do not fit
     */
    public ClassProbabilities probabilities(GraphTensor graph, NodeFeatures x) {
        require(
                x.width() == description.features,
                "the classifier was trained on %d features a node, found %d: use the same feature function",
                description.features,
                x.width());
        require(
                x.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                x.nodes());
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            Tensor logits = NodeNetwork.requireScores(
                    LayerWiseInference.logits(network, x, graph, description.inferenceBatch),
                    graph.nodeCount(),
                    description.classes);
            return new ClassProbabilities(logits.softmax(-1).toArray(), description.classes);
        }
    }

    public ClassProbabilities probabilities(LabelledGraph graph) {
        return probabilities(graph.graph(), graph.features());
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
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, a newer Sibyl wrote it, or its
     *     network was not one of {@link NodeClassification#gcn}, {@link NodeClassification#gat} and {@link
     *     NodeClassification#sage}
     */
    public static NodeClassifier load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        require(
                description.network != null,
                "%s holds a network of your own: load it with the factory that made it, load(directory, network)",
                directory);
        double least = description.network.weights(description.features, description.classes);
        saved.requireValues(least);
        return read(saved, description, description.network);
    }

    /**
     * Reads a model with a network of your own.
     *
     * @param network makes the network that was saved
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, a newer Sibyl wrote it, or its
     *     weights are not those of such a network
     */
    public static NodeClassifier load(Path directory, NodeNetwork.Factory network) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        return read(saved, saved.describedAs(Description.class), network);
    }

    private static NodeClassifier read(ModelDirectory saved, Description description, NodeNetwork.Factory factory) {
        NodeNetwork network = factory.create(description.features, description.classes, new Seed(0));
        network.load(saved.weights());
        return new NodeClassifier(network, description);
    }

    /** A copy of all weights by path. */
    public Map<String, float[]> weights() {
        return network.state();
    }

    public List<Epoch> history() {
        return description.history;
    }

    /** The epoch, from 1 on, whose weights were kept. */
    public int bestEpoch() {
        return description.bestEpoch;
    }
}
