package io.github.sibyl4j.forecasting.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.forecasting.ForecastEstimator;
import io.github.sibyl4j.forecasting.ForecastEstimatorContract;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BaselineTest {
    private static final float GAP = Float.NaN;
    private static final Windows WINDOWS = new Windows(1, 4);
    private static final Split ALL = new Split(new IndexRange(0, 4), new IndexRange(4, 5), new IndexRange(5, 5));

    /** Period 3; step 5 is missing. */
    private final SpatioTemporalSeries series =
            SpatioTemporalSeries.of(TimeIndex.steps(8), List.of("a"), new float[] {1, 2, 3, 4, 5, GAP, 7, 8});

    @Nested
    class PersistenceContract extends ForecastEstimatorContract {
        @Override
        protected ForecastEstimator estimator() {
            return new Persistence(ForecastEstimatorContract.WINDOWS);
        }
    }

    @Nested
    class SeasonalNaiveContract extends ForecastEstimatorContract {
        @Override
        protected ForecastEstimator estimator() {
            return new SeasonalNaive(ForecastEstimatorContract.WINDOWS, 24);
        }
    }

    @Nested
    class HistoricalAverageContract extends ForecastEstimatorContract {
        @Override
        protected ForecastEstimator estimator() {
            return new HistoricalAverage(ForecastEstimatorContract.WINDOWS, 24);
        }
    }

    private Forecaster fit(ForecastEstimator estimator) {
        return estimator.fit(series, ALL, TrainingConfig.defaults());
    }

    private float[] at(Forecaster forecaster, int lastKnown) {
        return forecaster.predict(series, new int[] {lastKnown}).values();
    }

    @Test
    void persistenceRepeatsTheLastObservedValue() {
        assertArrayEquals(new float[] {8, 8, 8, 8}, at(fit(new Persistence(WINDOWS)), 7));
        assertArrayEquals(new float[] {5, 5, 5, 5}, at(fit(new Persistence(WINDOWS)), 5));
    }

    @Test
    void seasonalNaiveRepeatsTheLastSeasonAndStepsOverGaps() {
        Forecaster forecaster = fit(new SeasonalNaive(WINDOWS, 3));
        // Step 8 would repeat step 5, which is missing, so step 2 is repeated.
        assertArrayEquals(new float[] {3, 7, 8, 3}, at(forecaster, 7));
        assertArrayEquals(new float[] {2, 1, 2, 2}, at(forecaster, 1), "the last value where no season is known");
    }

    @Test
    void historicalAverageIsTheMeanOfThePhase() {
        // Training sees the steps 0 to 7: phases (1, 4, 7), (2, 5, 8), (3).
        Forecaster forecaster = fit(new HistoricalAverage(WINDOWS, 3));
        assertArrayEquals(new float[] {3, 4, 5, 3}, at(forecaster, 7));
        assertArrayEquals(
                new float[] {3, 4, 5, 3},
                forecaster.predict(series.slice(3, 8), new int[] {4}).values(),
                "phases are counted on the clock");
    }

    @Test
    void historicalAverageTakesTheNodesMeanForAPhaseThatWasNeverObserved() {
        Forecaster forecaster = fit(new HistoricalAverage(WINDOWS, 20));
        assertEquals((1 + 2 + 3 + 4 + 5 + 7 + 8) / 7f, at(forecaster, 7)[0], 1e-6);
    }

    @Test
    void refusesASeriesWithOtherSteps() {
        Forecaster forecaster = fit(new HistoricalAverage(WINDOWS, 3));
        TimeIndex hours = TimeIndex.regular(LocalDateTime.of(2024, 5, 1, 0, 0), Duration.ofHours(1), 8);
        SpatioTemporalSeries hourly = SpatioTemporalSeries.of(hours, List.of("a"), series.values());
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> forecaster.predict(hourly, new int[] {1}));
        assertTrue(error.getMessage().contains("steps of no time, the series has steps of PT1H"), error.getMessage());
    }

    @Test
    void saysWhenThereIsNothingToRepeat() {
        SpatioTemporalSeries late =
                SpatioTemporalSeries.of(TimeIndex.steps(3), List.of("a"), new float[] {GAP, GAP, 1});
        Forecaster forecaster = new Persistence(WINDOWS).fit(late, ALL, TrainingConfig.defaults());
        InvalidInputException error =
                assertThrows(InvalidInputException.class, () -> forecaster.predict(late, new int[] {0}));
        assertTrue(error.getMessage().contains("sensor a has no value before 1"), error.getMessage());
        assertThrows(InvalidInputException.class, () -> fit(new SeasonalNaive(WINDOWS, 8)));
        assertThrows(InvalidInputException.class, () -> new SeasonalNaive(WINDOWS, 0));
    }
}
