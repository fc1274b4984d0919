package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.compare.Comparison;
import io.github.sibyl4j.benchmarks.compare.ComparisonReport;
import io.github.sibyl4j.benchmarks.compare.Machine;
import io.github.sibyl4j.benchmarks.compare.Suite;
import io.github.sibyl4j.benchmarks.compare.Workload;
import io.github.sibyl4j.tensor.Backends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Our work beside PyTorch's, in one run. */
@Command(
        name = "bench",
        description =
                "Time Sibyl beside PyTorch (graph layers: PyTorch Geometric) in one run: interleaved rounds, medians,"
                        + " peak memory, and the share of what this machine can do.",
        mixinStandardHelpOptions = true,
        subcommands = {JmhCommand.class, SamplingCommand.class, BenchReasoningCommand.class})
final class BenchCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "SUITE",
            description =
                    "ops (single operations), models (training steps and forecasts) or graphs (epochs of graph networks).")
    private Suite suite;

    @Option(
            names = "--peers",
            defaultValue = "benchmarks/peers",
            description = "Folder of the peers' scripts (default: ${DEFAULT-VALUE}).")
    private Path peers;

    @Option(
            names = "--graphs",
            description = "Folder with the graphs citeseer-full, amazon-photo and github for the suite graphs, and"
                    + " planetoid-pubmed for models, whose rows on it are left out without it.")
    private Path graphs;

    @Option(names = "--edges", description = "Edge list for the peer of TTS-IMP (default: the embedded one).")
    private Path edges = Path.of("datasets/src/main/resources/io/github/sibyl4j/datasets/metr-la-week1/edges.csv");

    @Option(names = "--rounds", defaultValue = "12", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--only", defaultValue = ".*", description = "Rows whose name this expression finds.")
    private Pattern only;

    @Option(names = "--compile", description = "Time torch.compile too, in a process of its own.")
    private boolean compile;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(
                suite != null,
                "say what to compare: ops, models or graphs (or jmh for kernels alone, sampling for training on a large"
                        + " graph, reasoning for EpiGNN)");
        require(
                suite != Suite.GRAPHS || graphs != null,
                "bench graphs needs --graphs: the folder with the graphs citeseer-full, amazon-photo and github");
        require(rounds >= 1, "--rounds must be at least 1, found %d", rounds);
        Optional<JsonFile> file = figures.file();
        List<Workload> rows = suite.workloads(graphs, edges);
        List<Workload> chosen = rows.stream()
                .filter(workload -> only.matcher(workload.name()).find())
                .toList();
        require(
                !chosen.isEmpty(),
                "no row of %s matches --only %s; the rows are %s",
                suite.name().toLowerCase(Locale.ROOT),
                only,
                rows.stream().map(Workload::name).toList());
        requirePeers(chosen);
        PrintWriter out = spec.commandLine().getOut();
        ComparisonReport report = new ComparisonReport(Machine.measure(), FiguresOption.record(spec, List.of()));
        if (suite == Suite.MODELS && graphs == null) {
            out.println("Without --graphs the rows on PubMed are left out.");
        }
        out.println(report.heading());
        out.flush();
        Comparison comparison = new Comparison(peers, graphs, Backends.threads(), rounds);
        List<Comparison.Row> done = new ArrayList<>();
        for (Workload workload : chosen) {
            done.add(comparison.run(workload, compile));
            out.println(report.line(done.get(done.size() - 1)));
            out.flush();
        }
        FiguresOption.write(file, report.json(done));
        return 0;
    }

    private void requirePeers(List<Workload> chosen) {
        for (Workload workload : chosen) {
            Path script = peers.resolve(workload.peer().get(0));
            require(
                    Files.isRegularFile(script),
                    "there is no peer %s: --peers names the folder of the peers' scripts, benchmarks/peers of the sources",
                    script);
        }
    }
}
