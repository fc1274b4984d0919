package io.github.sibyl4j.reasoning.calculus;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Facts that cannot hold together, none of which can be left out, with the derivation that leaves no relation for
 * some pair.
 */
public record Contradiction(Derivation derivation) {

    /** The facts that contradict each other. */
    public List<Fact> facts() {
        return derivation.facts();
    }

    /** As in {@code the facts 0 DC 1, 1 EQ 2, 0 NTPP 2 contradict each other: ...}. */
    public String text() {
        return text(Integer::toString);
    }

    String text(IntFunction<String> entity) {
        Calculus calculus = derivation.calculus();
        String facts = facts().stream().map(fact -> calculus.text(fact, entity)).collect(Collectors.joining(", "));
        if (derivation.from() == derivation.to()) {
            return "the fact " + facts + " cannot hold: an entity has the relation "
                    + calculus.relation(calculus.identity()) + " to itself";
        }
        String steps = derivation.steps().stream()
                .map(step -> step.text(calculus, entity))
                .collect(Collectors.joining("; "));
        return "the facts " + facts + " contradict each other: "
                + (steps.isEmpty()
                        ? "no relation from " + entity.apply(derivation.from()) + " to " + entity.apply(derivation.to())
                                + " is left"
                        : steps);
    }

    @Override
    public String toString() {
        return text();
    }
}
