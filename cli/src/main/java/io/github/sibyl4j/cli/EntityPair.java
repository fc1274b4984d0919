package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.NamedGraph;
import picocli.CommandLine.Option;

/** {@code --head} and {@code --tail}: a question about two entities of a graph, whose answer nobody needs to know. */
final class EntityPair {
    @Option(
            names = "--head",
            paramLabel = "ENTITY",
            description = "With --tail and --format triples: ask what joins these two, given all facts.")
    private String head;

    @Option(names = "--tail", paramLabel = "ENTITY", description = "See --head.")
    private String tail;

    boolean given() {
        require((head == null) == (tail == null), "--head and --tail go together: name both entities, or neither");
        return head != null;
    }

    int head(NamedGraph<String> facts) {
        return index(facts, "--head", head);
    }

    int tail(NamedGraph<String> facts) {
        int index = index(facts, "--tail", tail);
        require(!head.equals(tail), "--head and --tail are both '%s', expected two entities", head);
        return index;
    }

    private static int index(NamedGraph<String> facts, String option, String entity) {
        require(
                facts.entities().contains(entity),
                "%s: no fact speaks of '%s': write an entity as the file does",
                option,
                entity);
        return facts.indexOf(entity);
    }
}
