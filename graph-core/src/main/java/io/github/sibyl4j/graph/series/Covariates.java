package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Known values that all nodes share, {@code [time, covariate]}, such as the time of day.
 *
 * @param names one for each covariate
 * @param values finite, row-major
 */
public record Covariates(List<String> names, float[] values) {

    public Covariates {
        names = List.copyOf(names);
        values = values.clone();
        require(!names.isEmpty(), "covariates need at least one name");
        require(
                values.length % names.size() == 0,
                "%d values do not divide into the %d covariates %s",
                values.length,
                names.size(),
                names);
        for (int i = 0; i < values.length; i++) {
            require(
                    Float.isFinite(values[i]),
                    "covariate %s is %s at step %d: covariates must be known at every step",
                    names.get(i % names.size()),
                    values[i],
                    i / names.size());
        }
    }

    /** Sine and cosine of {@code 2 pi} times the fraction of the day. Needs a clock. */
    public static Covariates timeOfDay(TimeIndex time) {
        float[] values = new float[2 * time.length()];
        for (int t = 0; t < time.length(); t++) {
            double angle = 2
                    * Math.PI
                    * time.at(t).toLocalTime().toNanoOfDay()
                    / Duration.ofDays(1).toNanos();
            values[2 * t] = (float) Math.sin(angle);
            values[2 * t + 1] = (float) Math.cos(angle);
        }
        return new Covariates(List.of("day_sin", "day_cos"), values);
    }

    /** Seven columns, Monday first: 1 on that day of the week, else 0. Needs a clock. */
    public static Covariates dayOfWeek(TimeIndex time) {
        float[] values = new float[7 * time.length()];
        for (int t = 0; t < time.length(); t++) {
            LocalDateTime moment = time.at(t);
            values[7 * t + moment.getDayOfWeek().getValue() - 1] = 1;
        }
        return new Covariates(
                List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), values);
    }

    public int count() {
        return names.size();
    }

    public int steps() {
        return values.length / names.size();
    }

    public float value(int step, int covariate) {
        return values[step * names.size() + covariate];
    }

    /** A copy of the values, row-major. */
    @Override
    public float[] values() {
        return values.clone();
    }

    /** The steps {@code from} to {@code to - 1}. */
    public Covariates slice(int from, int to) {
        return new Covariates(names, Arrays.copyOfRange(values, from * names.size(), to * names.size()));
    }

    /** These and then the others, step by step. */
    public Covariates concat(Covariates other) {
        require(steps() == other.steps(), "covariates of %d and %d steps cannot be joined", steps(), other.steps());
        List<String> all = new ArrayList<>(names);
        all.addAll(other.names);
        float[] joined = new float[values.length + other.values.length];
        for (int t = 0; t < steps(); t++) {
            System.arraycopy(values, t * count(), joined, t * all.size(), count());
            System.arraycopy(other.values, t * other.count(), joined, t * all.size() + count(), other.count());
        }
        return new Covariates(all, joined);
    }
}
