package io.github.sibyl4j.datasets.table;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A column of measurements; NaN where a cell is missing. */
record NumberCells(Table table, Column<?> column) {

    /** A column without any value passes whatever its type: a reader cannot know that numbers were meant. */
    static NumberCells of(Table table, String name) {
        Column<?> column = TableSeries.column(table, name);
        require(
                column instanceof NumericColumn || column.countMissing() == column.size(),
                "%s: column '%s' holds %s, first '%s'. Expected numbers; remove the column, or clean it before.",
                TableSeries.name(table),
                name,
                column.type().name(),
                column.isEmpty() ? "" : column.getString(0));
        return new NumberCells(table, column);
    }

    float value(int row) {
        if (!(column instanceof NumericColumn<?> numbers) || numbers.isMissing(row)) {
            return Float.NaN;
        }
        float value = (float) numbers.getDouble(row);
        require(
                !Float.isInfinite(value),
                "%s: row %d of column '%s' is %s. Expected a finite number, or a missing cell.",
                TableSeries.name(table),
                row + 1,
                column.name(),
                numbers.getDouble(row));
        return value;
    }
}
