package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
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
import java.util.Map;
import java.util.Objects;

/** An encoder that has learned from a graph; any number of threads may use it. */
public final class PretrainedEncoder {
    private static final String KIND = "pretrained-encoder";

    private final StackedEncoder encoder;
    private final Description description;

    /**
     * What is saved beside the weights.
     *
     * @param encoder null for one that is not one of ours
     * @param dataSha256 over graph and features
     */
    record Description(
            EncoderArchitecture encoder,
            int features,
            long seed,
            List<PretrainingProgress> history,
            String dataSha256,
            Platform platform) {
        Description {
            require(features > 0, "there are %d features", features);
            require(
                    history != null && history.stream().allMatch(Objects::nonNull),
                    "there is no history, or a step of it is missing");
            history = List.copyOf(history);
        }
    }

    PretrainedEncoder(StackedEncoder encoder, Description description) {
        this.encoder = encoder;
        this.description = description;
    }

    /**
     * Embeddings of the nodes of a graph, the one it was trained on or another, as features for whatever comes next: a linear
     * probe ({@link io.github.sibyl4j.graph.node.LogisticRegression}), a node classifier, a predictor of links.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features do not fit
     */
    public NodeFeatures embed(GraphTensor graph, NodeFeatures x) {
        require(
                x.width() == description.features,
                "the encoder was trained on %d features a node, found %d: use the same feature function",
                description.features,
                x.width());
        require(
                x.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                x.nodes());
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            return NodeFeatures.of(encoder.forward(Views.whole(x), graph));
        }
    }

    /** The same graph with embeddings in the place of its features. */
    public LabelledGraph embed(LabelledGraph graph) {
        return graph.with(embed(graph.graph(), graph.features()));
    }

    /** The width of embeddings. */
    public int width() {
        return encoder.width();
    }

    /** A copy of all weights by path. */
    public Map<String, float[]> weights() {
        return encoder.state();
    }

    /** All steps. */
    public List<PretrainingProgress> history() {
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
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, a newer Sibyl wrote it, or its
     *     encoder was not one of {@link StackedEncoder#gcn}, {@link StackedEncoder#sage} and {@link StackedEncoder#gat}
     */
    public static PretrainedEncoder load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        require(
                description.encoder != null,
                "%s holds an encoder of layers of your own: load it with the factory that made it, load(directory, encoder)",
                directory);
        saved.requireValues(description.encoder.weights(description.features));
        return read(saved, description, description.encoder);
    }

    /**
     * Reads a model with an encoder of layers of your own.
     *
     * @param encoder makes the encoder that was saved
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, a newer Sibyl wrote it, or its
     *     weights are not those of such an encoder
     */
    public static PretrainedEncoder load(Path directory, StackedEncoder.Factory encoder) throws IOException {
        require(
                encoder != null,
                "encoder must be given, found null: load(directory) reads an encoder that is not your own");
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        return read(saved, saved.describedAs(Description.class), encoder);
    }

    private static PretrainedEncoder read(
            ModelDirectory saved, Description description, StackedEncoder.Factory factory) {
        StackedEncoder encoder = factory.create(description.features, new Seed(0));
        encoder.load(saved.weights());
        return new PretrainedEncoder(encoder, description);
    }
}
