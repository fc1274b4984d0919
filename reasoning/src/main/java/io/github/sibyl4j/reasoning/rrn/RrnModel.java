package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained {@link RecurrentRelationalNetwork}; immutable, and any number of threads may use it. */
public final class RrnModel {
    private static final String KIND = "rrn";

    private final RrnNetwork network;
    private final SavedRrn description;

    RrnModel(RrnNetwork network, SavedRrn description) {
        this.network = network;
        this.description = description;
    }

    /** The probabilities of the classes after the rounds of training, {@code [problem][answer][class]}. */
    public float[][][] predict(List<RrnProblem> problems) {
        return predict(problems, config().rounds());
    }

    /**
     * The probabilities of the classes, {@code [problem][answer][class]}: an answer for each node, or one for the graph.
     *
     * @param rounds of messages; more than in training often solve more
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a problem does not fit the network
     */
    public float[][][] predict(List<RrnProblem> problems, int rounds) {
        return Answers.probabilities(
                network, config(), problems, rounds, description.training().together());
    }

    /**
     * How problems whose answers are known are answered.
     *
     * @param rounds of messages
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, or one does not fit or has no answers
     */
    public RrnEvaluation evaluate(List<RrnProblem> problems, int rounds) {
        require(!problems.isEmpty(), "there are no problems to evaluate on");
        return Answers.evaluate(
                network, config(), problems, rounds, description.training().together());
    }

    public RrnConfig config() {
        return description.config();
    }

    public RrnTraining training() {
        return description.training();
    }

    /** The number of learned values. */
    public long parameterCount() {
        return network.parameterCount();
    }

    /** One entry a validation. */
    public List<RrnProgress> history() {
        return description.history();
    }

    /** The number of updates after which the weights were as they were kept. */
    public int bestUpdate() {
        return description.bestUpdate();
    }

    /** A copy of all weights by name. */
    Map<String, float[]> weights() {
        return network.state();
    }

    /**
     * Writes the model into a directory, which is created if need be; an interrupted save leaves an earlier one. The words of stories
     * are not part of it: {@link BabiModel#save} keeps them.
     */
    public void save(Path directory) throws IOException {
        new ModelDirectory(KIND, description, values()).save(directory);
    }

    SavedRrn description() {
        return description;
    }

    Map<String, Tensor> values() {
        return new LinkedHashMap<>(network.namedValues());
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static RrnModel load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        return of(saved.describedAs(SavedRrn.class), saved);
    }

    /** The model that a description and saved weights make. */
    static RrnModel of(SavedRrn description, ModelDirectory saved) {
        saved.requireValues(description.values());
        RrnNetwork network = new RrnNetwork(description.config(), new Seed(0));
        network.load(saved.weights());
        return new RrnModel(network, description);
    }
}
