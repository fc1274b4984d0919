package io.github.sibyl4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.forwardgnn.ForwardGnnRuns;
import io.github.sibyl4j.benchmarks.forwardgnn.ForwardGnnTable;
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

/** Repeats the tables of ForwardGNN, as far as the data at hand go. */
@Command(
        name = "forwardgnn",
        description = "Repeat the tables of Forward Learning of Graph Neural Networks (Park et al., ICLR 2024) on their"
                + " fixed splits: five runs a cell, published and ours. A run that is in the file already is not made"
                + " again.",
        mixinStandardHelpOptions = true)
final class ForwardGnnCommand implements Callable<Integer> {
    @Option(
            names = "--graphs",
            required = true,
            description = "Folder with the folders citeseer-full, cora-ml, amazon-photo and github, as far as they are"
                    + " wanted.")
    private Path graphs;

    @Option(
            names = "--runs",
            defaultValue = "forwardgnn-runs.csv",
            description = "File of finished runs, to which new ones are added (default: ${DEFAULT-VALUE}).")
    private Path runs;

    @Option(
            names = "--only",
            defaultValue = "",
            description = "Only series that a regular expression is found in, such as 'node-class CiteSeer SF GCN'.")
    private Pattern only;

    @Option(
            names = "--layers",
            defaultValue = "4",
            description = "The most layers, 1 to 4 (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ForwardGnnRuns series = new ForwardGnnRuns(graphs, runs, only, layers);
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, List.of(10100L, 10103L, 10106L, 10109L, 10112L));
        out.println(record.markdown());
        ForwardGnnTable table = series.run(Commit.describe(), line -> {
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
