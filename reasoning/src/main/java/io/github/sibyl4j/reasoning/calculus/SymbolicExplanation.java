package io.github.sibyl4j.reasoning.calculus;

import io.github.sibyl4j.reasoning.Explanation;
import io.github.sibyl4j.reasoning.RelationPrediction;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * An answer by the triangles that ruled relations out.
 *
 * @param derivation of what is left from head to tail, or of the contradiction
 * @param contradictory whether the facts contradict each other
 */
public record SymbolicExplanation(
        RelationVocabulary relations,
        RelationalGraph graph,
        int head,
        int tail,
        RelationPrediction prediction,
        List<String> possible,
        Derivation derivation,
        boolean contradictory)
        implements Explanation {

    public SymbolicExplanation {
        possible = List.copyOf(possible);
    }

    @Override
    public int[] facts() {
        return derivation.facts().stream()
                .mapToInt(fact -> IntStream.range(0, graph.edges())
                        .filter(edge -> says(edge, fact))
                        .findFirst()
                        .orElseThrow())
                .sorted()
                .toArray();
    }

    private boolean says(int edge, Fact fact) {
        Calculus calculus = derivation.calculus();
        return graph.head(edge) == fact.from()
                && graph.tail(edge) == fact.to()
                && 1L << calculus.relation(relations.name(graph.relation(edge))) == fact.relations();
    }

    @Override
    public List<Conclusion> conclusions() {
        return derivation.steps().stream()
                .map(step -> new Conclusion(
                        step.from(), step.to(), derivation.calculus().names(step.after())))
                .toList();
    }

    @Override
    public String text(IntFunction<String> entity) {
        if (contradictory) {
            return new Contradiction(derivation).text(entity) + '\n';
        }
        if (!prediction.connected()) {
            return "no path joins " + entity.apply(head) + " and " + entity.apply(tail)
                    + ", not even against the edges: nothing is known\n";
        }
        return derivation.text(entity);
    }

    @Override
    public String toString() {
        return text();
    }
}
