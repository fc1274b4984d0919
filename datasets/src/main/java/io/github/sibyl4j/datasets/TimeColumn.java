package io.github.sibyl4j.datasets;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The time of each row as a number: nanoseconds of the local clock since 1970, or the step itself where the rows are
 * only counted. The first row decides between the two.
 */
final class TimeColumn {
    static final String EXPECTED = "a time such as 2012-03-01T00:05, 2012-03-01 00:05:00 or 2012-03-01 (local, without"
            + " a zone), or in every row a whole number that counts steps";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,18}");
    private static final long SECOND = 1_000_000_000L;
    private static final int DATE_LENGTH = 10;

    private final DateTimeFormatter pattern;
    private long[] values = new long[1024];
    private int size;
    private boolean clock;

    /** @param pattern empty for ISO 8601 and whole numbers */
    TimeColumn(String pattern) {
        this.pattern = pattern.isEmpty() ? null : DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    int size() {
        return size;
    }

    /** Whether the rows have a time of day and date, not only a number. */
    boolean isClock() {
        return clock;
    }

    long value(int row) {
        return values[row];
    }

    /** Adds the time, or leaves the column as it is and returns false for a text that is none. */
    boolean add(String text) {
        if (pattern == null && WHOLE_NUMBER.matcher(text).matches()) {
            return add(Long.parseLong(text));
        }
        try {
            return add(parse(text));
        } catch (DateTimeException e) {
            return false;
        }
    }

    boolean add(LocalDateTime time) {
        try {
            return add(
                    Math.addExact(Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), SECOND), time.getNano()),
                    true);
        } catch (ArithmeticException e) {
            return false; // before 1677 or after 2262
        }
    }

    boolean add(long step) {
        return add(step, false);
    }

    String label(int row) {
        return clock ? dateTime(values[row]).toString() : Long.toString(values[row]);
    }

    static LocalDateTime dateTime(long nanoseconds) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanoseconds, SECOND), (int) Math.floorMod(nanoseconds, SECOND), ZoneOffset.UTC);
    }

    private boolean add(long value, boolean isTime) {
        if (size == 0) {
            clock = isTime;
        } else if (clock != isTime) {
            return false;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
        return true;
    }

    private LocalDateTime parse(String text) {
        if (pattern != null) {
            TemporalAccessor parsed = pattern.parseBest(text, LocalDateTime::from, LocalDate::from);
            return parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
        }
        if (text.length() == DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay();
        }
        boolean blank = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
        return LocalDateTime.parse(
                blank ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1) : text);
    }
}
