package io.github.sibyl4j.forecasting.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.Metrics;
import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
    private static final int BLUE = 0x0072B2;

    private final SpatioTemporalSeries clocked =
            series(TimeIndex.regular(LocalDateTime.of(2024, 5, 1, 0, 0), Duration.ofHours(1), 50));
    private final PointForecasts forecasts =
            new PointForecasts(IntStream.range(0, 20).toArray(), 3, 2, 1, new float[20 * 3 * 2]);

    @BeforeAll
    static void needsFonts() {
        try {
            LossPlot.of("m", "MAE", new double[] {1}, new double[0]).image();
        } catch (PlotUnavailableException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    private static SpatioTemporalSeries series(TimeIndex time) {
        float[] values = new float[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 11 == 0 ? Float.NaN : (float) Math.sin(i / 5.0);
        }
        return SpatioTemporalSeries.of(time, List.of("a", "b"), values);
    }

    /** The number of pixels that have the colour of the first forecaster's line. */
    private static long blue(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF) == BLUE)
                .count();
    }

    @Test
    void writesAPictureThatCanBeRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/picture.png");
        Figure figure = ForecastPlot.ahead(clocked, Map.of("model", forecasts), 6, 2, List.of("a", "b"), "mph");
        figure.save(file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertEquals(2000, read.getWidth());
        assertEquals(blue(figure.image()), blue(read));
        assertTrue(blue(read) > 500, "the forecast is drawn");
    }

    @Test
    void drawsSeriesWithAndWithoutAClock() {
        for (SpatioTemporalSeries series : List.of(clocked, series(TimeIndex.steps(50)))) {
            SpatioTemporalSeries next =
                    SpatioTemporalSeries.of(series.time().following(4), series.nodeIds(), new float[8]);
            assertTrue(
                    blue(ForecastPlot.next(series, next, 20, List.of("b"), "").image()) > 50);
        }
    }

    @Test
    void drawsWholeForecastsFromTheirOrigins() {
        PointForecasts some = new PointForecasts(new int[] {0, 10, 43}, 3, 2, 1, new float[3 * 3 * 2]);
        assertTrue(
                blue(ForecastPlot.windows(clocked, some, 6, List.of("a"), "mph").image()) > 100);
    }

    @Test
    void drawsASensorThatIsMissingAllThrough() {
        float[] gaps = new float[100];
        Arrays.fill(gaps, Float.NaN);
        SpatioTemporalSeries missing = SpatioTemporalSeries.of(clocked.time(), clocked.nodeIds(), gaps);
        assertTrue(blue(ForecastPlot.ahead(missing, Map.of("m", forecasts), 6, 1, List.of("a"), "")
                        .image())
                > 500);
    }

    @Test
    void drawsASingleEpoch() {
        assertTrue(blue(LossPlot.of("m", "MAE", new double[] {3}, new double[0]).image()) > 50);
    }

    @Test
    void drawsErrorsAndLosses() {
        Evaluation evaluation =
                new Evaluation("model", Collections.nCopies(4, new Metrics(1, 2, 3, 4, 5)), new Metrics(1, 2, 3, 4, 5));
        assertTrue(blue(HorizonErrorPlot.of("test", "mph", List.of(evaluation)).image()) > 500);
        assertTrue(blue(LossPlot.of("model", "MAE", new double[] {3, 2, 1}, new double[] {4, 3, 3})
                        .image())
                > 100);
    }

    @Test
    void refusesToDrawNothing() {
        assertThrows(InvalidInputException.class, () -> HorizonErrorPlot.of("", "", List.of()));
        assertThrows(
                InvalidInputException.class,
                () -> ForecastPlot.ahead(clocked, Map.of("m", forecasts), 6, 4, List.of("a"), ""));
        assertThrows(
                InvalidInputException.class,
                () -> ForecastPlot.ahead(clocked, Map.of("m", forecasts), 6, 1, List.of(), ""));
        assertThrows(InvalidInputException.class, () -> LossPlot.of("m", "", new double[0], new double[0]));
    }

    @Test
    void refusesForecastsThatCannotShareAnAxis() {
        PointForecasts apart = new PointForecasts(new int[] {0, 2}, 3, 2, 1, new float[12]);
        assertRefused(
                "m forecasts window 2, expected 1",
                () -> ForecastPlot.ahead(clocked, Map.of("m", apart), 6, 1, List.of("a"), ""));
        PointForecasts fewer = new PointForecasts(new int[] {0}, 3, 2, 1, new float[6]);
        Map<String, PointForecasts> two = new TreeMap<>(Map.of("a", forecasts, "b", fewer));
        assertRefused("b has 1 forecasts", () -> ForecastPlot.ahead(clocked, two, 6, 1, List.of("a"), ""));
    }

    @Test
    void refusesWhatCannotBeToldApart() {
        assertRefused(
                "same name", () -> ForecastPlot.ahead(clocked, Map.of("observed", forecasts), 6, 1, List.of("a"), ""));
        assertRefused(
                "there is no node 'c'",
                () -> ForecastPlot.ahead(clocked, Map.of("m", forecasts), 6, 1, List.of("c"), ""));
    }

    private static void assertRefused(String part, Executable action) {
        InvalidInputException error = assertThrows(InvalidInputException.class, action);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }
}
