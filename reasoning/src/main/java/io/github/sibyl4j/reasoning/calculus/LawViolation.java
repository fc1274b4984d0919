package io.github.sibyl4j.reasoning.calculus;

import java.util.List;

/**
 * Where a composition table breaks a law.
 *
 * @param relations the values of a, b and c in the law's formula, as many as it has
 * @param finding both sides of it
 */
public record LawViolation(Law law, List<String> relations, String finding) {
    public LawViolation {
        relations = List.copyOf(relations);
    }

    @Override
    public String toString() {
        return law.formula() + ", but for " + String.join(", ", relations) + ": " + finding;
    }
}
