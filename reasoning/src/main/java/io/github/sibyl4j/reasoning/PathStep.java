package io.github.sibyl4j.reasoning;

import java.util.List;
import java.util.function.IntFunction;

/**
 * One edge of a path, and what the path says up to there.
 *
 * @param edge its number in the graph
 * @param from where it starts
 * @param relation what it says
 * @param to where it ends
 * @param composed which relation holds from the query's head to {@code to}, by this path alone
 * @param possible those that {@code composed} does not rule out
 */
public record PathStep(
        int edge, int from, String relation, int to, RelationPrediction composed, List<String> possible) {
    public PathStep {
        possible = List.copyOf(possible);
    }

    String text(int head, IntFunction<String> entity) {
        String end = entity.apply(to);
        return entity.apply(from) + " " + relation + " " + end + ": leaves " + composed.text(possible) + " from "
                + entity.apply(head) + " to " + end;
    }
}
