package io.github.sibyl4j.reasoning.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A trained {@link RelationalBaseline}; immutable, and any number of threads may use it. */
public final class BaselineReasoner implements TrainedReasoner {
    /** What {@link ModelDirectory#kind} says of saved ones. */
    public static final String KIND = "relational-baseline";

    private static final Logger LOG = LoggerFactory.getLogger(BaselineReasoner.class);

    private final SavedBaseline description;
    private final RelationVocabulary relations;
    private final BaselineNetwork network;

    BaselineReasoner(BaselineNetwork network, SavedBaseline description) {
        this.description = description;
        this.relations = RelationVocabulary.of(description.relations());
        this.network = network;
    }

    @Override
    public RelationVocabulary relations() {
        return relations;
    }

    /**
     * {@inheritDoc} A query between entities that no path joins gets the same probability for every relation; it and one beyond
     * the horizon are marked, and the latter are logged. Marked is also a query from whose head no path leads to the tail along the
     * edges, unless the model walks edges backward, see {@link RelationPrediction#pathAlongEdges}.
     */
    @Override
    public List<RelationPrediction> predict(List<RelationalInstance> problems) {
        for (int i = 0; i < problems.size(); i++) {
            RelationalGraph graph = problems.get(i).graph();
            require(
                    graph.largestRelation() < relations.size(),
                    "the graph of problem %d speaks of relation %d, the reasoner knows the relations 0 to %d, %s",
                    i,
                    graph.largestRelation(),
                    relations.size() - 1,
                    relations);
        }
        int[] distances = problems.stream()
                .mapToInt(problem -> problem.graph().distance(problem.head(), problem.tail()))
                .toArray();
        int[] connected = IntStream.range(0, distances.length)
                .filter(i -> distances[i] >= 0)
                .toArray();
        float[][] found = Scoring.of(
                network, IntStream.of(connected).mapToObj(problems::get).toList());
        float[][] scores = new float[distances.length][relations.size()];
        for (int i = 0; i < connected.length; i++) {
            scores[connected[i]] = found[i];
        }
        List<RelationPrediction> predictions = IntStream.range(0, distances.length)
                .mapToObj(i -> config().model().walksBackward()
                        ? RelationPrediction.ofScores(relations, scores[i], distances[i], network.horizon())
                        : RelationPrediction.alongEdges(
                                relations, scores[i], problems.get(i), distances[i], network.horizon()))
                .toList();
        long beyond =
                predictions.stream().filter(RelationPrediction::beyondHorizon).count();
        if (beyond > 0) {
            LOG.warn(
                    "{} of {} queries lie farther apart than the {} edges that {} with {} layers can see: train with more"
                            + " layers",
                    beyond,
                    predictions.size(),
                    network.horizon(),
                    config().model(),
                    config().layers());
        }
        return predictions;
    }

    public BaselineConfig config() {
        return description.config();
    }

    @Override
    public long parameterCount() {
        return network.parameterCount();
    }

    @Override
    public List<ReasonerTraining.Epoch> history() {
        return description.history();
    }

    @Override
    public int bestEpoch() {
        return description.bestEpoch();
    }

    @Override
    public List<String> warnings() {
        return description.warnings();
    }

    @Override
    public void save(Path directory) throws IOException {
        new ModelDirectory(KIND, description, new LinkedHashMap<>(network.namedValues())).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static BaselineReasoner load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        SavedBaseline description = saved.describedAs(SavedBaseline.class);
        saved.requireValues(description.values());
        BaselineNetwork network =
                BaselineNetwork.of(description.config(), description.relations().size(), new Seed(0));
        network.load(saved.weights());
        return new BaselineReasoner(network, description);
    }

    @Override
    public String toString() {
        return config().model() + " of " + relations.size() + " relations, " + parameterCount()
                + " learned values, best epoch " + bestEpoch() + " of "
                + history().size();
    }
}
