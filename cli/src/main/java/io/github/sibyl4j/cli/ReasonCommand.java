package io.github.sibyl4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Relational reasoning: models, data for them, and what follows from the data. */
@Command(
        name = "reason",
        description =
                "Relational reasoning: train a model, predict and explain with it; complete knowledge graphs; generate problems, check them by"
                        + " algebraic closure, compare their statistics.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ReasonTrainCommand.class,
            ReasonPredictCommand.class,
            ReasonExplainCommand.class,
            ReasonCompleteCommand.class,
            ReasonRankCommand.class,
            ReasonGenerateCommand.class,
            ReasonCheckCommand.class,
            ReasonStatisticsCommand.class
        })
final class ReasonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine commandLine = spec.commandLine();
        commandLine.usage(commandLine.getOut());
    }
}
