package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.ReferenceRuns;
import io.github.sibyl4j.benchmarks.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Repeats reference runs and prints theirs and ours. */
@Command(
        name = "reproduce",
        description = "Repeat a reference run of the time-then-space model: metr-la-week1, gpvar-g or gpvar-l.",
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "metr-la-week1, gpvar-g or gpvar-l.")
    private String run;

    @Option(names = "--seeds", split = ",", defaultValue = "0,1,2,3,4", description = "Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(
                ReferenceRuns.experiments().containsKey(run),
                "there is no reference run '%s'; there are %s",
                run,
                ReferenceRuns.experiments().keySet());
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, seeds);
        out.println(record.markdown());
        ReferenceRuns.Result result = ReferenceRuns.run(run, seeds, seed -> {
            out.println(run + " " + seed);
            out.flush();
        });
        out.println();
        out.print(result.table());
        out.flush();
        ObjectNode document = record.json();
        result.addTo(document);
        FiguresOption.write(file, document);
        return 0;
    }
}
