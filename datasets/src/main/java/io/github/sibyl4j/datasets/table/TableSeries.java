package io.github.sibyl4j.datasets.table;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.CsvOptions;
import io.github.sibyl4j.datasets.LoadedSeries;
import io.github.sibyl4j.datasets.SeriesBuilder;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Series from Tablesaw tables and back. The time column may hold dates, local date-times, whole numbers or text in the
 * forms of {@link CsvOptions#timeFormat()}; a missing cell is a missing value. Of the options, those about the file
 * itself (separator, charset, missing texts) have no effect.
 *
 * <p>Every method throws {@link io.github.sibyl4j.tensor.InvalidInputException} for a table it cannot use, naming the
 * rows, counted from 1, what was expected and the option that would mend it.
 */
public final class TableSeries {
    private static final Logger LOG = LoggerFactory.getLogger(TableSeries.class);

    private TableSeries() {}

    /** A table with a time column and a column for each node, whose name is the id of the node. */
    public static SpatioTemporalSeries fromWide(Table table, String time) {
        return fromWide(table, time, CsvOptions.strict());
    }

    /** As {@link #fromWide(Table, String)}, mending what the options allow; what was mended is logged. */
    public static SpatioTemporalSeries fromWide(Table table, String time, CsvOptions options) {
        TimeCells times = TimeCells.of(table, time);
        List<String> ids = table.columnNames().stream()
                .filter(name -> !name.equalsIgnoreCase(time))
                .toList();
        List<NumberCells> cells =
                ids.stream().map(id -> NumberCells.of(table, id)).toList();
        SeriesBuilder builder = new SeriesBuilder(name(table), "row", ids, List.of("value"), options);
        for (int row = 0; row < table.rowCount(); row++) {
            float[] values = new float[ids.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = cells.get(i).value(row);
            }
            times.addTo(builder, row, values);
        }
        return finish(table, builder);
    }

    /**
     * A table with a row for each measurement: which node, when, and the value. Several value columns become channels
     * of these names. Nodes are in the order of their first row; a pair of node and time without a row is missing; the
     * order of the rows means nothing.
     */
    public static SpatioTemporalSeries fromLong(Table table, String node, String time, String... values) {
        return fromLong(table, CsvOptions.strict(), node, time, values);
    }

    /** As {@link #fromLong(Table, String, String, String...)}, mending what the options allow and logging it. */
    public static SpatioTemporalSeries fromLong(
            Table table, CsvOptions options, String node, String time, String... values) {
        require(values.length > 0, "%s: no value column named. Name at least one.", name(table));
        LongTable cells = new LongTable(table, options, node, time, values);
        SeriesBuilder builder =
                new SeriesBuilder(name(table), "row", cells.nodeIds(), List.of(values), options).anyOrder();
        cells.addTo(builder);
        return finish(table, builder);
    }

    /** A wide table: {@code timestamp} (or {@code step}, without a clock) and a column for each node. */
    public static Table toTable(SpatioTemporalSeries series) {
        require(
                series.channels() == 1,
                "A wide table has one value for each node and step, but the series has the %d channels %s. Use"
                        + " toLongTable.",
                series.channels(),
                series.channelNames());
        int[] steps = IntStream.range(0, series.steps()).toArray();
        Table table = Table.create("series", timeColumn(series, steps));
        for (int node = 0; node < series.nodes(); node++) {
            FloatColumn column = FloatColumn.create(series.nodeIds().get(node), series.steps());
            for (int t : steps) {
                set(column, t, series.value(t, node, 0));
            }
            table.addColumns(column);
        }
        return table;
    }

    /** A long table: {@code node}, {@code timestamp} (or {@code step}) and a column for each channel, time by time. */
    public static Table toLongTable(SpatioTemporalSeries series) {
        int nodes = series.nodes();
        int rows = Math.multiplyExact(series.steps(), nodes);
        int[] steps = IntStream.range(0, rows).map(row -> row / nodes).toArray();
        String[] ids = new String[rows];
        Arrays.setAll(ids, row -> series.nodeIds().get(row % nodes));
        Table table = Table.create("series", StringColumn.create("node", ids), timeColumn(series, steps));
        for (int channel = 0; channel < series.channels(); channel++) {
            FloatColumn column = FloatColumn.create(series.channelNames().get(channel), rows);
            for (int row = 0; row < rows; row++) {
                set(column, row, series.value(steps[row], row % nodes, channel));
            }
            table.addColumns(column);
        }
        return table;
    }

    static String name(Table table) {
        return table.name() == null || table.name().isEmpty() ? "table" : table.name();
    }

    static Column<?> column(Table table, String name) {
        require(
                table.columnNames().stream().anyMatch(name::equalsIgnoreCase),
                "%s has no column '%s'. Its columns are %s.",
                name(table),
                name,
                String.join(", ", table.columnNames()));
        return table.column(name);
    }

    private static Column<?> timeColumn(SpatioTemporalSeries series, int[] steps) {
        if (series.time().hasClock()) {
            DateTimeColumn times = DateTimeColumn.create("timestamp");
            Arrays.stream(steps).forEach(step -> times.append(series.time().at(step)));
            return times;
        }
        return IntColumn.create(
                "step",
                Arrays.stream(steps).map(step -> series.time().offset() + step).toArray());
    }

    private static void set(FloatColumn column, int row, float value) {
        if (Float.isNaN(value)) {
            column.setMissing(row);
        } else {
            column.set(row, value);
        }
    }

    private static SpatioTemporalSeries finish(Table table, SeriesBuilder builder) {
        LoadedSeries loaded = builder.build();
        loaded.notes().forEach(note -> LOG.warn("{}: {}", name(table), note));
        return loaded.series();
    }
}
