package io.github.sibyl4j.forecasting.spatiotemporal;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.forecasting.Forecast;
import io.github.sibyl4j.forecasting.Forecaster;
import io.github.sibyl4j.forecasting.ForecasterReader;
import io.github.sibyl4j.forecasting.PointForecast;
import io.github.sibyl4j.forecasting.PointForecasts;
import io.github.sibyl4j.forecasting.store.Provenance;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.series.Covariates;
import io.github.sibyl4j.graph.series.IndexRange;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.StandardScaler;
import io.github.sibyl4j.graph.series.Windows;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.ModelDirectory;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A fitted {@link TimeThenSpace} model. */
public final class TimeThenSpaceForecaster implements Forecaster {
    private static final String KIND = "time-then-space";

    private static final int TOGETHER = 64;

    private final TimeThenSpaceConfig config;
    private final String name;
    private final TimeThenSpaceNetwork network;
    private final StandardScaler scaler;
    private final GraphTensor graph;
    private final List<String> nodeIds;
    private final List<String> channels;
    /** Length of a step in ISO form, null without a clock. */
    private final String step;

    private final boolean withMask;
    private final List<String> covariates;
    private final Provenance provenance;
    private final TrainingResult training;

    TimeThenSpaceForecaster(
            TimeThenSpaceConfig config,
            String name,
            TimeThenSpaceNetwork network,
            StandardScaler scaler,
            GraphTensor graph,
            SpatioTemporalSeries series,
            boolean withMask,
            TrainingConfig training,
            TrainingResult result) {
        this(
                config,
                name,
                network,
                scaler,
                graph,
                series.nodeIds(),
                series.channelNames(),
                stepOf(series),
                withMask,
                series.covariates().map(Covariates::names).orElse(List.of()),
                Provenance.of(series, training),
                result);
    }

    private TimeThenSpaceForecaster(
            TimeThenSpaceConfig config,
            String name,
            TimeThenSpaceNetwork network,
            StandardScaler scaler,
            GraphTensor graph,
            List<String> nodeIds,
            List<String> channels,
            String step,
            boolean withMask,
            List<String> covariates,
            Provenance provenance,
            TrainingResult training) {
        this.config = config;
        this.name = name;
        this.network = network;
        this.scaler = scaler;
        this.graph = graph;
        this.nodeIds = nodeIds;
        this.channels = channels;
        this.step = step;
        this.withMask = withMask;
        this.covariates = covariates;
        this.provenance = provenance;
        this.training = training;
    }

    TimeThenSpaceForecaster with(TrainingResult result) {
        return new TimeThenSpaceForecaster(
                config,
                name,
                network,
                scaler,
                graph,
                nodeIds,
                channels,
                step,
                withMask,
                covariates,
                provenance,
                result);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Windows windows() {
        return new Windows(config.window(), config.horizon());
    }

    @Override
    public List<String> nodeIds() {
        return nodeIds;
    }

    /** The number of learned values. */
    public long parameterCount() {
        return network.parameterCount();
    }

    /** How the training went; empty for a model that was read from disk. */
    public Optional<TrainingResult> training() {
        return Optional.ofNullable(training);
    }

    /** All learned values by path. */
    public Map<String, float[]> weights() {
        return network.state();
    }

    /** Windows out of some steps of a series. */
    WindowBatches batches(SpatioTemporalSeries series, IndexRange steps) {
        Optional<Covariates> shared = TimeFeature.join(config.timeFeatures(), series.slice(steps.from(), steps.to()));
        return new WindowBatches(series, steps, windows(), scaler, shared, withMask);
    }

    /** Forecasts {@code [batch, horizon, node, channel]} in the data's units. */
    Tensor forward(WindowBatches batches, int[] starts) {
        Tensor scaled = network.forward(batches.inputs(starts), graph);
        return scaled.mul(floats(scaler.deviation())).add(floats(scaler.mean()));
    }

    private static Tensor floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(floats, floats.length);
    }

    private static String stepOf(SpatioTemporalSeries series) {
        return series.time().hasClock() ? series.time().step().toString() : null;
    }

    private void requireSuits(SpatioTemporalSeries series) {
        series.requireNodes(nodeIds, "the model");
        require(
                series.channelNames().equals(channels),
                "the model was fitted on the channels %s, the series has %s",
                channels,
                series.channelNames());
        require(
                Objects.equals(stepOf(series), step),
                "the model was fitted on steps of %s, the series has steps of %s: fit a model for these steps",
                step == null ? "no length" : step,
                series.time().hasClock() ? stepOf(series) : "no length");
        List<String> given = series.covariates().map(Covariates::names).orElse(List.of());
        require(
                given.equals(covariates),
                "the model was fitted with the covariates %s, the series has %s",
                covariates,
                given);
    }

    @Override
    public PointForecasts predict(SpatioTemporalSeries series, int[] windowStarts) {
        requireSuits(series);
        for (int start : windowStarts) {
            require(
                    start >= 0 && start + config.window() <= series.steps(),
                    "window %d needs the steps %d to %d, the series has %d",
                    start,
                    start,
                    start + config.window() - 1,
                    series.steps());
        }
        if (windowStarts.length == 0) {
            return new PointForecasts(new int[0], config.horizon(), nodeIds.size(), channels.size(), new float[0]);
        }
        IndexRange seen = new IndexRange(
                Arrays.stream(windowStarts).min().orElseThrow(),
                Arrays.stream(windowStarts).max().orElseThrow() + config.window());
        WindowBatches batches = batches(series, seen);
        int width = config.horizon() * nodeIds.size() * channels.size();
        float[] values = new float[windowStarts.length * width];
        for (int from = 0; from < windowStarts.length; from += TOGETHER) {
            int[] part = Arrays.copyOfRange(windowStarts, from, Math.min(windowStarts.length, from + TOGETHER));
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                float[] batch = forward(batches, part).toArray();
                System.arraycopy(batch, 0, values, from * width, batch.length);
            }
        }
        return new PointForecasts(windowStarts.clone(), config.horizon(), nodeIds.size(), channels.size(), values);
    }

    @Override
    public Forecast forecast(SpatioTemporalSeries series) {
        require(
                series.steps() >= config.window(),
                "a forecast needs the last %d steps, the series has %d",
                config.window(),
                series.steps());
        PointForecasts last = predict(series, new int[] {series.steps() - config.window()});
        return new PointForecast(
                SpatioTemporalSeries.of(series.time().following(config.horizon()), nodeIds, channels, last.values()));
    }

    /** What {@code model.json} holds beside the weights. */
    private record Description(
            String name,
            TimeThenSpaceConfig config,
            List<String> nodes,
            List<String> channels,
            String step,
            List<String> covariates,
            boolean maskInput,
            double[] mean,
            double[] deviation,
            Edges graph,
            Provenance provenance) {
        Description {
            nodes = List.copyOf(nodes);
            channels = List.copyOf(channels);
            covariates = List.copyOf(covariates);
            require(config != null && config.timeFeatures() != null, "there is no configuration");
            require(config.messagePassing() != null, "there is no kind of message passing");
            require(mean != null && deviation != null, "there is no mean or deviation");
            require(graph != null || config.layers() == 0, "there is no graph to pass messages on");
        }
    }

    private record Edges(int[] source, int[] target, float[] weight) {
        Edges {
            require(source != null && target != null, "an edge list is missing");
        }

        static Edges of(GraphTensor graph) {
            int[] source = new int[graph.edgeCount()];
            int[] target = new int[graph.edgeCount()];
            float[] weight = new float[graph.edgeCount()];
            for (int e = 0; e < weight.length; e++) {
                source[e] = graph.source(e);
                target[e] = graph.target(e);
                weight[e] = graph.weight(e);
            }
            return new Edges(source, target, weight);
        }
    }

    private static int covariateColumns(Description d) {
        int columns = d.covariates.size();
        for (TimeFeature feature : d.config.timeFeatures()) {
            columns += feature == TimeFeature.TIME_OF_DAY ? 2 : 7;
        }
        return columns;
    }

    @Override
    public void save(Path directory) throws IOException {
        Description description = new Description(
                name,
                config,
                nodeIds,
                channels,
                step,
                covariates,
                withMask,
                scaler.mean(),
                scaler.deviation(),
                graph == null ? null : Edges.of(graph),
                provenance);
        Map<String, Tensor> weights = new LinkedHashMap<>(network.namedValues());
        new ModelDirectory(KIND, description, weights).save(directory);
    }

    /**
     * Builds the model that a directory describes.
     *
     * @throws InvalidInputException if description and weights do not fit together
     */
    private static TimeThenSpaceForecaster read(ModelDirectory saved) {
        Description d = saved.describedAs(Description.class);
        requireNoMoreThanSaved(d, saved);
        TimeThenSpaceNetwork network = new TimeThenSpaceNetwork(
                d.config,
                d.nodes.size(),
                d.channels.size(),
                WindowBatches.columns(d.channels.size(), covariateColumns(d), d.maskInput),
                new Seed(0));
        network.load(saved.weights());
        GraphTensor graph =
                d.graph == null ? null : GraphTensor.of(d.nodes.size(), d.graph.source, d.graph.target, d.graph.weight);
        return new TimeThenSpaceForecaster(
                d.config,
                d.name,
                network,
                StandardScaler.of(d.nodes.size(), d.mean, d.deviation),
                graph,
                d.nodes,
                d.channels,
                d.step,
                d.maskInput,
                d.covariates,
                d.provenance,
                null);
    }

    /** Each size is that of some weights, so a damaged one is found before memory is taken for it. */
    private static void requireNoMoreThanSaved(Description d, ModelDirectory saved) {
        long values = saved.values();
        int[] sizes = {d.config.hidden(), d.config.horizon(), d.config.nodeEmbedding(), d.config.layers()};
        require(
                Arrays.stream(sizes).allMatch(size -> size <= values),
                "the description of the saved model is damaged: it speaks of sizes %s, but only %d values were saved",
                Arrays.toString(sizes),
                values);
    }

    /** Reads a saved one. */
    public static final class Reader implements ForecasterReader {
        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public Forecaster read(ModelDirectory saved) {
            return TimeThenSpaceForecaster.read(saved);
        }
    }
}
