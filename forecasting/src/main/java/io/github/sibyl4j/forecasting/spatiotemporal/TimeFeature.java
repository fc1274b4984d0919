package io.github.sibyl4j.forecasting.spatiotemporal;

import io.github.sibyl4j.graph.series.Covariates;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a model is told of the clock, beside the covariates of the series. */
public enum TimeFeature {
    /** Sine and cosine of the time of day. */
    TIME_OF_DAY {
        @Override
        Covariates of(TimeIndex time) {
            return Covariates.timeOfDay(time);
        }
    },
    /** Which day of the week it is, seven columns. */
    DAY_OF_WEEK {
        @Override
        Covariates of(TimeIndex time) {
            return Covariates.dayOfWeek(time);
        }
    };

    abstract Covariates of(TimeIndex time);

    /** The time of day where steps are shorter than a day, else nothing. */
    static List<TimeFeature> suitedTo(TimeIndex time) {
        boolean withinDays = time.hasClock() && time.step().compareTo(Duration.ofDays(1)) < 0;
        return withinDays ? List.of(TIME_OF_DAY) : List.of();
    }

    /** The time features and then the series' own covariates; empty if there are neither. */
    static Optional<Covariates> join(List<TimeFeature> features, SpatioTemporalSeries series) {
        Optional<Covariates> all = Optional.empty();
        for (TimeFeature feature : features) {
            Covariates next = feature.of(series.time());
            all = Optional.of(all.map(before -> before.concat(next)).orElse(next));
        }
        if (series.covariates().isPresent()) {
            Covariates own = series.covariates().get();
            all = Optional.of(all.map(before -> before.concat(own)).orElse(own));
        }
        return all;
    }
}
