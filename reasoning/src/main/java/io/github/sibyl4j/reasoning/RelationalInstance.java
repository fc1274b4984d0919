package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * A problem: which relation holds from {@code head} to {@code tail}, given the facts of a graph, and its answer.
 *
 * @param target the relation that holds
 */
public record RelationalInstance(RelationalGraph graph, int head, int tail, int target) {

    public RelationalInstance {
        requireQuery(graph, head, tail);
        require(target >= 0, "the target must be a relation's number from 0 on, found %d", target);
    }

    static void requireQuery(RelationalGraph graph, int head, int tail) {
        require(graph != null, "the query names no graph: found null");
        require(
                head >= 0 && head < graph.entities() && tail >= 0 && tail < graph.entities(),
                "the query asks for the relation from entity %d to entity %d, expected numbers from 0 to %d",
                head,
                tail,
                graph.entities() - 1);
        require(
                head != tail,
                "the query asks for the relation of entity %d to itself, which is always identity: ask for two entities",
                head);
    }
}
