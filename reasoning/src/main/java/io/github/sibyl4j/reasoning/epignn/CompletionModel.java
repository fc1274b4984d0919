package io.github.sibyl4j.reasoning.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.CompletionEvaluation;
import io.github.sibyl4j.reasoning.EntityRanking;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** A trained {@link KnowledgeGraphCompletion}; immutable, and any number of threads may use it. */
public final class CompletionModel {
    /** The kind of its saved models. */
    public static final String KIND = "epignn-completion";

    private final SavedCompletion description;
    private final RelationVocabulary relations;
    private final EpiGnnNetwork network;
    private final StepTables tables;

    CompletionModel(EpiGnnNetwork network, SavedCompletion description) {
        this.description = description;
        this.relations = RelationVocabulary.of(description.relations());
        this.network = network;
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            this.tables = network.tables();
        }
    }

    /** Graphs have to be over these; see {@link io.github.sibyl4j.reasoning.TriplesCsv#read(Path, RelationVocabulary)}. */
    public RelationVocabulary relations() {
        return relations;
    }

    /**
     * All entities of a graph as answers to {@code (head, relation, ?)}. All are equal where the graph says nothing of the head;
     * entities that nothing is known of keep their place and are marked, see {@link EntityRanking.Scored#reached}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no facts, no such entity, or other relations
     *     than the model, or the relation is unknown
     */
    public <V> EntityRanking<V> rankTails(NamedGraph<V> graph, V head, String relation) {
        return rank(graph, head, relations.index(relation));
    }

    /** All entities of a graph as answers to {@code (?, relation, tail)}; as {@link #rankTails}. */
    public <V> EntityRanking<V> rankHeads(NamedGraph<V> graph, String relation, V tail) {
        return rank(graph, tail, relations.index(relation) + relations.size());
    }

    private <V> EntityRanking<V> rank(NamedGraph<V> graph, V entity, int relation) {
        requireKnown(graph);
        int[] head = {graph.indexOf(entity)};
        FactGraph facts = FactGraph.of(graph.graph(), relations.size());
        float[][] scores = TailPass.scores(
                description.config(), tables, facts, head, new int[] {relation}, TailPass.ENOUGH_MESSAGES);
        return EntityRanking.of(graph, scores[0], reached(facts, head[0]));
    }

    private boolean[] reached(FactGraph facts, int head) {
        int[] distances = facts.distances(head, config().rounds());
        boolean[] reached = new boolean[distances.length];
        for (int v = 0; v < reached.length; v++) {
            reached[v] = distances[v] <= config().rounds() && !facts.isolated(v);
        }
        return reached;
    }

    /**
     * Ranks both ends of facts that follow from a graph among all its entities, other known answers left out: the filtered protocol
     * (Bordes et al., NeurIPS 2013). Known are the graph and the facts.
     *
     * @param facts not among those of the graph, about entities of the graph
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no facts, one is in the graph already or speaks of an
     *     entity that the graph does not have, or the relations are not those of the model
     */
    public <V> CompletionEvaluation evaluate(NamedGraph<V> graph, NamedGraph<V> facts) {
        return evaluate(graph, facts, LinkRanking.all());
    }

    /**
     * Ranks both ends of facts among a few entities that are drawn for each query with replacement, neither known answers nor the
     * query's other end (Teru et al., "GraIL", ICML 2020). Figures depend on how many; the field's are for 50.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #evaluate(NamedGraph, NamedGraph)}, or if none are to be
     *     drawn
     */
    public <V> CompletionEvaluation evaluate(NamedGraph<V> graph, NamedGraph<V> facts, int negatives, Seed seed) {
        require(negatives >= 1, "negatives must be at least 1, found %d", negatives);
        return evaluate(graph, facts, LinkRanking.sampled(negatives, seed));
    }

    private <V> CompletionEvaluation evaluate(
            NamedGraph<V> graph, NamedGraph<V> facts, LinkRanking.Candidates candidates) {
        requireKnown(graph);
        requireKnown(facts);
        RelationalGraph queries = unknown(graph, facts);
        KnownAnswers known = KnownAnswers.of(relations.size(), graph.graph(), queries);
        return new LinkRanking(description.config(), tables, relations.size())
                .of(FactGraph.of(graph.graph(), relations.size()), queries, known, candidates);
    }

    private void requireKnown(NamedGraph<?> graph) {
        require(
                graph.relations().equals(relations),
                "the graph is over the relations %s, the model knows %s: read it over those of the model",
                graph.relations(),
                relations);
        KnowledgeGraphCompletion.requireFacts(graph);
    }

    /** Facts over the entities of a graph, none of which the graph says itself. */
    static <V> RelationalGraph unknown(NamedGraph<V> graph, NamedGraph<V> facts) {
        RelationalGraph over = facts.factsOver(graph);
        KnownAnswers known = KnownAnswers.of(graph.relations().size(), graph.graph());
        for (int e = 0; e < over.edges(); e++) {
            require(
                    !known.tails(over.head(e), over.relation(e)).get(over.tail(e)),
                    "the fact %s is to be found, but the graph says it already: leave it out of one of them",
                    facts.fact(e));
        }
        return over;
    }

    public EpiGnnConfig config() {
        return description.config();
    }

    public ReasonerTraining training() {
        return description.training();
    }

    /** The number of learned values. */
    public long parameterCount() {
        return network.parameterCount();
    }

    /** One entry an epoch. */
    public List<KnowledgeGraphCompletion.Epoch> history() {
        return description.history();
    }

    /** The epoch, from 1 on, whose weights were kept. */
    public int bestEpoch() {
        return description.bestEpoch();
    }

    /** Writes the model into a directory, as {@link EpiGnnReasoner#save}. */
    public void save(Path directory) throws IOException {
        new ModelDirectory(KIND, description, new LinkedHashMap<>(network.namedValues())).save(directory);
    }

    /**
     * Reads a model that {@link #save} wrote.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none, it is damaged, or a newer Sibyl wrote it
     */
    public static CompletionModel load(Path directory) throws IOException {
        ModelDirectory saved = ModelDirectory.load(directory, KIND);
        SavedCompletion description = saved.describedAs(SavedCompletion.class);
        saved.requireValues(description.values());
        EpiGnnNetwork network = new EpiGnnNetwork(
                description.config(), 2 * description.relations().size(), new Seed(0));
        network.load(saved.weights());
        return new CompletionModel(network, description);
    }

    @Override
    public String toString() {
        return "EpiGNN for completion of " + relations.size() + " relations, " + parameterCount()
                + " learned values, best epoch " + bestEpoch() + " of "
                + history().size();
    }
}
