package io.github.sibyl4j.cli;

import io.github.sibyl4j.reasoning.ClutrrCsv;
import io.github.sibyl4j.reasoning.GraphLogJson;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.TriplesCsv;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --data} and {@code --format} of the commands that work on problems. */
final class ProblemFile {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "Problems, plain or gzip; with --format triples facts, each of which is a problem: which relation"
                            + " joins its ends, given all other facts.")
    private Path file;

    @Option(
            names = "--format",
            defaultValue = "star",
            paramLabel = "clutrr|star|graphlog|triples",
            description = "Default: ${DEFAULT-VALUE}.")
    private Format format;

    private enum Format {
        CLUTRR,
        STAR,
        GRAPHLOG,
        TRIPLES
    }

    /** All problems over the relations that occur in the file. */
    RelationalDataset read() {
        return switch (format) {
            case CLUTRR -> ClutrrCsv.read(file);
            case STAR -> StarCsv.read(file);
            case GRAPHLOG -> GraphLogJson.read(file);
            case TRIPLES -> TriplesCsv.read(file).leaveOneOut();
        };
    }

    /** All problems over the relations of a model; others are refused. */
    NamedProblems read(RelationVocabulary relations) {
        return switch (format) {
            case CLUTRR -> {
                List<List<String>> people = ClutrrCsv.people(file);
                yield new NamedProblems(
                        ClutrrCsv.read(file, relations), row -> people.isEmpty() ? List.of() : people.get(row));
            }
            case STAR -> new NamedProblems(StarCsv.read(file, relations), row -> List.of());
            case GRAPHLOG -> new NamedProblems(GraphLogJson.read(file, relations), row -> List.of());
            case TRIPLES -> {
                NamedGraph<String> facts = TriplesCsv.read(file, relations);
                yield new NamedProblems(facts.leaveOneOut(), row -> facts.entities());
            }
        };
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
