package io.github.sibyl4j.forecasting.spatiotemporal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.datasets.Gpvar;
import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.ForecastEstimator;
import io.github.sibyl4j.forecasting.ForecastEstimatorContract;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.Covariates;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeThenSpaceTest extends ForecastEstimatorContract {

    private static TimeThenSpace.Builder small() {
        return TimeThenSpace.builder()
                .window(WINDOWS.window())
                .horizon(WINDOWS.horizon())
                .hidden(8)
                .nodeEmbedding(3);
    }

    @Override
    protected ForecastEstimator estimator() {
        return small().build();
    }

    private static TimeThenSpaceForecaster fit(TimeThenSpace.Builder builder, SpatioTemporalSeries series, long seed) {
        return builder.build().fit(series, split(series), TRAINING.withSeed(seed), event -> {});
    }

    @Test
    void hasThePublishedNumberOfParameters() {
        // 10 exogenous inputs on METR-LA: sine and cosine of the day, seven weekdays, and the mask.
        SpatioTemporalSeries week = Datasets.load("metr-la-week1").slice(0, 300);
        float[] values = week.values();
        values[5] = Float.NaN;
        SpatioTemporalSeries gap = SpatioTemporalSeries.of(week.time(), week.nodeIds(), values)
                .withGraph(week.graph().orElseThrow());
        TimeThenSpace.Builder builder =
                TimeThenSpace.builder().timeFeatures(TimeFeature.TIME_OF_DAY, TimeFeature.DAY_OF_WEEK);
        Split split = TslSplit.defaults().split(builder.build().windows(), gap.steps());
        TrainingConfig one = TRAINING.withEpochs(1).withBatchSize(64);
        assertEquals(57_900, builder.build().fit(gap, split, one, e -> {}).parameterCount());
        assertEquals(
                47_180,
                builder.nodeEmbedding(0).build().fit(gap, split, one, e -> {}).parameterCount());
    }

    @Test
    void givesBitIdenticalWeightsForASeedAndOthersForAnother() {
        Map<String, float[]> first = fit(small(), series(), 1).weights();
        Map<String, float[]> same = fit(small(), series(), 1).weights();
        Map<String, float[]> other = fit(small(), series(), 2).weights();
        first.forEach((name, values) -> {
            assertArrayEquals(values, same.get(name), name);
            assertFalse(Arrays.equals(values, other.get(name)), name);
        });
    }

    /** A process on a graph whose best possible error is known: near it with the graph, far from it without. */
    @Test
    void learnsAProcessOnAGraph() {
        Gpvar process = Gpvar.global().withCommunities(10).withSteps(6_000);
        SpatioTemporalSeries series = process.generate().series();
        TimeThenSpace.Builder builder =
                TimeThenSpace.builder().window(6).horizon(1).hidden(16).nodeEmbedding(8);
        TrainingConfig training = TrainingConfig.defaults()
                .withEpochs(12)
                .withBatchSize(64)
                .withLearningRate(0.01)
                .withMilestones(List.of(6, 9), 0.5);
        Split split = TslSplit.defaults().split(builder.build().windows(), series.steps());
        double withGraph = mae(builder.build().fit(series, split, training), series, split);
        double alone = mae(builder.layers(0).build().fit(series, split, training), series, split);
        assertTrue(withGraph < 1.05 * process.optimalMae(), () -> "with the graph " + withGraph);
        assertTrue(alone > 1.15 * process.optimalMae(), () -> "without the graph " + alone);
    }

    private static double mae(Forecaster forecaster, SpatioTemporalSeries series, Split split) {
        return Evaluation.of(forecaster, series, split.test()).average().mae();
    }

    @Test
    void beatsRepeatingTheLastValueOnTraffic() {
        SpatioTemporalSeries week = Datasets.load("metr-la-week1");
        TimeThenSpace estimator =
                TimeThenSpace.builder().hidden(16).nodeEmbedding(8).build();
        Split split = TslSplit.defaults().split(estimator.windows(), week.steps());
        Forecaster forecaster =
                estimator.fit(week, split, TrainingConfig.defaults().withEpochs(8));
        double mae = mae(forecaster, week, split);
        // Persistence scores 4.391; fifteen epochs with twice the width come to 3.96.
        assertTrue(mae < 4.2, () -> "test MAE " + mae);
    }

    @Test
    void passesMessagesInBothDirectionsWhenAsked() {
        Forecaster forecaster = fit(small().messagePassing(MessagePassing.DIFFUSION), series(), 1);
        assertEquals(3, forecaster.forecast(series()).horizon());
    }

    @Test
    void hearsItsNeighboursOnly() {
        SpatioTemporalSeries line = series().withGraph(GraphTensor.of(4, new int[] {0}, new int[] {1}));
        Forecaster forecaster = fit(small(), line, 1);
        float[] before = forecaster.forecast(line).mean().values();
        float[] values = line.values();
        values[values.length - 4] += 10;
        SpatioTemporalSeries moved = SpatioTemporalSeries.of(line.time(), line.nodeIds(), values);
        float[] after = forecaster.forecast(moved).mean().values();
        assertTrue(before[0] != after[0] && before[1] != after[1], "the node itself and the one that hears it");
        assertTrue(before[2] == after[2] && before[3] == after[3], "isolated nodes");
    }

    @Test
    void takesCovariatesAndKeepsThem(@TempDir Path folder) throws IOException {
        SpatioTemporalSeries series = series();
        float[] holiday = new float[series.steps()];
        Arrays.fill(holiday, 100, 124, 1);
        SpatioTemporalSeries rich = series.withCovariates(new Covariates(List.of("holiday"), holiday));
        Forecaster forecaster = fit(small(), rich, 1);
        forecaster.save(folder);
        assertArrayEquals(
                forecaster.forecast(rich).mean().values(),
                Forecaster.load(folder).forecast(rich).mean().values());
        assertMessage("covariates [holiday], the series has []", () -> forecaster.forecast(series));
    }

    /** A single window is cut out without the rest of the series, but the value that fills its gap lies before it. */
    @Test
    void forecastsOneWindowAsAmongMany() {
        float[] values = series().values();
        for (int t = series().steps() - WINDOWS.window() - 4; t < series().steps() - 1; t++) {
            values[4 * t] = Float.NaN;
        }
        SpatioTemporalSeries gap = SpatioTemporalSeries.of(series().time(), series().nodeIds(), values)
                .withGraph(series().graph().orElseThrow());
        Forecaster forecaster = fit(small(), gap, 1);
        int last = gap.steps() - WINDOWS.window();
        float[] among = forecaster.predict(gap, new int[] {0, last, 5}).sample(1);
        assertArrayEquals(among, forecaster.predict(gap, new int[] {last}).sample(0));
        assertArrayEquals(among, forecaster.forecast(gap).mean().values());
        assertEquals(0, forecaster.predict(gap, new int[0]).samples());
    }

    @Test
    void forecastsSeveralChannels() {
        SpatioTemporalSeries one = series();
        float[] values = new float[2 * one.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = one.values()[i / 2] * (i % 2 == 0 ? 1 : -100);
        }
        SpatioTemporalSeries two = SpatioTemporalSeries.of(one.time(), one.nodeIds(), List.of("speed", "flow"), values)
                .withGraph(one.graph().orElseThrow());
        SpatioTemporalSeries mean = fit(small(), two, 1).forecast(two).mean();
        assertEquals(List.of("speed", "flow"), mean.channelNames());
        assertTrue(mean.value(0, 0, 0) > 0 && mean.value(0, 0, 1) < -500, mean.toString());
    }

    @Test
    void worksWithAConstantSensor() {
        SpatioTemporalSeries series = series();
        float[] values = series.values();
        for (int i = 0; i < values.length; i += 4) {
            values[i] = 7;
        }
        SpatioTemporalSeries constant = SpatioTemporalSeries.of(series.time(), series.nodeIds(), values)
                .withGraph(series.graph().orElseThrow());
        assertEquals(0, fit(small(), constant, 1).forecast(constant).mean().missing());
    }

    @Test
    void saysWhatItCannotLearnFrom() {
        SpatioTemporalSeries series = series();
        SpatioTemporalSeries noGraph = SpatioTemporalSeries.of(series.time(), series.nodeIds(), series.values());
        assertMessage("add one with withGraph", () -> fit(small(), noGraph, 1));
        assertEquals(3, fit(small().layers(0), noGraph, 1).forecast(noGraph).horizon());
        float[] values = series.values();
        for (int i = 2; i < values.length / 2; i += 4) {
            values[i] = Float.NaN;
        }
        for (int i = 2; i < values.length; i += 4) {
            values[i] = Float.NaN;
        }
        SpatioTemporalSeries missing = SpatioTemporalSeries.of(series.time(), series.nodeIds(), values)
                .withGraph(series.graph().orElseThrow());
        assertMessage("have no value in the training part: [c]", () -> fit(small(), missing, 1));
        assertMessage("hidden must be at least 1", () -> small().hidden(0).build());
        assertMessage("window must be at least 1", () -> small().window(0).build());
    }
}
