package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.sibyl4j.datasets.CsvFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Facts as CSV, plain or gzip, with the header {@code head,relation,tail}:
 *
 * <pre>
 * head,relation,tail
 * Ann,father,Bob
 * </pre>
 *
 * The header's columns may come in any order and letter case, and others beside them, which are not read. Files named {@code .tsv}
 * or {@code .txt} (or so and {@code .gz}) are separated by tabs and need no header, as the field's knowledge graphs are published.
 * Parallel facts and self-loops are kept; a fact that is written twice counts twice.
 */
public final class TriplesCsv {
    private static final List<String> COLUMNS = List.of("head", "relation", "tail");

    private TriplesCsv() {}

    /**
     * All facts, over entities in the order of their first appearance and relations in alphabetical order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the file is missing or a line is malformed; the message names line
     *     and column
     */
    public static NamedGraph<String> read(Path file) {
        return parsed(file).graph(null);
    }

    /**
     * All facts over known relations.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #read(Path)}, and if a relation is unknown
     */
    public static NamedGraph<String> read(Path file, RelationVocabulary relations) {
        return parsed(file).graph(relations);
    }

    private static Parser parsed(Path file) {
        boolean tabs = String.valueOf(file.getFileName()).matches(".*\\.(tsv|txt)(\\.gz)?");
        CsvFile csv = tabs ? CsvFile.tabSeparated(file) : CsvFile.of(file);
        Parser parser = new Parser(csv.name(), !tabs);
        csv.read(parser);
        require(!parser.relations.isEmpty(), "%s has no facts below its header", csv.name());
        return parser;
    }

    /**
     * Writes facts with a header, separated by commas.
     *
     * @param file compressed if its name ends in {@code .gz}
     */
    public static void write(Path file, NamedGraph<String> facts) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out;
                CsvWriter csv = CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.LF)
                        .build(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            csv.writeRecord(COLUMNS);
            RelationalGraph graph = facts.graph();
            for (int e = 0; e < graph.edges(); e++) {
                csv.writeRecord(
                        facts.entities().get(graph.head(e)),
                        facts.relations().name(graph.relation(e)),
                        facts.entities().get(graph.tail(e)));
            }
        }
    }

    private static final class Parser implements Consumer<CsvRecord> {
        private final String file;
        private final Map<String, Integer> entities = new LinkedHashMap<>();
        private final List<Integer> heads = new ArrayList<>();
        private final List<Integer> tails = new ArrayList<>();
        private final List<String> relations = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private final boolean needsHeader;
        private boolean started;
        /** None if the file has no header. */
        private CsvColumns columns;

        Parser(String file, boolean needsHeader) {
            this.file = file;
            this.needsHeader = needsHeader;
        }

        @Override
        public void accept(CsvRecord line) {
            if (!started) {
                started = true;
                if (needsHeader || CsvColumns.in(line, COLUMNS)) {
                    columns = new CsvColumns(file, line, COLUMNS);
                    return;
                }
            }
            heads.add(entity(field(line, 0)));
            relations.add(field(line, 1));
            tails.add(entity(field(line, 2)));
            lines.add(line.getStartingLineNumber());
        }

        private String field(CsvRecord line, int column) {
            long number = line.getStartingLineNumber();
            require(
                    columns != null || line.getFieldCount() == 3,
                    "%s: line %d has %d fields, expected 3, separated by tabs: %s",
                    file,
                    number,
                    line.getFieldCount(),
                    COLUMNS);
            String name = COLUMNS.get(column);
            String field = columns == null ? line.getField(column) : columns.field(line, name);
            require(!field.isBlank(), "%s: line %d, column %s: the field is empty", file, number, name);
            return field.strip();
        }

        private int entity(String name) {
            Integer known = entities.putIfAbsent(name, entities.size());
            return known == null ? entities.size() - 1 : known;
        }

        NamedGraph<String> graph(RelationVocabulary known) {
            RelationVocabulary vocabulary = known == null ? RelationVocabulary.sorted(relations) : known;
            int[] relation = new int[relations.size()];
            for (int i = 0; i < relation.length; i++) {
                require(
                        vocabulary.contains(relations.get(i)),
                        "%s: line %d, column relation: there is no relation '%s' among %s",
                        file,
                        lines.get(i),
                        relations.get(i),
                        vocabulary);
                relation[i] = vocabulary.index(relations.get(i));
            }
            return new NamedGraph<>(
                    RelationalGraph.of(
                            entities.size(),
                            heads.stream().mapToInt(Integer::intValue).toArray(),
                            tails.stream().mapToInt(Integer::intValue).toArray(),
                            relation),
                    vocabulary,
                    List.copyOf(entities.keySet()));
        }
    }
}
