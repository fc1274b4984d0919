package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.compare.Suite;
import io.github.sibyl4j.benchmarks.compare.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
            names = "--graphs",
            description = "Folder with the graphs citeseer-full, amazon-photo and github for the suite graphs, and"
                    + " planetoid-pubmed for models, whose rows on it are left out without it.")
    private Path graphs;

    @Option(names = "--edges", description = "Edge list for the peer of TTS-IMP (default: the embedded one).")
    private Path edges = Path.of("datasets/src/main/resources/io/github/sibyl4j/datasets/metr-la-week1/edges.csv");

    @Option(names = "--rounds", defaultValue = "12", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--compile", description = "Time torch.compile too, in a process of its own.")
    private boolean compile;

    @Mixin
    private ComparisonOptions comparison;

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
        List<Workload> rows = comparison.choose(suite.name().toLowerCase(Locale.ROOT), suite.workloads(graphs, edges));
        if (suite == Suite.MODELS && graphs == null) {
            spec.commandLine().getOut().println("Without --graphs the rows on PubMed are left out.");
        }
        comparison.run(rows, graphs, rounds, compile);
        return 0;
    }
}
