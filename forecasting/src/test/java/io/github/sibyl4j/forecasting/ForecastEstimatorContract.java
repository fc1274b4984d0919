package io.github.sibyl4j.forecasting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TimeIndex;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What every estimator and its forecaster must do. */
public abstract class ForecastEstimatorContract {
    protected static final Windows WINDOWS = new Windows(6, 3);
    protected static final TrainingConfig TRAINING =
            TrainingConfig.defaults().withEpochs(2).withBatchSize(16);
    private static final int STEPS = 24 * 12;

    /** The estimator under test, with {@link #WINDOWS}. */
    protected abstract ForecastEstimator estimator();

    /** Hourly waves with noise at four sensors on a ring, with some gaps. */
    protected static SpatioTemporalSeries series() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[STEPS * 4];
        for (int t = 0; t < STEPS; t++) {
            for (int node = 0; node < 4; node++) {
                double wave = 20 + 5 * Math.sin(2 * Math.PI * (t + 3 * node) / 24);
                values[t * 4 + node] = random.nextInt(20) == 0 ? Float.NaN : (float) (wave + random.nextDouble());
            }
        }
        TimeIndex time = TimeIndex.regular(LocalDateTime.of(2024, 5, 1, 0, 0), Duration.ofHours(1), STEPS);
        return SpatioTemporalSeries.of(time, List.of("a", "b", "c", "d"), values)
                .withGraph(GraphTensor.of(4, new int[] {0, 1, 2, 3}, new int[] {1, 2, 3, 0}));
    }

    protected static Split split(SpatioTemporalSeries series) {
        return TslSplit.defaults().split(WINDOWS, series.steps());
    }

    private Forecaster fitted() {
        return estimator().fit(series(), split(series()), TRAINING);
    }

    protected static void assertMessage(String part, Executable action) {
        InvalidInputException error = assertThrows(InvalidInputException.class, action);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void forecastsTheStepsThatComeNext() {
        SpatioTemporalSeries series = series();
        SpatioTemporalSeries mean = fitted().forecast(series).mean();
        assertEquals(3, mean.steps());
        assertEquals(series.nodeIds(), mean.nodeIds());
        assertEquals(series.time().at(STEPS), mean.time().at(0));
        assertEquals(0, mean.missing());
    }

    @Test
    void forecastsTheLastWindowAsItForecastsManyAtOnce() {
        Forecaster forecaster = fitted();
        SpatioTemporalSeries series = series();
        int last = series.steps() - WINDOWS.window();
        PointForecasts many = forecaster.predict(series, new int[] {40, 7, last});
        assertEquals(3 * 3 * 4, many.values().length);
        assertArrayEquals(forecaster.forecast(series).mean().values(), many.sample(2), 1e-4f);
        assertArrayEquals(forecaster.predict(series, new int[] {7}).sample(0), many.sample(1), 1e-4f);
        assertEquals(many.sample(1)[1 * 4 + 2], many.value(1, 1, 2, 0));
    }

    @Test
    void neverLooksAtWhatComesAfterTheWindow() {
        Forecaster forecaster = fitted();
        SpatioTemporalSeries series = series();
        int origin = 100;
        float[] changed = series.values();
        for (int i = origin * 4; i < changed.length; i++) {
            changed[i] = 1000;
        }
        SpatioTemporalSeries other = SpatioTemporalSeries.of(series.time(), series.nodeIds(), changed);
        int[] windows = {origin - WINDOWS.window()};
        assertArrayEquals(
                forecaster.predict(series, windows).values(),
                forecaster.predict(other, windows).values());
    }

    @Test
    void learnsNothingFromTheTestPart() {
        SpatioTemporalSeries series = series();
        int known = WINDOWS.steps(split(series).validation()).to();
        float[] changed = series.values();
        for (int i = known * 4; i < changed.length; i++) {
            changed[i] = 1000;
        }
        SpatioTemporalSeries other = SpatioTemporalSeries.of(series.time(), series.nodeIds(), changed)
                .withGraph(series.graph().orElseThrow());
        int[] windows = {3, 50};
        assertArrayEquals(
                estimator()
                        .fit(series, split(series), TRAINING)
                        .predict(series, windows)
                        .values(),
                estimator()
                        .fit(other, split(series), TRAINING)
                        .predict(series, windows)
                        .values());
    }

    @Test
    void comesBackFromDiskAsItWas(@TempDir Path folder) throws IOException {
        Forecaster forecaster = fitted();
        forecaster.save(folder.resolve("model"));
        forecaster.save(folder.resolve("model"));
        Forecaster again = Forecaster.load(folder.resolve("model"));
        assertEquals(forecaster.name(), again.name());
        assertEquals(forecaster.nodeIds(), again.nodeIds());
        assertEquals(forecaster.windows(), again.windows());
        assertArrayEquals(
                forecaster.forecast(series()).mean().values(),
                again.forecast(series()).mean().values());
        again.save(folder.resolve("copy"));
        assertArrayEquals(
                forecaster.forecast(series()).mean().values(),
                Forecaster.load(folder.resolve("copy"))
                        .forecast(series())
                        .mean()
                        .values());
    }

    @Test
    void meetsADamagedDescriptionWithAMessage(@TempDir Path folder) throws IOException {
        fitted().save(folder);
        Path file = folder.resolve("model.json");
        List<Mutations.Mutant> mutants = Mutations.of(Files.readString(file));
        assertTrue(mutants.size() > 100, mutants.size() + " mutants");
        SpatioTemporalSeries series = series();
        for (Mutations.Mutant mutant : mutants) {
            Files.writeString(file, mutant.json());
            try {
                Forecaster.load(folder).forecast(series);
            } catch (InvalidInputException expected) {
                // As it should be; some changes, such as another name, are harmless.
            } catch (RuntimeException | Error e) {
                throw new AssertionError(mutant.change(), e);
            }
        }
    }

    /** Among them threads that are in the middle of a scope of their own, which the forecast leaves as it was. */
    @Test
    void forecastsOnManyThreadsAtOnce() throws InterruptedException, ExecutionException {
        Forecaster forecaster = fitted();
        SpatioTemporalSeries series = series();
        int[] windows = {1, 30, 60};
        float[] expected = forecaster.predict(series, windows).values();
        float[] next = forecaster.forecast(series).mean().values();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                float own = i;
                all.add(threads.submit(() -> {
                    try (Scope scope = Scope.open()) {
                        Tensor mine = Tensor.full(own, 1000).add(1);
                        assertArrayEquals(
                                expected, forecaster.predict(series, windows).values());
                        assertArrayEquals(
                                next, forecaster.forecast(series).mean().values());
                        assertEquals(1000 * (own + 1), mine.sum().item());
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void givesTheSameModelForTheSameSeed() {
        assertArrayEquals(
                fitted().forecast(series()).mean().values(),
                fitted().forecast(series()).mean().values());
    }

    @Test
    void fitsWithoutASplit() {
        assertEquals(3, estimator().fit(series(), TRAINING).forecast(series()).horizon());
    }

    @Test
    void saysWhatDoesNotSuit() {
        Forecaster forecaster = fitted();
        SpatioTemporalSeries series = series();
        assertMessage("fitted on 4 nodes", () -> forecaster.forecast(series.selectNodes(List.of("a", "b"))));
        assertMessage(
                "differ first at position 1: 'c' in the series, 'b' in the model",
                () -> forecaster.forecast(series.selectNodes(List.of("a", "c", "b", "d"))));
        assertMessage("needs the last 6 steps", () -> forecaster.forecast(series.slice(0, 5)));
        assertMessage("window 999", () -> forecaster.predict(series, new int[] {999}));
        SpatioTemporalSeries twoChannels =
                SpatioTemporalSeries.of(TimeIndex.steps(10), series.nodeIds(), List.of("speed", "flow"), new float[80]);
        assertMessage("channels", () -> forecaster.forecast(twoChannels));
        TimeIndex minutes = TimeIndex.regular(LocalDateTime.of(2024, 5, 1, 0, 0), Duration.ofMinutes(5), STEPS);
        SpatioTemporalSeries faster = SpatioTemporalSeries.of(minutes, series.nodeIds(), series.values());
        assertMessage("was fitted on steps of PT1H, the series has steps of PT5M", () -> forecaster.forecast(faster));
        assertMessage("too few", () -> estimator().fit(series.slice(0, 12), TRAINING));
        assertMessage("there is no model", () -> Forecaster.load(Path.of("no-such-model")));
    }
}
