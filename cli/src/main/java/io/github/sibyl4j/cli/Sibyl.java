package io.github.sibyl4j.cli;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code sibyl} command. Exit codes: 0 done, 2 the input cannot be used (the message says why), 1 anything else. */
@Command(
        name = "sibyl",
        description = "Graph neural networks and time-series forecasting on the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            QuickstartCommand.class,
            ForecastCommand.class,
            DatasetsCommand.class,
            ReasonCommand.class,
            ReproduceCommand.class,
            BenchCommand.class
        })
public final class Sibyl implements Runnable {
    static final int BAD_INPUT = 2;
    private static final int FAILED = 1;
    private static final Pattern OPTION = Pattern.compile("option ([a-z]+[A-Za-z]*)");

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Sibyl() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Sibyl());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(Sibyl::explain);
        return commandLine;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int explain(Exception error, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        boolean badInput = error instanceof InvalidInputException;
        err.println("sibyl: " + inFlags(message(error), commandLine));
        Sibyl root = (Sibyl) commandLine.getCommandSpec().root().userObject();
        if (root.verbose) {
            error.printStackTrace(err);
        } else if (!badInput && !(error instanceof FileSystemException)) {
            err.println("This looks like a fault in Sibyl itself. Run again with --verbose and report what it prints.");
        }
        err.flush();
        return badInput || error instanceof FileSystemException ? BAD_INPUT : FAILED;
    }

    /** The libraries speak of the option {@code fillGaps}; here that is the flag {@code --fill-gaps}. */
    private static String inFlags(String message, CommandLine commandLine) {
        return OPTION.matcher(message).replaceAll(match -> {
            String flag = "--" + match.group(1).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            return commandLine.getCommandSpec().findOption(flag) == null ? match.group() : flag;
        });
    }

    private static String message(Exception error) {
        if (error instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile() + ": check the path";
        }
        if (error instanceof FileSystemException file) {
            return "cannot use " + file.getFile() + " (" + file.getClass().getSimpleName() + ")";
        }
        return error instanceof InvalidInputException ? error.getMessage() : error.toString();
    }
}
