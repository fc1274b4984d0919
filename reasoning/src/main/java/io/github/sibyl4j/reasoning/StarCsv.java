package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.sibyl4j.datasets.CsvFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * Files of the STaR benchmark (Khalid and Schockaert 2025), plain or gzip: {@code edges} as a Python list of pairs,
 * {@code edge_labels} as a list of texts in the same order, {@code query_edge} and {@code query_label}. The benchmark's own files
 * have a nameless column of row numbers before these; other columns are not read. Lines end with LF or CR LF.
 */
public final class StarCsv {
    private static final List<String> COLUMNS = List.of("edges", "edge_labels", "query_edge", "query_label");

    private StarCsv() {}

    /**
     * All rows over the relations that occur in the file, in alphabetical order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the file is missing, or a row is malformed; the message
     *     names line, column and character
     */
    public static RelationalDataset read(Path file) {
        List<Row> rows = rows(file);
        TreeSet<String> names = new TreeSet<>();
        rows.forEach(row -> {
            names.addAll(row.labels);
            names.add(row.target);
        });
        return dataset(rows, RelationVocabulary.of(List.copyOf(names)));
    }

    /**
     * All rows over a known vocabulary.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException as {@link #read(Path)}, and if a relation is unknown
     */
    public static RelationalDataset read(Path file, RelationVocabulary relations) {
        return dataset(rows(file), relations);
    }

    /**
     * Writes a data set as the benchmark's authors do.
     *
     * @param file compressed if its name ends in {@code .gz}
     */
    public static void write(Path file, RelationalDataset dataset) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (OutputStream out = Files.newOutputStream(file);
                OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out;
                BufferedWriter text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            text.write("," + String.join(",", COLUMNS) + "\n");
            for (int i = 0; i < dataset.size(); i++) {
                text.write(i + "," + line(dataset.instances().get(i), dataset.relations()) + "\n");
            }
        }
    }

    private static String line(RelationalInstance instance, RelationVocabulary relations) {
        RelationalGraph graph = instance.graph();
        List<String> edges = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int e = 0; e < graph.edges(); e++) {
            edges.add("(" + graph.head(e) + ", " + graph.tail(e) + ")");
            labels.add("'" + relations.name(graph.relation(e)) + "'");
        }
        return "\"" + edges + "\",\"" + labels + "\",\"(" + instance.head() + ", " + instance.tail() + ")\","
                + relations.name(instance.target());
    }

    private static List<Row> rows(Path file) {
        CsvFile csv = CsvFile.of(file);
        List<Row> rows = new ArrayList<>();
        AtomicReference<CsvColumns> columns = new AtomicReference<>();
        csv.read(line -> {
            if (columns.get() == null) {
                columns.set(new CsvColumns(csv.name(), line, COLUMNS));
            } else {
                rows.add(Row.of(columns.get(), line));
            }
        });
        require(!rows.isEmpty(), "%s has no rows below its header", csv.name());
        return rows;
    }

    private static RelationalDataset dataset(List<Row> rows, RelationVocabulary relations) {
        return new RelationalDataset(
                relations, rows.stream().map(row -> row.instance(relations)).toList());
    }

    private record Row(String where, int[] edges, List<String> labels, int[] query, String target) {

        static Row of(CsvColumns columns, CsvRecord line) {
            String where = columns.where(line);
            int[] edges = literal(columns, line, "edges").pairs();
            List<String> labels = literal(columns, line, "edge_labels").strings();
            int[] query = literal(columns, line, "query_edge").pair();
            require(
                    2 * labels.size() == edges.length,
                    "%s: %d edges and %d edge_labels, expected as many of the one as of the other",
                    where,
                    edges.length / 2,
                    labels.size());
            return new Row(where, edges, labels, query, columns.field(line, "query_label"));
        }

        private static PythonLiteral literal(CsvColumns columns, CsvRecord line, String column) {
            return new PythonLiteral(columns.field(line, column), columns.where(line) + ", column " + column);
        }

        RelationalInstance instance(RelationVocabulary relations) {
            int entities = 1
                    + IntStream.concat(IntStream.of(edges), IntStream.of(query))
                            .max()
                            .orElseThrow();
            int count = labels.size();
            require(query[0] != query[1], "%s, column query_edge: both ends are entity %d", where, query[0]);
            return new RelationalInstance(
                    RelationalGraph.of(
                            entities,
                            IntStream.range(0, count).map(e -> edges[2 * e]).toArray(),
                            IntStream.range(0, count).map(e -> edges[2 * e + 1]).toArray(),
                            labels.stream()
                                    .mapToInt(label -> relation(relations, label, "edge_labels"))
                                    .toArray()),
                    query[0],
                    query[1],
                    relation(relations, target, "query_label"));
        }

        private int relation(RelationVocabulary relations, String label, String column) {
            require(
                    relations.contains(label),
                    "%s, column %s: unknown relation '%s', expected one of %s",
                    where,
                    column,
                    label,
                    relations);
            return relations.index(label);
        }
    }
}
