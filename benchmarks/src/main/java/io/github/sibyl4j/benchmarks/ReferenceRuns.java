package io.github.sibyl4j.benchmarks;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.Datasets;
import io.github.sibyl4j.forecasting.Evaluation;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpace;
import io.github.sibyl4j.forecasting.spatiotemporal.TimeThenSpaceForecaster;
import io.github.sibyl4j.graph.series.SpatioTemporalSeries;
import io.github.sibyl4j.graph.series.Split;
import io.github.sibyl4j.graph.series.TslSplit;
import io.github.sibyl4j.tensor.train.TrainingConfig;
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
     * Runs an experiment for several seeds and returns its table in Markdown.
     *
     * @param progress is told a line for each seed
     */
    public static String run(String name, List<Long> seeds, Consumer<String> progress) {
        Experiment experiment = experiments().get(name);
        require(
                experiment != null,
                "there is no reference run '%s'; there are %s",
                name,
                experiments().keySet());
        SpatioTemporalSeries series = Datasets.load(experiment.dataset);
        Split split = TslSplit.defaults().split(experiment.estimator.windows(), series.steps());
        List<Evaluation> evaluations = new ArrayList<>();
        for (long seed : seeds) {
            TimeThenSpaceForecaster forecaster =
                    experiment.estimator.fit(series, split, experiment.training.withSeed(seed), event -> {});
            Evaluation evaluation = Evaluation.of(forecaster, series, split.test());
            evaluations.add(evaluation);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s seed %d: test MAE %.4f, RMSE %.4f, best epoch %d, %.1f s, %d parameters",
                    name,
                    seed,
                    evaluation.average().mae(),
                    evaluation.average().rmse(),
                    forecaster.training().orElseThrow().bestEpoch(),
                    forecaster.training().orElseThrow().seconds(),
                    forecaster.parameterCount()));
        }
        StringBuilder table = new StringBuilder();
        table.append("| ")
                .append(name)
                .append(" test MAE | reference (seed 0) | ours, mean ± sd over seeds ")
                .append(seeds);
        table.append(" | difference |\n|---|---|---|---|\n");
        experiment.reference.forEach((step, value) ->
                row(table, "step " + step, value, evaluations, e -> e.at(step).mae()));
        row(table, "all steps", experiment.all, evaluations, e -> e.average().mae());
        return table.toString();
    }

    private static void row(
            StringBuilder table,
            String label,
            double reference,
            List<Evaluation> evaluations,
            ToDoubleFunction<Evaluation> metric) {
        DescriptiveStatistics ours = new DescriptiveStatistics();
        evaluations.forEach(evaluation -> ours.addValue(metric.applyAsDouble(evaluation)));
        double deviation = ours.getN() > 1 ? ours.getStandardDeviation() : Double.NaN;
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.4f | %.4f ± %.4f | %+.2f %% |%n",
                label,
                reference,
                ours.getMean(),
                deviation,
                100 * (ours.getMean() / reference - 1)));
    }
}
