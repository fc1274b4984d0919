package io.github.sibyl4j.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final float GAP = Float.NaN;

    /** Forecasts 2 at the first step and 3 at the second. */
    private static class Fixed implements Forecaster {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Windows windows() {
            return new Windows(1, 2);
        }

        @Override
        public List<String> nodeIds() {
            return List.of("a");
        }

        @Override
        public PointForecasts predict(SpatioTemporalSeries series, int[] starts) {
            float[] values = new float[starts.length * 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = 2 + i % 2;
            }
            return new PointForecasts(starts, 2, 1, 1, values);
        }

        @Override
        public Forecast forecast(SpatioTemporalSeries series) {
            throw new AssertionError("not needed");
        }

        @Override
        public void save(Path directory) {
            throw new AssertionError("not needed");
        }
    }

    private static SpatioTemporalSeries series(float... values) {
        return SpatioTemporalSeries.of(TimeIndex.steps(values.length), List.of("a"), values);
    }

    @Test
    void measuresTheErrorAtAStepAndOverAll() {
        // Windows 0 and 1: targets at step 1 are 1 and 4 (forecast 2), at step 2 are 4 and missing (forecast 3).
        Evaluation evaluation = Evaluation.of(new Fixed(), series(9, 1, 4, GAP), new IndexRange(0, 2));
        assertEquals(1.5, evaluation.at(1).mae());
        assertEquals(Math.sqrt(2.5), evaluation.at(1).rmse(), 1e-12);
        assertEquals(75, evaluation.at(1).mape(), 1e-12);
        assertEquals(0.6, evaluation.at(1).mre(), 1e-12);
        assertEquals(1, evaluation.at(2).mae());
        assertEquals(1, evaluation.at(2).count());
        assertEquals(4.0 / 3, evaluation.average().mae(), 1e-12, "every observed target weighs the same");
        assertEquals(3, evaluation.average().count());
        assertTrue(evaluation.toString().contains("1.5000"));
    }

    @Test
    void leavesZerosOutOfTheRelativeErrorAlone() {
        Metrics metrics = Evaluation.of(new Fixed(), series(9, 0, 6), new IndexRange(0, 1))
                .average();
        assertEquals(50, metrics.mape(), 1e-12);
        assertEquals(2.5, metrics.mae(), 1e-12);
        Metrics zeros = Evaluation.of(new Fixed(), series(9, 0, 0), new IndexRange(0, 1))
                .average();
        assertTrue(Double.isNaN(zeros.mape()) && Double.isNaN(zeros.mre()));
    }

    @Test
    void countsNegativeTargetsBySizeInTheRelativeSum() {
        Metrics metrics = Evaluation.of(new Fixed(), series(9, -4, 4), new IndexRange(0, 1))
                .average();
        assertEquals((6 + 1) / 8.0, metrics.mre(), 1e-12);
    }

    @Test
    void refusesToCompareWithNothing() {
        assertThrows(
                InvalidInputException.class,
                () -> Evaluation.of(new Fixed(), series(9, GAP, GAP), new IndexRange(0, 1)));
        assertThrows(
                InvalidInputException.class, () -> Evaluation.of(new Fixed(), series(9, 1, 1), new IndexRange(1, 1)));
        Evaluation evaluation = Evaluation.of(new Fixed(), series(9, 1, 1), new IndexRange(0, 1));
        assertThrows(InvalidInputException.class, () -> evaluation.at(0));
        assertThrows(InvalidInputException.class, () -> evaluation.at(3));
    }

    @Test
    void namesAForecastThatIsNoNumber() {
        Forecaster broken = new Fixed() {
            @Override
            public PointForecasts predict(SpatioTemporalSeries series, int[] starts) {
                float[] values = new float[starts.length * 2];
                Arrays.fill(values, GAP);
                return new PointForecasts(starts, 2, 1, 1, values);
            }
        };
        InvalidInputException error = assertThrows(
                InvalidInputException.class, () -> Evaluation.of(broken, series(9, 1, 1), new IndexRange(0, 1)));
        assertTrue(error.getMessage().contains("fixed forecasts NaN for a at 1"), error.getMessage());
    }
}
