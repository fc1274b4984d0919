package io.github.sibyl4j.cli;

import io.github.sibyl4j.benchmarks.ReferenceRuns;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats reference runs and prints theirs and ours. */
@Command(
        name = "reproduce",
        description = "Repeat a reference run of the time-then-space model: metr-la-week1, gpvar-g or gpvar-l.",
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Runnable {
    @Parameters(paramLabel = "RUN", description = "metr-la-week1, gpvar-g or gpvar-l.")
    private String run;

    @Option(names = "--seeds", split = ",", defaultValue = "0,1,2,3,4", description = "Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        String table = ReferenceRuns.run(run, seeds, line -> {
            out.println(line);
            out.flush();
        });
        out.println();
        out.print(table);
        out.flush();
    }
}
