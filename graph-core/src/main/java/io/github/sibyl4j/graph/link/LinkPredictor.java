package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.embedding.NodeEmbeddings;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.io.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** A trained graph autoencoder; any number of threads may use it. */
public final class LinkPredictor {
    private static final String KIND = "graph-autoencoder";

    private final GraphEncoder encoder;
    private final Description description;

    /**
     * What is saved beside the weights.
     *
     * @param dataSha256 over features and training links
     */
    record Description(
            GraphAutoencoder estimator,
            int features,
            AutoencoderTraining training,
            List<Double> history,
            String dataSha256,
            Platform platform) {
        Description {
            require(
                    estimator != null && features >= 0 && training != null && history != null,
                    "estimator, features, training or history are missing");
            history = List.copyOf(history);
        }
    }

    LinkPredictor(GraphEncoder encoder, Description description) {
        this.encoder = encoder;
        this.description = description;
    }

    /**
     * What the nodes of a graph, the one it was trained on or another, say about links between them.
     *
     * @param graph what messages pass along; never a link that is asked about
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features do not fit
     */
    public LinkProbabilities probabilities(NodeFeatures x, GraphTensor graph) {
        require(
                x.width() == description.features,
                "the autoencoder was trained on %d features a node, found %d: use the same feature function",
                description.features,
                x.width());
        require(
                x.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                x.nodes());
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            return new LinkProbabilities(NodeEmbeddings.of(encoder.encode(x, graph)));
        }
    }

    /** The loss of every epoch. */
    public List<Double> history() {
        return description.history;
    }

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the weights it names. An
     * interrupted save leaves the model that was there before.
     */
    public void save(Path directory) throws IOException {
        new ModelDirectory(KIND, description, new LinkedHashMap<>(encoder.namedValues())).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static LinkPredictor load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        GraphAutoencoder estimator = description.estimator;
        double least = (double) estimator.hidden() * ((double) description.features + estimator.latent());
        saved.requireValues(least);
        GraphEncoder encoder = new GraphEncoder(description.features, estimator, new Seed(0));
        encoder.load(saved.weights());
        return new LinkPredictor(encoder, description);
    }
}
