package io.github.sibyl4j.forecasting.plot;

import io.github.sibyl4j.graph.series.TimeIndex;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the subtitle of a figure says them. */
final class TimeText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private TimeText() {}

    /** A number of steps as a duration, where there is a clock. */
    static String lead(TimeIndex time, int steps) {
        if (!time.hasClock()) {
            return steps == 1 ? "1 step" : steps + " steps";
        }
        Duration lead = time.step().multipliedBy(steps);
        if (lead.compareTo(Duration.ofMinutes(2)) < 0) {
            return lead.toSeconds() + " s";
        }
        if (lead.compareTo(Duration.ofHours(2)) < 0) {
            return lead.toMinutes() + " min";
        }
        return lead.compareTo(Duration.ofDays(2)) < 0 ? lead.toHours() + " h" : lead.toDays() + " days";
    }

    static String span(TimeIndex time, int first, int last) {
        if (!time.hasClock()) {
            return "steps " + time.label(first) + " to " + time.label(last);
        }
        boolean wholeDays = time.at(first).toLocalTime().equals(LocalTime.MIDNIGHT)
                && time.step().toSeconds() % Duration.ofDays(1).toSeconds() == 0;
        DateTimeFormatter format = wholeDays ? DAY : MINUTE;
        return time.at(first).format(format) + " to " + time.at(last).format(format);
    }
}
