package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.sibyl4j.datasets.CsvFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files of CLUTRR (Sinha et al., EMNLP 2019), plain or gzip: of their columns {@code story_edges} (a Python list of pairs),
 * {@code edge_types} (a list of relations in the same order), {@code query_edge} (a pair) and {@code target} are read. An edge
 * {@code (u, v)} of relation {@code r} says "v is the r of u". CLUTRR is licensed for non-commercial use (CC BY-NC 4.0) and not
 * part of this library.
 */
public final class ClutrrCsv {
    private ClutrrCsv() {}

    /**
     * All rows over the relations that occur in the file, in alphabetical order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the file is missing, lacks a column, or a row is malformed; the
     *     message names line, column and character
     */
    public static RelationalDataset read(Path file) {
        return ProblemRow.dataset(rows(file));
    }

    /**
     * All rows over known relations, those of a training file.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #read(Path)}, and if a relation is unknown
     */
    public static RelationalDataset read(Path file, RelationVocabulary relations) {
        return ProblemRow.dataset(rows(file), relations);
    }

    /**
     * The names of each row's people, in the order of their numbers, from the column {@code genders}; empty where the file has no
     * such column.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #read(Path)}, and if a row has people without a name
     */
    public static List<List<String>> people(Path file) {
        return parsed(file).people();
    }

    private static List<ProblemRow> rows(Path file) {
        return parsed(file).rows;
    }

    private static Parser parsed(Path file) {
        CsvFile csv = CsvFile.of(file);
        Parser parser = new Parser(csv.name());
        csv.read(parser);
        require(!parser.rows.isEmpty(), "%s has no rows below its header", csv.name());
        return parser;
    }

    private static final class Parser implements Consumer<CsvRecord> {
        private static final List<String> COLUMNS = List.of("story_edges", "edge_types", "query_edge", "target");
        private static final String GENDERS = "genders";

        private final String file;
        private final List<ProblemRow> rows = new ArrayList<>();
        private final List<String> genders = new ArrayList<>();
        private CsvColumns columns;

        Parser(String file) {
            this.file = file;
        }

        @Override
        public void accept(CsvRecord line) {
            if (columns == null) {
                columns = new CsvColumns(file, line, COLUMNS);
                return;
            }
            rows.add(new ProblemRow(
                    columns.where(line),
                    literal(line, "story_edges").pairs(),
                    literal(line, "edge_types").strings(),
                    literal(line, "query_edge").pair(),
                    columns.field(line, "target")));
            if (columns.has(GENDERS)) {
                genders.add(columns.field(line, GENDERS));
            }
        }

        List<List<String>> people() {
            return IntStream.range(0, genders.size())
                    .mapToObj(i -> people(genders.get(i), rows.get(i)))
                    .toList();
        }

        /** As in {@code Ashley:female,Lillian:female}. */
        private static List<String> people(String genders, ProblemRow row) {
            List<String> names = Stream.of(genders.split(","))
                    .map(each -> each.split(":")[0].strip())
                    .toList();
            int needed = row.entities();
            require(
                    names.size() >= needed,
                    "%s, column %s: it names %d people, but edges and query number them up to %d: '%s'",
                    row.where(),
                    GENDERS,
                    names.size(),
                    needed - 1,
                    genders);
            return names;
        }

        private PythonLiteral literal(CsvRecord line, String column) {
            return new PythonLiteral(columns.field(line, column), columns.where(line) + ", column " + column);
        }
    }
}
