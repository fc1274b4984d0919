package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.ClutrrCsv;
import io.github.sibyl4j.reasoning.GraphLogJson;
import io.github.sibyl4j.reasoning.NamedGraph;
import io.github.sibyl4j.reasoning.RelationVocabulary;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.TriplesCsv;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --data} and {@code --format} of the commands that work on problems. */
final class ProblemFile {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description =
                    "Problems, plain or gzip; with --format triples facts, each of which is a problem: which relation"
                            + " joins its ends, given all other facts. Columns of star: edges, edge_labels, query_edge,"
                            + " query_label; of clutrr: story_edges, edge_types, query_edge, target and, if there are"
                            + " names, genders; of triples: head, relation, tail; a .tsv or .txt needs no header.")
    private Path file;

    @Option(
            names = "--format",
            defaultValue = "star",
            paramLabel = "clutrr|star|graphlog|triples",
            converter = FormatName.class,
            description = "Default: ${DEFAULT-VALUE}.")
    private Format format;

    private enum Format {
        CLUTRR,
        STAR,
        GRAPHLOG,
        TRIPLES;

        /** As it is written on the command line, for messages. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class FormatName implements ITypeConverter<Format> {
        @Override
        public Format convert(String name) {
            return Arrays.stream(Format.values())
                    .filter(each -> each.toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + Arrays.toString(Format.values()) + " but was '" + name + "'"));
        }
    }

    /**
     * All problems over the relations that occur in the file.
     *
     * @param notes is told which facts are no problems
     */
    RelationalDataset read(Consumer<String> notes) {
        return switch (format) {
            case CLUTRR -> ClutrrCsv.read(file);
            case STAR -> StarCsv.read(file);
            case GRAPHLOG -> GraphLogJson.read(file);
            case TRIPLES -> {
                NamedGraph<String> facts = TriplesCsv.read(file);
                RelationalDataset problems = leaveOneOut(facts);
                notes.accept(leftOut(facts, problems.size()));
                yield problems;
            }
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
                yield new NamedProblems(leaveOneOut(facts), row -> facts.entities());
            }
        };
    }

    /** All facts over the relations of a model, to ask about any two of their entities. */
    NamedGraph<String> facts(RelationVocabulary relations) {
        require(
                format == Format.TRIPLES,
                "--head and --tail ask about facts, which are read with --format triples, found --format %s",
                format);
        return TriplesCsv.read(file, relations);
    }

    private RelationalDataset leaveOneOut(NamedGraph<String> facts) {
        try {
            return facts.leaveOneOut();
        } catch (InvalidInputException e) {
            throw new InvalidInputException(file + ": " + e.getMessage(), e);
        }
    }

    private String leftOut(NamedGraph<String> facts, int problems) {
        RelationalGraph distinct = facts.distinct().graph();
        long loops = IntStream.range(0, distinct.edges())
                .filter(edge -> distinct.head(edge) == distinct.tail(edge))
                .count();
        return String.format(
                Locale.ROOT,
                "%s: %d of %d facts are problems; %d are not since they repeat another, %d since they join an entity to"
                        + " itself, and %d since nothing else joins their ends",
                file,
                problems,
                facts.graph().edges(),
                facts.graph().edges() - distinct.edges(),
                loops,
                distinct.edges() - problems - loops);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
