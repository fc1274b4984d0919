package io.github.sibyl4j.forecasting.baseline;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.ForecastEstimator;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.ForecasterReader;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The mean of a node at the same phase of the season, over the steps of the training windows; the node's mean for a phase
 * that was never observed. Phases are counted on the clock, so they hold for other cuts of the series too.
 *
 * @param period steps of a season, such as 288 for a day of five-minute steps
 */
public record HistoricalAverage(Windows windows, int period) implements ForecastEstimator {
    private static final String KIND = "historical-average";

    private static final String NAME = "historical average";

    public HistoricalAverage {
        require(period >= 1, "period must be at least 1 step, found %d", period);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Forecaster fit(
            SpatioTemporalSeries series, Split split, TrainingConfig config, Consumer<TrainingEvent> listener) {
        int width = series.nodes() * series.channels();
        double[] sums = new double[(period + 1) * width];
        long[] counts = new long[sums.length];
        IndexRange steps = windows.steps(split.train());
        for (int t = steps.from(); t < steps.to(); t++) {
            int phase = phase(series, t, period);
            for (int i = 0; i < width; i++) {
                float value = series.value(t, i / series.channels(), i % series.channels());
                if (!Float.isNaN(value)) {
                    // The last row gathers all phases.
                    for (int row : new int[] {phase, period}) {
                        sums[row * width + i] += value;
                        counts[row * width + i]++;
                    }
                }
            }
        }
        float[] means = new float[period * width];
        for (int i = 0; i < means.length; i++) {
            int all = period * width + i % width;
            require(
                    counts[all] > 0,
                    "sensor %s has no value in the training part: leave it out with selectNodes",
                    series.nodeIds().get(i % width / series.channels()));
            means[i] = (float) (counts[i] > 0 ? sums[i] / counts[i] : sums[all] / counts[all]);
        }
        Tensor learned = Tensor.of(means, period, series.nodes(), series.channels());
        return fitted(Baseline.Description.of(windows, period, series, config), learned);
    }

    private static int phase(SpatioTemporalSeries series, int step, int period) {
        return (int) Math.floorMod(series.time().absolute(step), (long) period);
    }

    /** Reads a saved one. */
    public static final class Reader implements ForecasterReader {
        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Forecaster read(ModelDirectory saved) {
            Baseline.Description d = saved.describedAs(Baseline.Description.class);
            Tensor learned = saved.weights().get("learned");
            require(
                    learned != null
                            && Arrays.equals(learned.shape(), new int[] {
                                d.period(), d.nodes().size(), d.channels().size()
                            }),
                    "the saved means do not fit %d phases, %d nodes and %d channels: save the model again",
                    d.period(),
                    d.nodes().size(),
                    d.channels().size());
            return fitted(d, learned);
        }
    }

    private static Forecaster fitted(Baseline.Description description, Tensor learned) {
        float[] means = learned.toArray();
        int period = description.period();
        int nodes = description.nodes().size();
        int channels = description.channels().size();
        Baseline.Rule rule = (series, origin, step, node, channel) ->
                means[(phase(series, step, period) * nodes + node) * channels + channel];
        return new Baseline(KIND, NAME, description, learned.keep(), rule);
    }
}
