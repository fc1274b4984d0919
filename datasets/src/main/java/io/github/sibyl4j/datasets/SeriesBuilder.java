package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.CsvOptions.Duplicates;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes a series of rows that arrive one after the other from a file, a table or a query. A row is a time and the
 * values {@code [node, channel]} at that time, NaN where nothing was measured. What is wrong with the rows is collected
 * and reported by {@link #build()} with the numbers of the rows; what {@link CsvOptions} allow to mend is mended and
 * noted.
 *
 * <pre>{@code
 * var rows = new SeriesBuilder("speeds", "row", List.of("a", "b"), List.of("speed"), CsvOptions.strict());
 * for (int row = 1; result.next(); row++) {
 *     rows.add(row, result.getObject(1, LocalDateTime.class), new float[] {result.getFloat(2), result.getFloat(3)});
 * }
 * SpatioTemporalSeries series = rows.build().series();
 * }</pre>
 */
public final class SeriesBuilder {
    private final String origin;
    private final List<String> nodeIds;
    private final List<String> channels;
    private final CsvOptions options;
    private final String unit;
    private final TimeColumn times;
    private final List<float[]> values = new ArrayList<>();
    private final Offences badTimes = new Offences();
    private long[] numbers = new long[1024];
    private boolean anyOrder;

    /**
     * A builder without rows.
     *
     * @param origin what messages call the table, for example the name of the file
     * @param unit what messages call a row: "line" or "row"
     * @param nodeIds ids of the sensors, in the order of the values of a row
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no sensor, or an id occurs twice
     */
    public SeriesBuilder(String origin, String unit, List<String> nodeIds, List<String> channels, CsvOptions options) {
        this.origin = origin;
        this.unit = unit;
        this.nodeIds = requireDistinct(origin, nodeIds);
        this.channels = List.copyOf(channels);
        this.options = options;
        this.times = new TimeColumn(options.timeFormat());
    }

    /** Says that the order of the rows means nothing, so that sorting them is neither asked for nor noted. */
    public SeriesBuilder anyOrder() {
        anyOrder = true;
        return this;
    }

    /**
     * Adds a row whose time is text: ISO 8601, a whole number, or what {@link CsvOptions#timeFormat()} says.
     *
     * @param number what messages call this row, usually its line
     * @param row values {@code [node, channel]}; kept, not copied
     */
    public void add(long number, String time, float[] row) {
        if (times.add(time)) {
            keep(number, row);
        } else {
            badTimes.add(unit + " " + number + " has '" + time + "'");
        }
    }

    /** Adds a row with its local time. */
    public void add(long number, LocalDateTime time, float[] row) {
        if (times.add(time)) {
            keep(number, row);
        } else {
            badTimes.add(unit + " " + number + " has " + time);
        }
    }

    /** Adds a row that knows only its number, for series without a clock. */
    public void add(long number, long step, float[] row) {
        if (times.add(step)) {
            keep(number, row);
        } else {
            badTimes.add(unit + " " + number + " has " + step);
        }
    }

    /**
     * The series of all rows.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the rows make no regular series, or a sensor measured
     *     nothing, and the options do not say how to mend it
     */
    public LoadedSeries build() {
        badTimes.rejectIfAny(
                origin,
                badTimes.count() + " time(s) not understood",
                options.timeFormat().isEmpty()
                        ? "Expected " + TimeColumn.EXPECTED + ". Another form can be named: option timeFormat."
                        : "Expected the form " + options.timeFormat() + " (option timeFormat) in every row.");
        require(
                times.size() > 0,
                "%s has no rows below its header. Expected a time and %d value(s) in each row.",
                origin,
                width());
        TimeGrid grid = TimeGrid.of(new Rows(origin, unit, times, numbers, width()), anyOrder, options);
        List<String> notes = new ArrayList<>(grid.notes());
        SpatioTemporalSeries series = SpatioTemporalSeries.of(grid.index(), nodeIds, channels, place(grid));
        return new LoadedSeries(checkSensors(series, notes), notes);
    }

    private int width() {
        return nodeIds.size() * channels.size();
    }

    private void keep(long number, float[] row) {
        if (row.length != width()) {
            throw new IllegalArgumentException("A row has " + row.length + " values instead of " + width());
        }
        if (values.size() == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        numbers[values.size()] = number;
        values.add(row);
    }

    private float[] place(TimeGrid grid) {
        int width = width();
        float[] all = new float[grid.index().length() * width];
        Arrays.fill(all, Float.NaN);
        int[] order = grid.order();
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && grid.slot()[to] == grid.slot()[from]) {
                to++;
            }
            float[] row = one(Arrays.copyOfRange(order, from, to));
            System.arraycopy(row, 0, all, grid.slot()[from] * width, width);
        }
        return all;
    }

    /** The row that counts of those with the same time, which are in the order of the table. */
    private float[] one(int[] sameTime) {
        if (sameTime.length == 1 || options.duplicates() == Duplicates.FIRST) {
            return values.get(sameTime[0]);
        }
        if (options.duplicates() == Duplicates.LAST) {
            return values.get(sameTime[sameTime.length - 1]);
        }
        float[] mean = new float[width()];
        for (int i = 0; i < mean.length; i++) {
            int column = i;
            mean[i] = (float) Arrays.stream(sameTime)
                    .mapToDouble(row -> values.get(row)[column])
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
        return mean;
    }

    private SpatioTemporalSeries checkSensors(SpatioTemporalSeries series, List<String> notes) {
        SpatioTemporalSeries kept = series;
        Offences empty = new Offences();
        List<String> emptyIds = series.allMissingNodes();
        emptyIds.forEach(empty::add);
        if (empty.count() > 0) {
            if (!options.dropEmpty()) {
                empty.rejectIfAny(
                        origin,
                        empty.count() + " sensor(s) without a single value",
                        "Remove the column(s), or let the reader leave them out: option dropEmpty.");
            }
            require(
                    empty.count() < series.nodes(),
                    "%s: none of its %d sensors has a value. Are all fields empty, or does one of '%s' mean a value?",
                    origin,
                    series.nodes(),
                    String.join("', '", new TreeSet<>(options.missing())));
            kept = series.selectNodes(
                    nodeIds.stream().filter(id -> !emptyIds.contains(id)).toList());
            notes.add("Left out " + empty.count() + " sensor(s) without a single value: " + empty.places() + ".");
        }
        Offences constant = new Offences();
        kept.constantNodes().forEach(constant::add);
        if (constant.count() > 0) {
            if (options.rejectConstant()) {
                constant.rejectIfAny(
                        origin,
                        constant.count() + " sensor(s) that never change",
                        "Remove the column(s), or allow them: option rejectConstant off.");
            }
            notes.add(
                    constant.count() + " sensor(s) never change and teach a model nothing: " + constant.places() + ".");
        }
        return kept;
    }

    private static List<String> requireDistinct(String origin, List<String> nodeIds) {
        require(!nodeIds.isEmpty(), "%s has no sensor. Expected at least one column besides the time.", origin);
        Map<String, Integer> seen = new HashMap<>();
        Offences repeated = new Offences();
        for (int i = 0; i < nodeIds.size(); i++) {
            Integer earlier = seen.putIfAbsent(nodeIds.get(i), i);
            if (earlier != null) {
                repeated.add("'" + nodeIds.get(i) + "' as sensors " + (earlier + 1) + " and " + (i + 1));
            }
        }
        repeated.rejectIfAny(
                origin,
                repeated.count() + " sensor id(s) used twice",
                "Expected a different id for each sensor. Rename or remove one of the columns.");
        return List.copyOf(nodeIds);
    }

    /** The rows as the time grid sees them: when they are, and how a message calls them. */
    record Rows(String origin, String unit, TimeColumn times, long[] numbers, int width) {
        String number(int row) {
            return unit + " " + numbers[row];
        }

        String place(int row) {
            return number(row) + " (" + times.label(row) + ")";
        }
    }
}
