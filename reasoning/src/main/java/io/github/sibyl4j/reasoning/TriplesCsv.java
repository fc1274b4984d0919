package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.sibyl4j.datasets.CsvFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Facts as CSV, plain or gzip, with the header {@code head,relation,tail}:
 *
 * <pre>
 * head,relation,tail
 * Ann,father,Bob
 * </pre>
 *
 * Parallel facts and self-loops are kept; a fact that is written twice counts twice.
 */
public final class TriplesCsv {
    private static final String HEADER = "head,relation,tail";

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
        CsvFile csv = CsvFile.of(file);
        Parser parser = new Parser(csv.name());
        csv.read(parser);
        require(!parser.relations.isEmpty(), "%s has no facts below its header", csv.name());
        return parser;
    }

    private static final class Parser implements Consumer<CsvRecord> {
        private static final List<String> COLUMNS = List.of(HEADER.split(","));

        private final String file;
        private final Map<String, Integer> entities = new LinkedHashMap<>();
        private final List<Integer> heads = new ArrayList<>();
        private final List<Integer> tails = new ArrayList<>();
        private final List<String> relations = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private boolean headed;

        Parser(String file) {
            this.file = file;
        }

        @Override
        public void accept(CsvRecord line) {
            if (!headed) {
                String header = String.join(",", line.getFields());
                require(header.equals(HEADER), "%s: the header is '%s', expected '%s'", file, header, HEADER);
                headed = true;
                return;
            }
            long number = line.getStartingLineNumber();
            require(
                    line.getFieldCount() == 3,
                    "%s: line %d has %d fields, expected 3: %s",
                    file,
                    number,
                    line.getFieldCount(),
                    HEADER);
            for (int column = 0; column < 3; column++) {
                require(
                        !line.getField(column).isBlank(),
                        "%s: line %d, column %s: the field is empty",
                        file,
                        number,
                        COLUMNS.get(column));
            }
            heads.add(entity(line.getField(0).strip()));
            relations.add(line.getField(1).strip());
            tails.add(entity(line.getField(2).strip()));
            lines.add(number);
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
