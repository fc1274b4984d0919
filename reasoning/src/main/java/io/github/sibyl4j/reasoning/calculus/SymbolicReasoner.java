package io.github.sibyl4j.reasoning.calculus;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.RelationalReasoner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers queries by algebraic closure: the oracle and upper bound of learned reasoners. Any number of threads may use it. */
public final class SymbolicReasoner implements RelationalReasoner {
    private final Calculus calculus;
    private final RelationVocabulary relations;
    private final int[] ofVocabulary;

    /**
     * @param relations the numbering of the graphs that will be asked about
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the calculus lacks one of them
     */
    public SymbolicReasoner(Calculus calculus, RelationVocabulary relations) {
        this.calculus = calculus;
        this.relations = relations;
        ofVocabulary = relations.names().stream().mapToInt(calculus::relation).toArray();
    }

    @Override
    public RelationVocabulary relations() {
        return relations;
    }

    /**
     * {@inheritDoc} The relations that are possible get equal probabilities, all others none; if the facts contradict each other, or
     * leave nothing of the vocabulary, all get the same, and the answer is marked as contradictory.
     */
    @Override
    public List<RelationPrediction> predict(List<RelationalInstance> problems) {
        return problems.stream()
                .map(problem -> prediction(
                        problem,
                        answer(problem.graph(), problem.head(), problem.tail()).possible()))
                .toList();
    }

    private RelationPrediction prediction(RelationalInstance problem, int[] possible) {
        int distance = problem.graph().distance(problem.head(), problem.tail());
        if (possible.length == 0) {
            return RelationPrediction.ofContradiction(relations, distance);
        }
        float[] probabilities = new float[relations.size()];
        for (int r : possible) {
            probabilities[r] = 1f / possible.length;
        }
        return new RelationPrediction(relations, probabilities, distance, false);
    }

    /** {@inheritDoc} It is the {@link Derivation} from a smallest choice of facts, or the contradiction among the facts. */
    @Override
    public SymbolicExplanation explain(RelationalGraph graph, int head, int tail) {
        RelationalInstance query = new RelationalInstance(graph, head, tail, 0);
        SymbolicPrediction answer = answer(graph, head, tail);
        Optional<Contradiction> contradiction = answer.network().contradiction();
        return new SymbolicExplanation(
                relations,
                graph,
                head,
                tail,
                prediction(query, answer.possible()),
                Arrays.stream(answer.possible()).mapToObj(relations::name).toList(),
                contradiction.map(Contradiction::derivation).orElseGet(answer::derivation),
                contradiction.isPresent());
    }

    /** What follows from the edges of a graph. */
    public ClosedNetwork close(RelationalGraph graph) {
        return AlgebraicClosure.close(calculus, graph.entities(), facts(graph));
    }

    /** What follows from the edges of a graph by pushing from one entity along them, see {@link DirectionalClosure}. */
    public DirectionalClosure closeFrom(int head, RelationalGraph graph) {
        return DirectionalClosure.from(head, calculus, graph.entities(), facts(graph));
    }

    private List<Fact> facts(RelationalGraph graph) {
        List<Fact> facts = new ArrayList<>(graph.edges());
        for (int e = 0; e < graph.edges(); e++) {
            int relation = graph.relation(e);
            require(
                    relation < ofVocabulary.length,
                    "edge %d has the relation %d, the vocabulary ends at %d",
                    e,
                    relation,
                    ofVocabulary.length - 1);
            facts.add(new Fact(graph.head(e), 1L << ofVocabulary[relation], graph.tail(e)));
        }
        return facts;
    }

    /** Which relations are possible from {@code head} to {@code tail}. */
    public SymbolicPrediction answer(RelationalGraph graph, int head, int tail) {
        ClosedNetwork network = close(graph);
        long possible = network.relations(head, tail);
        boolean[] each = new boolean[relations.size()];
        for (int r = 0; r < each.length; r++) {
            each[r] = (possible >>> ofVocabulary[r] & 1) != 0;
        }
        return new SymbolicPrediction(network, head, tail, each);
    }

    /** Whether the target is the one relation that is possible. */
    public boolean solves(RelationalInstance instance) {
        return isTarget(close(instance.graph()).relations(instance.head(), instance.tail()), instance);
    }

    /** The same by {@link DirectionalClosure} from the head: the upper bound of reasoners that only look forward. */
    public boolean solvesFromHead(RelationalInstance instance) {
        return isTarget(closeFrom(instance.head(), instance.graph()).relations(instance.tail()), instance);
    }

    private boolean isTarget(long possible, RelationalInstance instance) {
        return possible == 1L << ofVocabulary[instance.target()];
    }

    /** The share of instances whose target is the one relation that is possible. */
    public double accuracy(RelationalDataset dataset) {
        require(
                dataset.relations().equals(relations),
                "the data set speaks of %s, this reasoner of %s",
                dataset.relations(),
                relations);
        long solved = dataset.instances().stream().filter(this::solves).count();
        return (double) solved / dataset.size();
    }
}
