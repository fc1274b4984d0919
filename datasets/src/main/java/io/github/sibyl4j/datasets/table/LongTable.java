package io.github.sibyl4j.datasets.table;

import io.github.sibyl4j.datasets.CsvOptions;
import io.github.sibyl4j.datasets.CsvOptions.Duplicates;
import io.github.sibyl4j.datasets.SeriesBuilder;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Turns a row for each measurement into a row for each time. */
final class LongTable {
    private static final int SHOWN = 3;

    private final Table table;
    private final CsvOptions options;
    private final TimeCells times;
    private final List<NumberCells> channels;
    private final Map<String, Integer> nodes = new LinkedHashMap<>();
    private final int[] nodeOfRow;

    /** What the nodes measured at one time, and the first row that says so. */
    private record Layer(int row, float[] values) {}

    LongTable(Table table, CsvOptions options, String node, String time, String... values) {
        this.table = table;
        this.options = options;
        this.times = TimeCells.of(table, time);
        this.channels =
                Arrays.stream(values).map(name -> NumberCells.of(table, name)).toList();
        Column<?> ids = TableSeries.column(table, node);
        this.nodeOfRow = new int[table.rowCount()];
        for (int row = 0; row < nodeOfRow.length; row++) {
            if (ids.isMissing(row)) {
                throw new InvalidInputException(TableSeries.name(table) + ": row " + (row + 1) + " has no " + node
                        + ". Expected the id of a node in every row.");
            }
            nodeOfRow[row] = nodes.computeIfAbsent(ids.getString(row).strip(), id -> nodes.size());
        }
    }

    List<String> nodeIds() {
        return List.copyOf(nodes.keySet());
    }

    void addTo(SeriesBuilder builder) {
        Map<Comparable<?>, List<Layer>> layers = new LinkedHashMap<>();
        Map<Comparable<?>, int[]> counts = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        int repetitions = 0;
        for (int row = 0; row < nodeOfRow.length; row++) {
            Comparable<?> time = times.get(row);
            int earlier = counts.computeIfAbsent(time, t -> new int[nodes.size()])[nodeOfRow[row]]++;
            if (earlier > 0 && repetitions++ < SHOWN) {
                repeated.add("row " + (row + 1) + " (" + nodeIds().get(nodeOfRow[row]) + ", " + time + ")");
            }
            add(layers.computeIfAbsent(time, t -> new ArrayList<>()), row, earlier);
        }
        if (repetitions > 0 && options.duplicates() == Duplicates.REJECT) {
            throw new InvalidInputException(TableSeries.name(table) + ": " + repetitions
                    + " row(s) for a node and time that another row has, first " + String.join("; ", repeated)
                    + ". Expected one row for each. Remove the others, or choose what counts: option duplicates.");
        }
        layers.values().forEach(same -> same.forEach(layer -> times.addTo(builder, layer.row, layer.values)));
    }

    /** Only the mean needs all measurements of a node at a time; the builder makes it of several rows. */
    private void add(List<Layer> layers, int row, int earlier) {
        if (earlier > 0 && options.duplicates() == Duplicates.FIRST) {
            return;
        }
        int layer = options.duplicates() == Duplicates.MEAN ? earlier : 0;
        if (layer == layers.size()) {
            float[] values = new float[nodes.size() * channels.size()];
            Arrays.fill(values, Float.NaN);
            layers.add(new Layer(row, values));
        }
        for (int channel = 0; channel < channels.size(); channel++) {
            layers.get(layer).values[nodeOfRow[row] * channels.size() + channel] =
                    channels.get(channel).value(row);
        }
    }
}
