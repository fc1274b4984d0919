package io.github.sibyl4j.benchmarks;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpaceForecaster;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import io.github.sibyl4j.tensor.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * The short reference runs of the time-then-space model: what a plain PyTorch re-implementation reached on the same data
 * with the same split, sizes, epochs and schedule, from one seed (0), beside ours from several.
 */
public final class ReferenceRuns {
    /** An experiment: data, model, schedule, and the reference's test MAE by column. */
    public record Experiment(
            String dataset,
            TimeThenSpace estimator,
            TrainingConfig training,
            Map<Integer, Double> reference,
            double all) {}

    private ReferenceRuns() {}

    /** The experiments by name. */
    public static Map<String, Experiment> experiments() {
        Map<String, Experiment> all = new TreeMap<>();
        all.put(
                "metr-la-week1",
                new Experiment(
                        "metr-la-week1",
                        TimeThenSpace.builder().hidden(32).nodeEmbedding(16).build(),
                        TrainingConfig.defaults()
                                .withEpochs(15)
                                .withMilestones(List.of(7, 11), 0.25)
                                .withPatience(0),
                        new TreeMap<>(Map.of(3, 3.176, 6, 3.914, 12, 5.171)),
                        3.960));
        all.put("gpvar-g", gpvar("gpvar-g", 10, 0.3199));
        all.put("gpvar-l", gpvar("gpvar-l", 12, 0.3247));
        return all;
    }

    private static Experiment gpvar(String dataset, int epochs, double reference) {
        return new Experiment(
                dataset,
                TimeThenSpace.builder()
                        .window(6)
                        .horizon(1)
                        .hidden(16)
                        .nodeEmbedding(8)
                        .build(),
                TrainingConfig.defaults()
                        .withEpochs(epochs)
                        .withBatchSize(128)
                        .withLearningRate(0.01)
                        .withMilestones(List.of(epochs / 2, epochs * 3 / 4), 0.5)
                        .withPatience(0),
                Map.of(),
                reference);
    }

    /**
     * What an experiment gave.
     *
     * @param runs one for each seed
     * @param rows the reference's figures beside ours
     */
    public record Result(String name, List<Run> runs, List<Row> rows) {

        /** The rows as a table in Markdown. */
        public String table() {
            List<Long> seeds = runs.stream().map(Run::seed).toList();
            StringBuilder table =
                    new StringBuilder("| " + name + " test MAE | reference (seed 0) | ours, mean ± sd over" + " seeds "
                            + seeds + " | difference |\n|---|---|---|---|\n");
            for (Row row : rows) {
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %.4f | %.4f ± %.4f | %+.2f %% |%n",
                        row.label,
                        row.reference,
                        row.mean,
                        row.deviation,
                        100 * (row.mean / row.reference - 1)));
            }
            return table.toString();
        }

        /** Adds all figures to a document. */
        public void addTo(ObjectNode root) {
            root.put("run", name);
            ArrayNode each = root.putArray("runs");
            for (Run run : runs) {
                each.addObject()
                        .put("seed", run.seed)
                        .put("test_mae", run.mae)
                        .put("test_rmse", run.rmse)
                        .put("best_epoch", run.bestEpoch)
                        .put("seconds", run.seconds)
                        .put("parameters", run.parameters);
            }
            ArrayNode figures = root.putArray("test_mae");
            for (Row row : rows) {
                ObjectNode node = figures.addObject();
                node.put("at", row.label).put("reference", row.reference).put("mean", row.mean);
                if (Double.isFinite(row.deviation)) {
                    node.put("sd", row.deviation);
                }
            }
        }
    }

    /** One seed's. */
    public record Run(long seed, double mae, double rmse, int bestEpoch, double seconds, long parameters) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "seed %d: test MAE %.4f, RMSE %.4f, best epoch %d, %.1f s, %d parameters",
                    seed,
                    mae,
                    rmse,
                    bestEpoch,
                    seconds,
                    parameters);
        }
    }

    /** A test MAE; the deviation over seeds is NaN where there is one. */
    public record Row(String label, double reference, double mean, double deviation) {}

    /**
     * Runs an experiment for several seeds.
     *
     * @param progress is told of each seed
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such experiment
     */
    public static Result run(String name, List<Long> seeds, Consumer<Run> progress) {
        Experiment experiment = experiments().get(name);
        require(
                experiment != null,
                "there is no reference run '%s'; there are %s",
                name,
                experiments().keySet());
        SpatioTemporalSeries series = Datasets.load(experiment.dataset);
        Split split = TslSplit.defaults().split(experiment.estimator.windows(), series.steps());
        List<Evaluation> evaluations = new ArrayList<>();
        List<Run> runs = new ArrayList<>();
        for (long seed : seeds) {
            TimeThenSpaceForecaster forecaster =
                    experiment.estimator.fit(series, split, experiment.training.withSeed(seed), event -> {});
            Evaluation evaluation = Evaluation.of(forecaster, series, split.test());
            evaluations.add(evaluation);
            TrainingResult training = forecaster.training().orElseThrow();
            runs.add(new Run(
                    seed,
                    evaluation.average().mae(),
                    evaluation.average().rmse(),
                    training.bestEpoch(),
                    training.seconds(),
                    forecaster.parameterCount()));
            progress.accept(runs.get(runs.size() - 1));
        }
        List<Row> rows = new ArrayList<>();
        experiment.reference.forEach((step, value) ->
                rows.add(row("step " + step, value, evaluations, e -> e.at(step).mae())));
        rows.add(row("all steps", experiment.all, evaluations, e -> e.average().mae()));
        return new Result(name, runs, rows);
    }

    private static Row row(
            String label, double reference, List<Evaluation> evaluations, ToDoubleFunction<Evaluation> metric) {
        DescriptiveStatistics ours = new DescriptiveStatistics();
        evaluations.forEach(evaluation -> ours.addValue(metric.applyAsDouble(evaluation)));
        return new Row(label, reference, ours.getMean(), ours.getN() > 1 ? ours.getStandardDeviation() : Double.NaN);
    }
}
