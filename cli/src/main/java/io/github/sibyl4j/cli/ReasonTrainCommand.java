package io.github.sibyl4j.cli;

import io.github.sibyl4j.reasoning.ReasonerTraining;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.epignn.EpiGnn;
import io.github.sibyl4j.reasoning.epignn.EpiGnnReasoner;
import io.github.sibyl4j.reasoning.epignn.Pooling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains an EpiGNN on the user's own problems. */
@Command(
        name = "train",
        description = "Train EpiGNN on problems with known answers; a fifth of them chooses the epoch that is kept.",
        mixinStandardHelpOptions = true)
final class ReasonTrainCommand implements Callable<Integer> {
    @Mixin
    private ProblemFile data;

    @Option(names = "--out", required = true, paramLabel = "MODEL", description = "Folder for the model.")
    private Path out;

    @Option(names = "--epochs", defaultValue = "40", description = "Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--batch", defaultValue = "128", description = "Problems a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rounds",
            defaultValue = "9",
            description = "The longest path that will be asked about (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--hidden",
            defaultValue = "64",
            description = "Numbers in a relation's vector, all facets together (default: ${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
            names = "--facets",
            defaultValue = "8",
            description = "Independent parts of the vector; must divide it (default: ${DEFAULT-VALUE}).")
    private int facets;

    @Option(
            names = "--pooling",
            defaultValue = "product",
            paramLabel = "product|min",
            description = "How several paths meet; min is the better one where many do (default: ${DEFAULT-VALUE}).")
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
        PrintWriter print = spec.commandLine().getOut();
        EpiGnn model = EpiGnn.builder()
                .size(hidden)
                .facets(facets)
                .rounds(rounds)
                .pooling(pooling)
                .build();
        ReasonerTraining training = ReasonerTraining.defaults()
                .withEpochs(epochs)
                .withBatchSize(batch)
                .withSeed(seed);
        RelationalDataset problems = data.read();
        EpiGnnReasoner reasoner = model.fit(problems, training, epoch -> {
            print.printf(
                    Locale.ROOT,
                    "  epoch %d/%d  loss %.4f  validation accuracy %.4f%n",
                    epoch.number(),
                    epochs,
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
}
