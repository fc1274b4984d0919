package io.github.sibyl4j.benchmarks.epignn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.FinishedRuns;
import io.github.sibyl4j.reasoning.ReasonerEvaluation;
import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** EpiGNN's experiments, as far as their data is at hand: a model for each seed, tested on every file. */
public final class EpiGnnRuns {
    private final Path data;
    private final List<Experiment> experiments;
    private final FinishedRuns<Result> finished;

    /**
     * Makes sure that the training data is there, before any work is done. A test file that is not at hand is left out of its
     * table.
     *
     * @param data the folder with the folders clutrr, star_rcc8, star_interval, star_generated and graphlog
     * @param finished the file that finished runs are kept in
     * @param only which experiments to run
     * @throws io.github.sibyl4j.tensor.InvalidInputException if nothing matches, a training file is missing, or the file is not
     *     one of finished runs
     */
    public EpiGnnRuns(Path data, Path finished, Pattern only) throws IOException {
        this.data = data;
        List<Experiment> all = Experiments.all();
        experiments = all.stream()
                .filter(experiment -> only.matcher(experiment.name()).find())
                .toList();
        require(
                !experiments.isEmpty(),
                "no experiment matches %s; there are %s",
                only,
                all.stream().map(Experiment::name).toList());
        for (Experiment experiment : experiments) {
            for (String file : experiment.train()) {
                require(
                        Files.isRegularFile(data.resolve(file)),
                        "there is no %s for '%s': get it, or choose other experiments with --only",
                        data.resolve(file),
                        experiment.name());
            }
        }
        for (Experiment experiment : experiments) {
            require(
                    experiment.tests().values().stream().anyMatch(file -> Files.isRegularFile(data.resolve(file))),
                    "none of the test files of '%s' is in %s: get one of %s",
                    experiment.name(),
                    data,
                    experiment.tests().values());
        }
        this.finished = FinishedRuns.open(finished, Result.FORMAT);
    }

    /**
     * Makes the runs that have not been made yet.
     *
     * @param progress is told of every run
     * @return all finished runs that match, beside published figures
     */
    public EpiGnnTable run(String commit, Consumer<String> progress) {
        for (Experiment experiment : experiments) {
            Map<String, RelationalDataset> read = new HashMap<>();
            for (long seed : experiment.seeds()) {
                if (!isFinished(experiment.name(), seed)) {
                    run(experiment, seed, commit, read, progress);
                }
            }
        }
        List<String> names = experiments.stream().map(Experiment::name).toList();
        return new EpiGnnTable(finished.runs().stream()
                .filter(result -> names.contains(result.experiment()))
                .toList());
    }

    private void run(
            Experiment experiment,
            long seed,
            String commit,
            Map<String, RelationalDataset> read,
            Consumer<String> progress) {
        Function<String, Path> place = data::resolve;
        RelationalDataset train = read.computeIfAbsent("train", key -> experiment.trainingData(place));
        Function<String, RelationalDataset> file = name ->
                read.computeIfAbsent(name, key -> experiment.read().apply(data.resolve(key), train.relations()));
        ReasonerTraining training = experiment.training().withSeed(seed);
        long start = System.nanoTime();
        TrainedReasoner reasoner = experiment.validation().isPresent()
                ? experiment
                        .model()
                        .fit(train, file.apply(experiment.validation().get()), training, epoch -> {})
                : experiment.model().fit(train, training);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<Result> results = new ArrayList<>();
        experiment.tests().forEach((test, name) -> {
            if (Files.isRegularFile(data.resolve(name))) {
                ReasonerEvaluation evaluation = reasoner.evaluate(file.apply(name));
                results.add(new Result(
                        experiment.name(),
                        seed,
                        test,
                        evaluation.problems(),
                        100 * evaluation.accuracy(),
                        100 * reasoner.history().get(reasoner.bestEpoch() - 1).validationAccuracy(),
                        reasoner.bestEpoch(),
                        reasoner.history().size(),
                        seconds,
                        commit));
            }
        });
        // All at once: a run counts as finished when one of its results is there.
        finished.add(results);
        Result first = results.get(0);
        progress.accept(String.format(
                Locale.ROOT,
                "%s, seed %d: validation %.2f %% (best epoch %d of %d, %.1f s); %s",
                experiment.name(),
                seed,
                first.validation(),
                first.bestEpoch(),
                first.epochs(),
                seconds,
                results.stream()
                        .map(result -> String.format(Locale.ROOT, "%s %.1f", result.test(), result.accuracy()))
                        .collect(Collectors.joining(", "))));
    }

    private boolean isFinished(String experiment, long seed) {
        return finished.runs().stream()
                .anyMatch(result -> result.seed() == seed && result.experiment().equals(experiment));
    }
}
