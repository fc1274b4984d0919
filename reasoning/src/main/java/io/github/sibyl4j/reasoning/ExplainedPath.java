package io.github.sibyl4j.reasoning;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What one path from head to tail has to do with an answer.
 *
 * @param steps its edges from the head on, one at least
 * @param ruledOut the relations that the path, composed on its own, does not allow from head to tail
 * @param ownFacts its edges that lie on no other path of the explanation, and other edges that say the same
 * @param without the reasoner's answer on the graph without these edges; its answer to the query if there are none
 * @param decisive the relations that are ruled out, and are no longer when these edges are left out
 */
public record ExplainedPath(
        List<PathStep> steps,
        List<String> ruledOut,
        List<Integer> ownFacts,
        RelationPrediction without,
        List<String> decisive) {
    public ExplainedPath {
        steps = List.copyOf(steps);
        ruledOut = List.copyOf(ruledOut);
        ownFacts = List.copyOf(ownFacts);
        decisive = List.copyOf(decisive);
    }

    /** The relations that the path leaves from head to tail. */
    public List<String> possible() {
        return last().possible();
    }

    private PathStep last() {
        return steps.get(steps.size() - 1);
    }

    void addTo(StringBuilder text, int head, IntFunction<String> entity) {
        steps.forEach(step -> text.append("  ").append(step.text(head, entity)).append('\n'));
        text.append("  rules out ")
                .append(ruledOut.isEmpty() ? "nothing" : String.join(", ", ruledOut))
                .append('\n');
        if (last().composed().beyondHorizon()) {
            text.append("  is longer than the model sees\n");
        }
        if (ownFacts.isEmpty()) {
            text.append("  shares every fact with other paths\n");
        } else {
            text.append("  without the facts that are its own: ").append(without);
            if (!decisive.isEmpty()) {
                text.append("; no longer ruled out: ").append(String.join(", ", decisive));
            }
            text.append('\n');
        }
    }
}
