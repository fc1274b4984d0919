package io.github.sibyl4j.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointForecastTest {
    private static SpatioTemporalSeries series(float last) {
        TimeIndex time = TimeIndex.regular(LocalDateTime.of(2024, 5, 1, 23, 0), Duration.ofHours(1), 2);
        return SpatioTemporalSeries.of(time, List.of("a", "b"), new float[] {1, 2, 3, last});
    }

    @Test
    void knowsItsHorizon() {
        assertEquals(2, new PointForecast(series(4)).horizon());
    }

    @Test
    void namesSensorAndTimeOfAForecastThatIsNotANumber() {
        var error = assertThrows(InvalidInputException.class, () -> new PointForecast(series(Float.NaN)));
        assertTrue(error.getMessage().contains("sensor b at 2024-05-02T00:00:00"), error.getMessage());
    }
}
