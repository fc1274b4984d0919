package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.PathExplainer;
import io.github.sibyl4j.reasoning.PathExplanation;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A trained {@link EpiGnn}; immutable, and any number of threads may use it. */
public final class EpiGnnReasoner implements TrainedReasoner {
    private static final Logger LOG = LoggerFactory.getLogger(EpiGnnReasoner.class);

    private static final String KIND = "epignn";

    private final SavedEpiGnn description;
    private final EpiGnnConfig config;
    private final RelationVocabulary relations;
    private final EpiGnnNetwork network;
    private final StepTables tables;

    EpiGnnReasoner(EpiGnnNetwork network, SavedEpiGnn description) {
        this.description = description;
        this.config = description.config();
        this.relations = RelationVocabulary.of(description.relations());
        this.network = network;
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            this.tables = network.tables();
        }
    }

    @Override
    public RelationVocabulary relations() {
        return relations;
    }

    /**
     * {@inheritDoc} A query between entities that no path joins gets the same probability for every relation, one beyond the
     * horizon the answer of as many rounds as there are; both are marked, and the latter are logged. Marked is also a query from whose
     * head no path leads to the tail along the edges, see {@link RelationPrediction#pathAlongEdges}.
     */
    @Override
    public List<RelationPrediction> predict(List<RelationalInstance> problems) {
        for (int i = 0; i < problems.size(); i++) {
            requireKnown(problems.get(i).graph(), i);
        }
        List<RelationPrediction> predictions = answers(config, problems);
        long beyond =
                predictions.stream().filter(RelationPrediction::beyondHorizon).count();
        if (beyond > 0) {
            LOG.warn(
                    "{} of {} queries lie farther apart than the {} rounds reach, up to {} edges: train with more rounds",
                    beyond,
                    predictions.size(),
                    config.rounds(),
                    predictions.stream()
                            .mapToInt(RelationPrediction::distance)
                            .max()
                            .orElseThrow());
        }
        return predictions;
    }

    /** @param read the configuration, which may read other states in other rounds */
    private List<RelationPrediction> answers(EpiGnnConfig read, List<RelationalInstance> problems) {
        Problems prepared = Problems.of(problems, read);
        float[][] scores = read.bilinear() ? Scores.of(read, tables, prepared) : Scores.of(read, network, prepared);
        RelationPrediction[] predictions = new RelationPrediction[scores.length];
        for (int i = 0; i < scores.length; i++) {
            predictions[i] = RelationPrediction.alongEdges(
                    relations, scores[i], problems.get(i), prepared.plans()[i].distance(), config.rounds());
        }
        return List.of(predictions);
    }

    /**
     * {@inheritDoc}
     *
     * <p>What a path says of an entity is what its forward state, composed along the path from identity, says of each
     * relation; as many rounds are made as the path is long, and what lies farther than the model's own rounds reach is marked. A
     * relation counts as ruled out where its cross-entropy, on average over the facets, lies more than the margin of
     * the loss above the lowest: that is how far training pushes wrong relations away. For a model of the log-cosine loss it is
     * one whose cosine is less than 1/e of the largest.
     */
    @Override
    public PathExplanation explain(RelationalGraph graph, int head, int tail) {
        requireKnown(graph, 0);
        double margin = config.loss() == EpiGnnConfig.Loss.MARGIN ? config.facets() * config.margin() : 1;
        return new PathExplainer(relations, problems -> answers(config, problems), this::composed, margin)
                .explain(graph, head, tail);
    }

    private List<RelationPrediction> composed(List<RelationalInstance> chains) {
        int longest =
                chains.stream().mapToInt(chain -> chain.graph().edges()).max().orElseThrow();
        return answers(config.forward(longest), chains);
    }

    private void requireKnown(RelationalGraph graph, int problem) {
        require(
                graph.largestRelation() < relations.size(),
                "the graph of problem %d speaks of relation %d, the reasoner knows the relations 0 to %d, %s",
                problem,
                graph.largestRelation(),
                relations.size() - 1,
                relations);
    }

    /**
     * The states of all entities after every round, for explanations.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph does not fit, or messages are not bilinear
     */
    public EntityStates states(RelationalGraph graph, int head, int tail) {
        require(
                config.bilinear(),
                "only states that bilinear messages make can be looked at: build with bilinear(true)");
        requireKnown(graph, 0);
        return EntityStates.of(config, tables, graph, head, tail);
    }

    public EpiGnnConfig config() {
        return config;
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
    public static EpiGnnReasoner load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        SavedEpiGnn description = saved.describedAs(SavedEpiGnn.class);
        saved.requireValues(description.values());
        EpiGnnNetwork network =
                new EpiGnnNetwork(description.config(), description.relations().size(), new Seed(0));
        network.load(saved.weights());
        return new EpiGnnReasoner(network, description);
    }

    @Override
    public String toString() {
        return "EpiGNN of " + relations.size() + " relations, " + parameterCount() + " learned values, best epoch "
                + bestEpoch() + " of " + history().size();
    }
}
