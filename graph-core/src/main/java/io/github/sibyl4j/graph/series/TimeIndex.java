package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The regular time axis of a series: steps of equal length, with a clock (local wall-clock time, no zone) or plain numbers.
 * A step may be looked up beyond the end, which continues the axis.
 *
 * @param start time of step 0, or null without a clock
 * @param step length of a step, or null without a clock
 * @param offset number of step 0 without a clock
 * @param length number of steps
 */
public record TimeIndex(LocalDateTime start, Duration step, int offset, int length) {

    public TimeIndex {
        require(length >= 0, "a time index cannot have %d steps", length);
        require((start == null) == (step == null), "a time index with a clock needs a start and a step");
        require(
                step == null || !(step.isNegative() || step.isZero()),
                "the step of a time index must be positive, found %s",
                step);
    }

    /** Steps with a clock. */
    public static TimeIndex regular(LocalDateTime start, Duration step, int length) {
        return new TimeIndex(start, step, 0, length);
    }

    /** Steps 0, 1, 2, ... without a clock. */
    public static TimeIndex steps(int length) {
        return new TimeIndex(null, null, 0, length);
    }

    public boolean hasClock() {
        return start != null;
    }

    /**
     * The time of a step.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException without a clock
     */
    public LocalDateTime at(int index) {
        require(hasClock(), "this series has numbered steps and no clock, so step %d has no time", index);
        return start.plus(step.multipliedBy(index));
    }

    /** The number of a step that is the same wherever the axis was cut: steps since 1970 with a clock. */
    public long absolute(int index) {
        if (!hasClock()) {
            return (long) offset + index;
        }
        Duration sinceEpoch = Duration.between(LocalDateTime.of(1970, 1, 1, 0, 0), at(index));
        long whole = sinceEpoch.dividedBy(step);
        // Towards the past the quotient is rounded up, and steps are counted downwards.
        boolean rounded = !step.multipliedBy(whole).equals(sinceEpoch);
        return sinceEpoch.isNegative() && rounded ? whole - 1 : whole;
    }

    /** What to print for a step: its ISO time, or its number. */
    public String label(int index) {
        return hasClock() ? at(index).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) : Integer.toString(offset + index);
    }

    /** The first step that is not before a time; {@link #length()} if all are. */
    public int indexAtOrAfter(LocalDateTime time) {
        require(hasClock(), "this series has numbered steps and no clock: cut it by step number instead of '%s'", time);
        Duration distance = Duration.between(start, time);
        if (distance.isNegative()) {
            return 0;
        }
        long whole = distance.dividedBy(step);
        long index = step.multipliedBy(whole).equals(distance) ? whole : whole + 1;
        return (int) Math.min(index, length);
    }

    /** The steps {@code from} to {@code to - 1}. */
    public TimeIndex slice(int from, int to) {
        require(from >= 0 && to >= from && to <= length, "steps %d to %d do not lie in 0 to %d", from, to, length);
        return hasClock() ? regular(at(from), step, to - from) : new TimeIndex(null, null, offset + from, to - from);
    }

    /** The {@code count} steps that come after this axis. */
    public TimeIndex following(int count) {
        return hasClock() ? regular(at(length), step, count) : new TimeIndex(null, null, offset + length, count);
    }
}
