package io.github.sibyl4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Relational reasoning: data for it, and what follows from them. */
@Command(
        name = "reason",
        description =
                "Relational reasoning: generate problems, check them by algebraic closure, compare their statistics.",
        mixinStandardHelpOptions = true,
        subcommands = {ReasonGenerateCommand.class, ReasonCheckCommand.class, ReasonStatisticsCommand.class})
final class ReasonCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine commandLine = spec.commandLine();
        commandLine.usage(commandLine.getOut());
    }
}
