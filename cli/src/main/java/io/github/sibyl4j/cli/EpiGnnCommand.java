package io.github.sibyl4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.epignn.EpiGnnRuns;
import io.github.sibyl4j.benchmarks.epignn.EpiGnnTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Repeats the experiments of EpiGNN, as far as the data at hand go. */
@Command(
        name = "epignn",
        description =
                "Repeat the experiments of EpiGNN (Khalid and Schockaert, ICLR 2025) on CLUTRR, STaR and GraphLog, with"
                        + " ablations. A run that is in the file already is not made again.",
        mixinStandardHelpOptions = true)
final class EpiGnnCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            description =
                    "Folder with the folders clutrr, star_rcc8, star_interval, star_generated and graphlog, as far as"
                            + " they are wanted.")
    private Path data;

    @Option(
            names = "--runs",
            defaultValue = "epignn-runs.csv",
            description = "File of finished runs, to which new ones are added (default: ${DEFAULT-VALUE}).")
    private Path runs;

    @Option(
            names = "--only",
            defaultValue = "",
            description = "Only experiments that a regular expression is found in, such as '^clutrr$'.")
    private Pattern only;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        EpiGnnRuns series = new EpiGnnRuns(data, runs, only);
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, List.of());
        out.println(record.markdown());
        EpiGnnTable table = series.run(Commit.describe(), line -> {
            out.println(line);
            out.flush();
        });
        out.println();
        out.print(table.markdown());
        out.flush();
        ObjectNode document = record.json();
        table.addTo(document);
        FiguresOption.write(file, document);
        return 0;
    }
}
