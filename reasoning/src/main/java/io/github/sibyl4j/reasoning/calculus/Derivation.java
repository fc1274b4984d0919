package io.github.sibyl4j.reasoning.calculus;

import java.util.List;
import java.util.function.IntFunction;

/**
 * How a set of relations came about: the facts it rests on, and the triangles that ruled relations out, in an order in
 * which each can be checked from the facts and the steps before it.
 *
 * @param relations what is left from {@code from} to {@code to} in the end
 */
public record Derivation(
        Calculus calculus, int from, int to, long relations, List<Fact> facts, List<DerivationStep> steps) {
    public Derivation {
        facts = List.copyOf(facts);
        steps = List.copyOf(steps);
    }

    /** A line a fact, a line a step, and the conclusion. */
    public String text() {
        return text(Integer::toString);
    }

    String text(IntFunction<String> entity) {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact ->
                text.append("given: ").append(calculus.text(fact, entity)).append('\n'));
        steps.forEach(step -> text.append(step.text(calculus, entity)).append('\n'));
        return text.append("so: ")
                .append(calculus.text(new Fact(from, relations, to), entity))
                .append('\n')
                .toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
