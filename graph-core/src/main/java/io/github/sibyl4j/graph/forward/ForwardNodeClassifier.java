package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.io.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was learned of the nodes of one graph: the probabilities of their classes. Immutable and for any number of threads.
 */
public final class ForwardNodeClassifier {
    private static final String KIND = "forward-node-classifier";

    private final int smallest;
    private final List<float[]> probabilities;
    private final Description description;

    ForwardNodeClassifier(int smallest, List<float[]> probabilities, Description description) {
        this.smallest = smallest;
        this.probabilities = List.copyOf(probabilities);
        this.description = description;
    }

    /**
     * What is saved beside the probabilities.
     *
     * @param dataSha256 over graph, features, labels and split
     */
    record Description(
            ForwardNodeClassification estimator,
            int nodes,
            int classes,
            long seed,
            ForwardResult result,
            String dataSha256,
            Platform platform) {
        Description {
            require(estimator != null && result != null, "there is no estimator or no result");
            require(nodes > 0 && classes > 0, "there are %d nodes and %d classes", nodes, classes);
            result.requireDepth(estimator.config().layers());
        }
    }

    /** The probability of every class for a node. */
    public float[] probabilities(int node) {
        return probabilities(node, smallest + probabilities.size() - 1);
    }

    /**
     * The same by the first layers only.
     *
     * @param layers how many
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such node, or these layers were not trained to
     *     answer alone
     */
    public float[] probabilities(int node, int layers) {
        int largest = smallest + probabilities.size() - 1;
        require(
                layers >= smallest && layers <= largest,
                "this network answers with %d to %d layers, found %d",
                smallest,
                largest,
                layers);
        float[] all = probabilities.get(layers - smallest);
        require(node >= 0 && node < description.nodes, "the nodes are 0 to %d, found %d", description.nodes - 1, node);
        return Arrays.copyOfRange(all, node * description.classes, (node + 1) * description.classes);
    }

    /** The most probable class of a node. */
    public int classOf(int node) {
        return NodeProblem.best(probabilities(node), 0, description.classes);
    }

    public ForwardResult result() {
        return description.result;
    }

    /**
     * Writes the model into a directory, which is created if need be: {@code model.json} and the probabilities it names. An
     * interrupted save leaves the model that was there before.
     */
    public void save(Path directory) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < probabilities.size(); i++) {
            tensors.put(name(smallest + i), Tensor.of(probabilities.get(i), description.nodes, description.classes));
        }
        new ModelDirectory(KIND, description, tensors).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static ForwardNodeClassifier load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        Description description = saved.describedAs(Description.class);
        List<float[]> probabilities = new ArrayList<>();
        int smallest = description.result.depths().get(0).layers();
        for (int i = 0; i < description.result.depths().size(); i++) {
            Tensor tensor = saved.tensor(name(smallest + i));
            int[] expected = {description.nodes, description.classes};
            require(
                    Arrays.equals(tensor.shape(), expected),
                    "the saved model is damaged: its probabilities have the shape %s, expected %s",
                    Arrays.toString(tensor.shape()),
                    Arrays.toString(expected));
            probabilities.add(tensor.toArray());
        }
        return new ForwardNodeClassifier(smallest, probabilities, description);
    }

    private static String name(int layers) {
        return "layers." + layers + ".probabilities";
    }
}
