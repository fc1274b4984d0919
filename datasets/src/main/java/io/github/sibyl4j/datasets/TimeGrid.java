package io.github.sibyl4j.datasets;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.CsvOptions.Duplicates;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The regular time axis on which the rows of a table lie.
 *
 * @param index the axis
 * @param order the rows by time, rows of the same time in the order of the table
 * @param slot position on the axis of each row of {@code order}
 * @param notes what had to be mended
 */
record TimeGrid(TimeIndex index, int[] order, int[] slot, List<String> notes) {

    static TimeGrid of(SeriesBuilder.Rows rows, boolean anyOrder, CsvOptions options) {
        return new Solver(rows, options).solve(anyOrder);
    }

    private static final class Solver {
        private final SeriesBuilder.Rows rows;
        private final TimeColumn times;
        private final CsvOptions options;
        private final List<String> notes = new ArrayList<>();
        private int[] order;

        Solver(SeriesBuilder.Rows rows, CsvOptions options) {
            this.rows = rows;
            this.times = rows.times();
            this.options = options;
        }

        TimeGrid solve(boolean anyOrder) {
            order = IntStream.range(0, times.size()).toArray();
            sort(anyOrder);
            checkDuplicates();
            long step = step();
            int length = fill(step);
            int[] slot = new int[order.length];
            for (int k = 0; k < order.length; k++) {
                slot[k] = (int) ((time(k) - time(0)) / step);
            }
            return new TimeGrid(axis(step, length), order, slot, notes);
        }

        private void sort(boolean anyOrder) {
            Offences backwards = new Offences();
            for (int row = 1; row < order.length; row++) {
                if (times.value(row) < times.value(row - 1)) {
                    backwards.add(rows.place(row) + " after " + times.label(row - 1));
                }
            }
            if (backwards.count() == 0) {
                return;
            }
            if (!anyOrder && !options.sort()) {
                backwards.rejectIfAny(
                        rows.origin(),
                        backwards.count() + " row(s) run back in time",
                        "Expected rows in the order of time. Sort the file, or let the reader sort it: option sort.");
            }
            order = Arrays.stream(order)
                    .boxed()
                    .sorted(Comparator.comparingLong(times::value))
                    .mapToInt(Integer::intValue)
                    .toArray();
            if (!anyOrder) {
                notes.add("Sorted by time; " + backwards.count() + " row(s) ran back: " + backwards.places() + ".");
            }
        }

        private void checkDuplicates() {
            Offences repeated = new Offences();
            for (int k = 1; k < order.length; k++) {
                if (time(k) == time(k - 1)) {
                    repeated.add(rows.place(order[k]) + " repeats the time of " + rows.number(order[k - 1]));
                }
            }
            if (options.duplicates() == Duplicates.REJECT) {
                repeated.rejectIfAny(
                        rows.origin(),
                        repeated.count() + " row(s) with a time that another row has",
                        "Expected each time once. Remove the extra rows, or choose what counts: option duplicates"
                                + " (first, last or mean).");
            } else if (repeated.count() > 0) {
                notes.add(repeated.count() + " repeated time(s) resolved by "
                        + options.duplicates().name().toLowerCase(Locale.ROOT) + ": " + repeated.places() + ".");
            }
        }

        /** The given step, else the most frequent distance of neighbouring rows, the smaller one of equals. */
        private long step() {
            if (times.isClock() && options.step().isPresent()) {
                return options.step().get().toNanos();
            }
            Map<Long, Integer> frequency = new HashMap<>();
            for (int k = 1; k < order.length; k++) {
                if (time(k) != time(k - 1)) {
                    frequency.merge(time(k) - time(k - 1), 1, Integer::sum);
                }
            }
            require(
                    !frequency.isEmpty() || !times.isClock(),
                    "%s has one time only, %s, so the distance of two steps is unknown. Add rows, or give it: option"
                            + " step.",
                    rows.origin(),
                    times.label(0));
            return frequency.entrySet().stream()
                    .min(Map.Entry.<Long, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .orElse(1L);
        }

        /**
         * The number of steps from the first to the last row. Gaps are whole steps without a row and may be filled; a
         * row between two steps cannot be mended, as moving it would invent a measurement.
         */
        private int fill(long step) {
            Offences uneven = new Offences();
            Offences gaps = new Offences();
            long inserted = 0;
            for (int k = 1; k < order.length; k++) {
                long distance = time(k) - time(k - 1);
                if (distance % step != 0) {
                    uneven.add(
                            rows.place(order[k]) + " comes " + text(distance) + " after " + rows.number(order[k - 1]));
                } else if (distance > step) {
                    inserted += distance / step - 1;
                    gaps.add(distance / step - 1 + " between " + rows.place(order[k - 1]) + " and "
                            + rows.place(order[k]));
                }
            }
            uneven.rejectIfAny(
                    rows.origin(),
                    uneven.count() + " row(s) off the regular step of " + text(step),
                    "Expected a constant distance of rows. Resample to a regular step first, set the true one with the"
                            + " option step, or number the rows 0, 1, 2, ... where the calendar is uneven (months).");
            if (gaps.count() > 0 && !options.fillGaps()) {
                gaps.rejectIfAny(
                        rows.origin(),
                        inserted + " row(s) missing at the regular step of " + text(step),
                        "Expected a row for every step. Add them with empty fields, or let the reader insert rows of"
                                + " missing values: option fillGaps.");
            }
            long length = (time(order.length - 1) - time(0)) / step + 1;
            require(
                    length * Math.max(1, rows.width()) <= Integer.MAX_VALUE - 8,
                    "%s: filling the gaps would make %d rows of %d: %s. Is a time mistyped, or the step of %s too"
                            + " short?",
                    rows.origin(),
                    length,
                    order.length,
                    gaps.places(),
                    text(step));
            if (gaps.count() > 0) {
                notes.add("Inserted " + inserted + " row(s) of missing values: " + gaps.places() + ".");
            }
            return (int) length;
        }

        private TimeIndex axis(long step, int length) {
            if (times.isClock()) {
                return TimeIndex.regular(TimeColumn.dateTime(time(0)), Duration.ofNanos(step), length);
            }
            boolean asCounted = step == 1 && Math.abs(time(0)) + length <= Integer.MAX_VALUE;
            if (!asCounted) {
                notes.add("Steps are renumbered from 0; the table counts from " + time(0) + " by " + step + ".");
            }
            return new TimeIndex(null, null, asCounted ? (int) time(0) : 0, length);
        }

        private long time(int k) {
            return times.value(order[k]);
        }

        private String text(long distance) {
            if (!times.isClock()) {
                return Long.toString(distance);
            }
            Duration duration = Duration.ofNanos(distance);
            if (distance % Duration.ofDays(1).toNanos() == 0) {
                return duration.toDays() + " d";
            }
            if (distance % Duration.ofMinutes(1).toNanos() == 0) {
                long minutes = duration.toMinutes();
                return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
            }
            return duration.toMillis() / 1000.0 + " s";
        }
    }
}
