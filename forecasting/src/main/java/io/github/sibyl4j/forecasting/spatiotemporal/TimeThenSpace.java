package io.github.sibyl4j.forecasting.spatiotemporal;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.ForecastEstimator;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.Covariates;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.StandardScaler;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.train.Trainer;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingEvent;
import io.github.sibyl4j.tensor.train.TrainingResult;
import io.github.sibyl4j.tensor.train.TrainingTask;
import java.util.List;
import java.util.function.Consumer;

/**
 * TTS-IMP, the time-then-space model with isotropic message passing (Cini, Marisca, Zambon, Alippi: "Graph Deep Learning for
 * Time Series Forecasting", 2023, and "Taming Local Effects in Graph-based Spatiotemporal Forecasting", NeurIPS 2023): a
 * GRU turns the window of each node into one vector, two graph convolutions exchange them, an MLP reads the horizon off.
 * Optional node embeddings let nodes differ.
 *
 * <p>Trained on the masked mean absolute error in the data's units; the epoch with the lowest validation error is kept. The
 * scaler (one mean and deviation a channel) is fitted on the steps of the training windows. Gaps in inputs are filled by
 * the last value before them, and where the training part has gaps the model also sees the mask.
 */
public final class TimeThenSpace implements ForecastEstimator {
    private final TimeThenSpaceConfig config;

    private TimeThenSpace(TimeThenSpaceConfig config) {
        this.config = config;
    }

    /** Window and horizon 12, hidden 64, embeddings of 32, two graph convolutions: the reference experiments' sizes. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return config.nodeEmbedding() > 0 ? "TTS-IMP + emb" : "TTS-IMP";
    }

    @Override
    public Windows windows() {
        return new Windows(config.window(), config.horizon());
    }

    @Override
    public TimeThenSpaceForecaster fit(
            SpatioTemporalSeries series, Split split, TrainingConfig training, Consumer<TrainingEvent> listener) {
        Windows windows = windows();
        require(!split.train().isEmpty(), "the split has no training windows");
        require(!split.validation().isEmpty(), "the split has no validation windows");
        int seen = windows.steps(split.validation()).to();
        require(
                seen <= series.steps(),
                "the split needs %d steps, the series has %d: make the split for this series",
                seen,
                series.steps());
        SpatioTemporalSeries known = series.before(seen);
        requireObservedNodes(known, windows.steps(split.train()).to());
        GraphTensor graph = config.layers() == 0 ? null : graph(series);
        StandardScaler scaler = StandardScaler.fit(known, windows.steps(split.train()));
        List<TimeFeature> features =
                config.timeFeatures() != null ? config.timeFeatures() : TimeFeature.suitedTo(series.time());
        boolean withMask = known.slice(0, windows.steps(split.train()).to()).missing() > 0;
        int covariates =
                TimeFeature.join(features, known).map(Covariates::count).orElse(0);
        TimeThenSpaceNetwork network = new TimeThenSpaceNetwork(
                config,
                series.nodes(),
                series.channels(),
                WindowBatches.columns(series.channels(), covariates, withMask),
                new Seed(training.seed()).split("weights"));
        TimeThenSpaceForecaster forecaster = new TimeThenSpaceForecaster(
                config.withTimeFeatures(features), name(), network, scaler, graph, known, withMask, training, null);
        TrainingResult result = Trainer.run(network, new Task(forecaster, known, split), training, listener);
        return forecaster.with(result);
    }

    private static void requireObservedNodes(SpatioTemporalSeries known, int trainingSteps) {
        List<String> missing = known.slice(0, trainingSteps).allMissingNodes();
        require(
                missing.isEmpty(),
                "%d sensors have no value in the training part: %s. Leave them out with selectNodes, or begin the"
                        + " series where they have data",
                missing.size(),
                missing);
    }

    private static GraphTensor graph(SpatioTemporalSeries series) {
        require(
                series.graph().isPresent(),
                "this model passes messages over a graph, and the series has none: add one with withGraph, or set"
                        + " layers(0) for a model without a graph");
        return series.graph().get();
    }

    /** The training windows with their loss, and the validation error. */
    private static final class Task implements TrainingTask {
        /**
         * Sequences that go through the network together: for windows of 12 steps of width 64, what the GRU keeps of them
         * (30 MB) stays in the third level cache from forward to backward, and there is work for several threads.
         */
        private static final int SEQUENCES_TOGETHER = 2048;

        private final TimeThenSpaceForecaster forecaster;
        private final SpatioTemporalSeries series;
        private final Split split;
        private final WindowBatches batches;
        private final boolean complete;

        Task(TimeThenSpaceForecaster forecaster, SpatioTemporalSeries series, Split split) {
            this.forecaster = forecaster;
            this.series = series;
            this.split = split;
            this.batches = forecaster.batches(series, new IndexRange(0, series.steps()));
            this.complete = series.missing() == 0;
        }

        @Override
        public int samples() {
            return split.train().size();
        }

        @Override
        public int samplesTogether() {
            return Math.max(1, SEQUENCES_TOGETHER / series.nodes());
        }

        @Override
        public double weight(int[] part) {
            return complete ? part.length : batches.observedTargets(starts(part));
        }

        private int[] starts(int[] batch) {
            int[] starts = new int[batch.length];
            for (int i = 0; i < batch.length; i++) {
                starts[i] = split.train().from() + batch[i];
            }
            return starts;
        }

        @Override
        public Tensor loss(int[] batch) {
            int[] starts = starts(batch);
            Tensor forecast = forecaster.forward(batches, starts);
            float[] targets = batches.targets(starts);
            float[] mask = new float[targets.length];
            boolean complete = true;
            for (int i = 0; i < targets.length; i++) {
                boolean observed = !Float.isNaN(targets[i]);
                mask[i] = observed ? 1 : 0;
                complete &= observed;
            }
            Tensor target = Tensor.of(targets, forecast.shape());
            return Losses.meanAbsoluteError(forecast, target, complete ? null : Tensor.of(mask, forecast.shape()));
        }

        @Override
        public double validate() {
            return Evaluation.of(forecaster, series, split.validation())
                    .average()
                    .mae();
        }
    }

    /** Chooses the sizes; every setting has a default. */
    public static final class Builder {
        private int window = 12;
        private int horizon = 12;
        private int hidden = 64;
        private int nodeEmbedding = 32;
        private int layers = 2;
        private MessagePassing messagePassing = MessagePassing.GRAPH_CONV;
        private List<TimeFeature> timeFeatures;

        private Builder() {}

        /** Steps the model sees. */
        public Builder window(int value) {
            window = value;
            return this;
        }

        /** Steps it forecasts. */
        public Builder horizon(int value) {
            horizon = value;
            return this;
        }

        /** Width of all layers. */
        public Builder hidden(int value) {
            hidden = value;
            return this;
        }

        /** Values learned for each node; 0 for a model that treats all nodes alike. */
        public Builder nodeEmbedding(int value) {
            nodeEmbedding = value;
            return this;
        }

        /** Message-passing layers; 0 for a model without a graph. */
        public Builder layers(int value) {
            layers = value;
            return this;
        }

        public Builder messagePassing(MessagePassing value) {
            messagePassing = value;
            return this;
        }

        /** What the model is told of the clock; if never called, the time of day where steps are shorter than a day. */
        public Builder timeFeatures(TimeFeature... values) {
            timeFeatures = List.of(values);
            return this;
        }

        /** @throws io.github.sibyl4j.tensor.InvalidInputException if a size is out of range */
        public TimeThenSpace build() {
            return new TimeThenSpace(new TimeThenSpaceConfig(
                    window, horizon, hidden, nodeEmbedding, layers, messagePassing, timeFeatures));
        }
    }
}
