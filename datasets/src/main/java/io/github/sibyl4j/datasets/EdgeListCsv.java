package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Graphs as lists of edges in CSV, plain or gzip. The header names the columns, in any order and letter case: the two
 * sensors as {@code source,target}, {@code src,dst} or {@code from,to}, and if there are any a {@code weight} or a
 * {@code distance}.
 *
 * <pre>
 * source,target,weight
 * 773869,767541,0.83
 * </pre>
 *
 * <p>An edge leads from source to target: <em>the target hears the source</em>. A model forecasts 767541 above with the
 * help of 773869, not the other way round. A street that matters both ways takes two lines, or
 * {@link GraphTensor#undirected()}; a list kept the other way round, {@link GraphTensor#reversed()}. Self-loops are
 * kept.
 *
 * <p>Every method throws {@link InvalidInputException} for a file it cannot use, naming the
 * lines, what was expected and the option of {@link EdgeListOptions} that would mend it.
 */
public final class EdgeListCsv {
    private EdgeListCsv() {}

    /**
     * Reads a graph over the sensors of a series from a file that needs no mending.
     *
     * @param nodeIds ids of the sensors; node {@code i} of the graph is the {@code i}-th of them
     */
    public static GraphTensor read(Path csv, List<String> nodeIds) {
        return read(csv, nodeIds, EdgeListOptions.strict());
    }

    /** Reads a graph over the sensors of a series; what the options leave out or merge is logged. */
    public static GraphTensor read(Path csv, List<String> nodeIds, EdgeListOptions options) {
        Parser parser = new Parser(String.valueOf(csv.getFileName()), SensorIndex.of(nodeIds, options), options);
        CsvSource.read(csv, options.separator(), options.charset(), parser);
        return parser.edges().graph();
    }

    static GraphTensor read(String name, InputStream in, List<String> nodeIds, EdgeListOptions options) {
        Parser parser = new Parser(name, SensorIndex.of(nodeIds, options), options);
        CsvSource.read(name, in, options.separator(), options.charset(), parser);
        return parser.edges().graph();
    }

    /**
     * Reads a graph over the sensors it names, in the order of their first appearance, for
     * {@link io.github.sibyl4j.graph.series.SpatioTemporalSeries#withGraph(IndexedGraph)}.
     */
    public static IndexedGraph<String> read(Path csv) {
        return read(csv, EdgeListOptions.strict());
    }

    public static IndexedGraph<String> read(Path csv, EdgeListOptions options) {
        require(
                !options.byPosition(),
                "%s: positions mean something only beside a series. Read it with the ids of the series' sensors.",
                csv);
        SensorIndex sensors = SensorIndex.growing();
        Parser parser = new Parser(String.valueOf(csv.getFileName()), sensors, options);
        CsvSource.read(csv, options.separator(), options.charset(), parser);
        return new IndexedGraph<>(parser.edges().graph(), sensors.ids());
    }

    private static final class Parser implements Consumer<CsvRecord> {
        private static final List<String> SOURCE = List.of("source", "src", "from");
        private static final List<String> TARGET = List.of("target", "dst", "to");

        private final String name;
        private final EdgeListOptions options;
        private final EdgeRows edges;
        private final Offences ragged = new Offences();
        private final Offences numbers = new Offences();
        private List<String> header;
        private int source;
        private int target;
        /** Column of the weight, or of the distance if a kernel makes the weights; -1 for weights of 1. */
        private int value;

        Parser(String name, SensorIndex sensors, EdgeListOptions options) {
            this.name = name;
            this.options = options;
            this.edges = new EdgeRows(name, sensors, options);
        }

        @Override
        public void accept(CsvRecord row) {
            if (header == null) {
                header = row.getFields().stream().map(String::strip).toList();
                source = endpoint(SOURCE);
                target = endpoint(TARGET);
                value = value();
            } else if (row.getFieldCount() != header.size()) {
                ragged.add("line " + row.getStartingLineNumber() + " has " + row.getFieldCount());
            } else {
                row(row);
            }
        }

        EdgeRows edges() {
            ragged.rejectIfAny(
                    name,
                    ragged.count() + " line(s) with another number of fields than the " + header.size()
                            + " of the header",
                    "Expected " + String.join(",", header) + " in every line.");
            numbers.rejectIfAny(
                    name,
                    numbers.count() + " edge(s) without a usable " + (value < 0 ? "weight" : header.get(value)),
                    "Expected a finite number of at least 0 in every line; remove the lines of unwanted edges.");
            return edges;
        }

        private void row(CsvRecord row) {
            float number = 1;
            if (value >= 0) {
                String text = row.getField(value).strip();
                number = DecimalText.parse(text);
                if (!(number >= 0)) {
                    numbers.add("line " + row.getStartingLineNumber() + " has '" + text + "'");
                    return;
                }
            }
            edges.add(
                    row.getStartingLineNumber(),
                    row.getField(source).strip(),
                    row.getField(target).strip(),
                    number);
        }

        private int endpoint(List<String> names) {
            return names.stream()
                    .flatMap(candidate -> column(candidate).stream())
                    .findFirst()
                    .orElseThrow(() -> missing(names));
        }

        private InvalidInputException missing(List<String> names) {
            return new InvalidInputException(name + ": no column "
                    + String.join(" or ", names) + " in the header '" + String.join(",", header)
                    + "'. Expected source,target[,weight] (or src,dst or from,to) as the first line, separated by '"
                    + options.separator() + "'; another separator can be named: option separator.");
        }

        /** A third column of another name is not taken for granted: a cost or a length is the opposite of a weight. */
        private int value() {
            if (options.kernel().isPresent()) {
                return required(options.distanceColumn(), "distance");
            }
            if (options.weightColumn().isEmpty()) {
                return -1;
            }
            Optional<Integer> weight = column(options.weightColumn());
            boolean named =
                    !options.weightColumn().equals(EdgeListOptions.strict().weightColumn());
            if (weight.isEmpty() && (named || header.size() > 2)) {
                return required(options.weightColumn(), "weight");
            }
            return weight.orElse(-1);
        }

        private int required(String column, String meaning) {
            Optional<Integer> found = column(column);
            require(
                    found.isPresent(),
                    "%s: no column '%s' for the %s of an edge in the header '%s'. Name the right one (option"
                            + " %sColumn)%s.",
                    name,
                    column,
                    meaning,
                    String.join(",", header),
                    meaning,
                    meaning.equals("weight")
                            ? ", turn distances into weights (option kernel) or give every edge the weight 1"
                                    + " (an empty weightColumn)"
                            : "");
            return found.orElseThrow();
        }

        private Optional<Integer> column(String wanted) {
            for (int i = 0; i < header.size(); i++) {
                if (header.get(i).equalsIgnoreCase(wanted)) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }
    }
}
