package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.compare.Comparison;
import io.github.sibyl4j.benchmarks.compare.ComparisonReport;
import io.github.sibyl4j.benchmarks.compare.Machine;
import io.github.sibyl4j.benchmarks.compare.ReasoningWorkloads;
import io.github.sibyl4j.benchmarks.compare.Workload;
import io.github.sibyl4j.tensor.Backends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Relational reasoners beside PyTorch's. */
@Command(
        name = "reasoning",
        description =
                "Time EpiGNN beside its batched form in PyTorch, on CLUTRR and RCC-8: training steps and queries.",
        mixinStandardHelpOptions = true)
final class BenchReasoningCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            description = "Folder with the folders clutrr (data_db9b8f04) and star_rcc8.")
    private Path data;

    @Option(
            names = "--peers",
            defaultValue = "benchmarks/peers",
            description = "Folder of the peers' scripts (default: ${DEFAULT-VALUE}).")
    private Path peers;

    @Option(names = "--rounds", defaultValue = "6", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--only", defaultValue = ".*", description = "Rows whose name this expression finds.")
    private Pattern only;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(rounds >= 1, "--rounds must be at least 1, found %d", rounds);
        List<Workload> all = ReasoningWorkloads.all(data);
        List<Workload> chosen = all.stream()
                .filter(workload -> only.matcher(workload.name()).find())
                .toList();
        require(
                !chosen.isEmpty(),
                "no row matches --only %s; the rows are %s",
                only,
                all.stream().map(Workload::name).toList());
        Optional<JsonFile> file = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        ComparisonReport report = new ComparisonReport(Machine.measure(), FiguresOption.record(spec, List.of()));
        out.println(report.heading());
        out.flush();
        Comparison comparison = new Comparison(peers, null, Backends.threads(), rounds);
        List<Comparison.Row> done = new ArrayList<>();
        for (Workload workload : chosen) {
            done.add(comparison.run(workload, false));
            out.println(report.line(done.get(done.size() - 1)));
            out.flush();
        }
        FiguresOption.write(file, report.json(done));
        return 0;
    }
}
