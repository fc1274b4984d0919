package io.github.sibyl4j.datasets.table;

import io.github.sibyl4j.datasets.SeriesBuilder;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.time.LocalDateTime;
import java.util.function.IntFunction;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.ShortColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The time column of a table: a local date-time, a step or a text in each row. */
final class TimeCells {
    private final IntFunction<Comparable<?>> cell;

    private TimeCells(IntFunction<Comparable<?>> cell) {
        this.cell = cell;
    }

    static TimeCells of(Table table, String name) {
        Column<?> column = TableSeries.column(table, name);
        IntFunction<Comparable<?>> known = reader(column);
        if (known == null) {
            throw new InvalidInputException(TableSeries.name(table) + ": the time column '" + name + "' holds "
                    + column.type().name() + ". Expected dates, local date-times, whole numbers or text.");
        }
        return new TimeCells(row -> column.isMissing(row) ? "" : known.apply(row));
    }

    private static IntFunction<Comparable<?>> reader(Column<?> column) {
        if (column instanceof DateTimeColumn times) {
            return times::get;
        }
        if (column instanceof DateColumn dates) {
            return row -> dates.get(row).atStartOfDay();
        }
        if (column instanceof IntColumn steps) {
            return row -> (long) steps.getInt(row);
        }
        if (column instanceof LongColumn steps) {
            return steps::getLong;
        }
        if (column instanceof ShortColumn steps) {
            return row -> (long) steps.getShort(row);
        }
        if (column instanceof StringColumn texts) {
            return texts::get;
        }
        return null;
    }

    /** The time of a row, to tell rows of the same time; an empty text if it is missing. */
    Comparable<?> get(int row) {
        return cell.apply(row);
    }

    void addTo(SeriesBuilder builder, int row, float[] values) {
        Comparable<?> time = get(row);
        if (time instanceof LocalDateTime clock) {
            builder.add(row + 1, clock, values);
        } else if (time instanceof Long step) {
            builder.add(row + 1, step, values);
        } else {
            builder.add(row + 1, time.toString().strip(), values);
        }
    }
}
