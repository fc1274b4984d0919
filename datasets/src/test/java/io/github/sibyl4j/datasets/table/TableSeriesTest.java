package io.github.sibyl4j.datasets.table;

import static io.github.sibyl4j.datasets.Failure.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sibyl4j.datasets.CsvOptions;
import io.github.sibyl4j.datasets.CsvOptions.Duplicates;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableSeriesTest {
    private static final float GAP = Float.NaN;
    private static final CsvOptions STRICT = CsvOptions.strict();

    @Test
    void aWideTableReadFromCsvBecomesASeries() {
        Table table = Table.read().csv("""
                        timestamp,773869,b,c
                        2012-03-01T00:00,64.375,1,
                        2012-03-01T00:05,,2,1.5
                        """, "speeds");
        SpatioTemporalSeries series = TableSeries.fromWide(table, "timestamp");
        assertEquals(List.of("773869", "b", "c"), series.nodeIds());
        assertEquals(Duration.ofMinutes(5), series.time().step());
        assertArrayEquals(new float[] {64.375f, 1, GAP, GAP, 2, 1.5f}, series.values());
    }

    @Test
    void datesWholeNumbersAndTextAreTimes() {
        DoubleColumn values = DoubleColumn.create("a", 1, 2);
        Table dates = Table.create(
                values,
                DateColumn.create(
                        "t",
                        LocalDateTime.of(2012, 3, 1, 0, 0).toLocalDate(),
                        LocalDateTime.of(2012, 3, 2, 0, 0).toLocalDate()));
        assertEquals(Duration.ofDays(1), TableSeries.fromWide(dates, "t").time().step());
        Table steps = Table.create(IntColumn.create("t", 4, 5), values.copy());
        assertEquals("4", TableSeries.fromWide(steps, "t").time().label(0));
        Table texts = Table.create(StringColumn.create("t", "2012-03-01 00:00", "2012-03-01 01:00"), values.copy());
        assertEquals(
                Duration.ofHours(1), TableSeries.fromWide(texts, "t").time().step());
    }

    @Test
    void seriesSurviveTheWayThroughAWideTable() {
        for (TimeIndex time : List.of(
                TimeIndex.steps(5).slice(3, 5),
                TimeIndex.regular(LocalDateTime.of(2020, 1, 1, 0, 0), Duration.ofMinutes(15), 2))) {
            SpatioTemporalSeries series =
                    SpatioTemporalSeries.of(time, List.of("a", "b"), new float[] {1, GAP, 3.25f, 4});
            Table table = TableSeries.toTable(series);
            SpatioTemporalSeries back = TableSeries.fromWide(table, time.hasClock() ? "timestamp" : "step");
            assertArrayEquals(series.values(), back.values());
            assertEquals(time, back.time());
            assertEquals(series.nodeIds(), back.nodeIds());
        }
    }

    @Test
    void seriesOfSeveralChannelsSurviveTheWayThroughALongTable() {
        TimeIndex time = TimeIndex.regular(LocalDateTime.of(2020, 1, 1, 0, 0), Duration.ofHours(1), 2);
        SpatioTemporalSeries series = SpatioTemporalSeries.of(
                time, List.of("b", "a"), List.of("speed", "flow"), new float[] {1, 2, 3, GAP, 5, 6, 7, 8});
        assertMessage(() -> TableSeries.toTable(series), "2 channels", "toLongTable");
        SpatioTemporalSeries back =
                TableSeries.fromLong(TableSeries.toLongTable(series), "node", "timestamp", "speed", "flow");
        assertArrayEquals(series.values(), back.values());
        assertEquals(series.nodeIds(), back.nodeIds());
        assertEquals(series.channelNames(), back.channelNames());
        assertEquals(time, back.time());
    }

    @Test
    void aLongTableMayComeInAnyOrderAndHaveHoles() {
        Table table = longTable("b", 2, 4, "a", 1, 1, "b", 0, 2, "b", 1, 3, "a", 2, 9);
        SpatioTemporalSeries series = TableSeries.fromLong(table, "node", "time", "value");
        assertEquals(List.of("b", "a"), series.nodeIds());
        assertArrayEquals(new float[] {2, GAP, 3, 1, 4, 9}, series.values());
    }

    @Test
    void repeatedMeasurementsAreListedOrResolved() {
        Table table = longTable("a", 0, 1, "b", 0, 5, "a", 0, 4, "a", 1, 2, "b", 1, 6);
        assertMessage(
                () -> TableSeries.fromLong(table, "node", "time", "value"),
                "1 row(s)",
                "row 3 (a, 0)",
                "option duplicates");
        assertArrayEquals(new float[] {1, 5, 2, 6}, resolved(table, Duplicates.FIRST));
        assertArrayEquals(new float[] {4, 5, 2, 6}, resolved(table, Duplicates.LAST));
        assertArrayEquals(new float[] {2.5f, 5, 2, 6}, resolved(table, Duplicates.MEAN));
    }

    private static float[] resolved(Table table, Duplicates duplicates) {
        return TableSeries.fromLong(table, STRICT.withDuplicates(duplicates), "node", "time", "value")
                .values();
    }

    @Test
    void gapsOfATableAreReportedByRow() {
        Table table = Table.create(IntColumn.create("t", 0, 1, 3), DoubleColumn.create("a", 1, 2, 3));
        assertMessage(() -> TableSeries.fromWide(table, "t"), "1 row(s) missing", "between row 2 (1) and row 3 (3)");
        assertArrayEquals(
                new float[] {1, 2, GAP, 3},
                TableSeries.fromWide(table, "t", STRICT.withFillGaps(true)).values());
    }

    @Test
    void columnsThatCannotBeAreExplained() {
        Table table = Table.create(
                "sales",
                IntColumn.create("t", 0, 1),
                StringColumn.create("a", "x", "y"),
                BooleanColumn.create("b", true, false),
                InstantColumn.create("i", new java.time.Instant[] {java.time.Instant.EPOCH, java.time.Instant.EPOCH}));
        assertMessage(() -> TableSeries.fromWide(table, "time"), "sales has no column 'time'", "t, a, b, i");
        assertMessage(() -> TableSeries.fromWide(table, "t"), "column 'a' holds STRING, first 'x'", "Expected numbers");
        assertMessage(() -> TableSeries.fromWide(table, "b"), "time column 'b' holds BOOLEAN", "Expected dates");
        assertMessage(() -> TableSeries.fromWide(table, "i"), "time column 'i' holds INSTANT");
        assertMessage(() -> TableSeries.fromLong(table, "a", "t"), "no value column");
        assertMessage(() -> TableSeries.fromWide(table.selectColumns("t"), "t"), "no sensor");
    }

    @Test
    void missingTimesNodesAndInfinitiesAreExplained() {
        IntColumn times = IntColumn.create("t", 0, 1);
        times.setMissing(1);
        assertMessage(
                () -> TableSeries.fromWide(Table.create(times, DoubleColumn.create("a", 1, 2)), "t"),
                "1 time(s) not understood",
                "row 2 has ''");
        Table nodes = longTable("a", 0, 1, "", 1, 2);
        assertMessage(() -> TableSeries.fromLong(nodes, "node", "time", "value"), "row 2 has no node");
        Table infinite =
                Table.create(IntColumn.create("t", 0, 1), DoubleColumn.create("a", 1, Double.POSITIVE_INFINITY));
        assertMessage(() -> TableSeries.fromWide(infinite, "t"), "row 2 of column 'a' is Infinity");
    }

    @Test
    void aColumnWithoutAnyValueIsASensorWithoutAny() {
        Table table = Table.read().csv("t,a,b\n0,1,\n1,2,\n", "x");
        assertMessage(() -> TableSeries.fromWide(table, "t"), "1 sensor(s) without a single value: b");
        assertEquals(
                List.of("a"),
                TableSeries.fromWide(table, "t", STRICT.withDropEmpty(true)).nodeIds());
    }

    /** Triples of node, time and value. */
    private static Table longTable(Object... cells) {
        StringColumn nodes = StringColumn.create("node");
        IntColumn times = IntColumn.create("time");
        DoubleColumn values = DoubleColumn.create("value");
        for (int i = 0; i < cells.length; i += 3) {
            nodes.append((String) cells[i]);
            times.append((int) cells[i + 1]);
            values.append(((Number) cells[i + 2]).doubleValue());
        }
        return Table.create(nodes, times, values);
    }
}
