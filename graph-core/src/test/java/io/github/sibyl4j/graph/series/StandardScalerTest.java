package io.github.sibyl4j.graph.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardScalerTest {
    private final SpatioTemporalSeries series = SpatioTemporalSeries.of(
            TimeIndex.steps(4), List.of("a", "b"), new float[] {1, 2, 3, Float.NaN, 5, 4, 1e6f, -1e6f});

    @Test
    void learnsFromObservedValuesOfTheGivenStepsAlone() {
        StandardScaler scaler = StandardScaler.fit(series, new IndexRange(0, 3));
        assertEquals(3, scaler.mean()[0], 1e-12);
        assertEquals(Math.sqrt(2), scaler.deviation()[0], 1e-12);
    }

    @Test
    void undoesWhatItDid() {
        for (StandardScaler scaler : List.of(
                StandardScaler.fit(series, new IndexRange(0, 4)),
                StandardScaler.fitPerNode(series, new IndexRange(0, 3)))) {
            float[] values = series.slice(0, 3).values();
            scaler.transform(values);
            assertTrue(Float.isNaN(values[3]));
            scaler.inverse(values);
            assertArrayEquals(series.slice(0, 3).values(), values, 0.1f);
        }
    }

    @Test
    void takesTheDeviationOfConstantValuesAsOne() {
        SpatioTemporalSeries constant = SpatioTemporalSeries.of(TimeIndex.steps(2), List.of("a"), new float[] {7, 7});
        assertEquals(1, StandardScaler.fit(constant, new IndexRange(0, 2)).deviation()[0]);
    }

    @Test
    void refusesToLearnFromNothing() {
        SpatioTemporalSeries missing = SpatioTemporalSeries.of(
                TimeIndex.steps(2), List.of("a", "b"), new float[] {1, Float.NaN, 2, Float.NaN});
        InvalidInputException error = assertThrows(
                InvalidInputException.class, () -> StandardScaler.fitPerNode(missing, new IndexRange(0, 2)));
        assertTrue(error.getMessage().contains("node b"), error.getMessage());
        assertThrows(InvalidInputException.class, () -> StandardScaler.fit(series, new IndexRange(2, 2)));
    }
}
