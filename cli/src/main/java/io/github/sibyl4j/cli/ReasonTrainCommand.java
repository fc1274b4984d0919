package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalEstimator;
import io.github.sibyl4j.reasoning.TrainedReasoner;
import io.github.sibyl4j.reasoning.baseline.Baseline;
import io.github.sibyl4j.reasoning.baseline.BaselineConfig;
import io.github.sibyl4j.reasoning.baseline.RelationalBaseline;
import io.github.sibyl4j.reasoning.epignn.EpiGnn;
import io.github.sibyl4j.reasoning.epignn.Pooling;
import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an EpiGNN, or a model that it is compared with, on the user's own problems. */
@Command(
        name = "train",
        description =
                "Train EpiGNN, or a model that it is compared with, on problems with known answers; a fifth of them chooses"
                        + " the epoch that is kept.",
        mixinStandardHelpOptions = true)
final class ReasonTrainCommand implements Callable<Integer> {
    @Mixin
    private ProblemFile data;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Folder for the model.")
    private Path out;

    @Option(
            names = "--model",
            defaultValue = "epignn",
            paramLabel = "epignn|lstm|gru|r-gcn|nbfnet|e-gat|edge-transformer",
            description = "What to train (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--epochs", description = "Default: 40 for EpiGNN, for others as they were published.")
    private Integer epochs;

    @Option(names = "--batch", description = "Problems a step (default: 128 for EpiGNN, for others as published).")
    private Integer batch;

    @Option(
            names = "--rounds",
            description =
                    "The longest path that will be asked about, for LSTM and GRU their layers (default: 9 for EpiGNN,"
                            + " for others as published).")
    private Integer rounds;

    @Option(
            names = "--hidden",
            description =
                    "Numbers in a relation's vector, of EpiGNN all facets together (default: 64 for EpiGNN, for others"
                            + " as published).")
    private Integer hidden;

    @Option(
            names = "--facets",
            description = "Of EpiGNN, independent parts of the vector; must divide it (default: 8).")
    private Integer facets;

    @Option(
            names = "--pooling",
            paramLabel = "product|min",
            description = "Of EpiGNN, how several paths meet; min is the better one where many do (default: product).")
    private Pooling pooling;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description = "Equal seeds give equal models, bit by bit (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputPath.requireFolder("--out", out);
        PrintWriter print = spec.commandLine().getOut();
        RelationalEstimator<?> estimator = epignn() ? chosenEpiGnn() : RelationalBaseline.of(config(baseline()));
        ReasonerTraining training =
                chosen(epignn() ? ReasonerTraining.defaults() : baseline().training());
        RelationalDataset problems = data.read(print::println);
        TrainedReasoner reasoner = estimator.fit(problems, training, epoch -> {
            print.printf(
                    Locale.ROOT,
                    "  epoch %d/%d  loss %.4f  validation accuracy %.4f%n",
                    epoch.number(),
                    training.epochs(),
                    epoch.trainLoss(),
                    epoch.validationAccuracy());
            print.flush();
        });
        reasoner.save(out);
        reasoner.warnings().forEach(warning -> print.println("Warning: " + warning));
        print.printf(
                Locale.ROOT,
                "%s: %d problems over %d relations, %d parameters; epoch %d with validation accuracy %.4f is in %s%n",
                data,
                problems.size(),
                problems.relations().size(),
                reasoner.parameterCount(),
                reasoner.bestEpoch(),
                reasoner.history().get(reasoner.bestEpoch() - 1).validationAccuracy(),
                out);
        return 0;
    }

    private boolean epignn() {
        return model.equalsIgnoreCase("epignn");
    }

    private EpiGnn chosenEpiGnn() {
        EpiGnn.Builder builder = EpiGnn.builder();
        if (hidden != null) {
            builder.size(hidden);
        }
        if (facets != null) {
            builder.facets(facets);
        }
        if (rounds != null) {
            builder.rounds(rounds);
        }
        if (pooling != null) {
            builder.pooling(pooling);
        }
        return builder.build();
    }

    private Baseline baseline() {
        Baseline found = Arrays.stream(Baseline.values())
                .filter(each -> each.toString().equalsIgnoreCase(model))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("--model must be epignn or one of "
                        + Arrays.toString(Baseline.values()) + ", found '" + model + "'"));
        require(
                facets == null && pooling == null,
                "--facets and --pooling are EpiGNN's, %s has none: leave them out",
                found);
        return found;
    }

    private BaselineConfig config(Baseline baseline) {
        BaselineConfig config = baseline.config();
        config = hidden == null ? config : config.withWidth(hidden);
        return rounds == null ? config : config.withLayers(rounds);
    }

    private ReasonerTraining chosen(ReasonerTraining defaults) {
        ReasonerTraining training = defaults.withSeed(seed);
        training = epochs == null ? training : training.withEpochs(epochs);
        return batch == null ? training : training.withBatchSize(batch);
    }
}
