package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.TrainingStep;
import io.github.sibyl4j.benchmarks.compare.Comparison;
import io.github.sibyl4j.benchmarks.compare.ComparisonReport;
import io.github.sibyl4j.benchmarks.compare.Machine;
import io.github.sibyl4j.benchmarks.compare.Suite;
import io.github.sibyl4j.benchmarks.compare.Workload;
import io.github.sibyl4j.tensor.Backends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
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
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", description = "ops (single operations) or models (training steps).")
    private Suite suite;

    @Option(
            names = "--peers",
            defaultValue = "benchmarks/peers",
            description = "Folder of the peers' scripts (default: ${DEFAULT-VALUE}).")
    private Path peers;

    @Option(
            names = "--graphs",
            description = "Folder with the graphs planetoid-pubmed and github; without it their rows are left out.")
    private Path graphs;

    @Option(names = "--edges", description = "Edge list for the peer of TTS-IMP (default: the embedded one).")
    private Path edges = Path.of("datasets/src/main/resources/io/github/sibyl4j/datasets/metr-la-week1/edges.csv");

    @Option(names = "--rounds", defaultValue = "12", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--only", defaultValue = ".*", description = "Rows whose name this expression finds.")
    private Pattern only;

    @Option(names = "--compile", description = "Time torch.compile too, in a process of its own.")
    private boolean compile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file.")
    private Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Workload> chosen = suite.workloads(graphs).stream()
                .filter(workload -> only.matcher(workload.name()).find())
                .toList();
        boolean timeThenSpace =
                suite == Suite.MODELS && only.matcher(TrainingStep.NAME).find();
        require(
                timeThenSpace || !chosen.isEmpty(),
                "no row of %s matches --only %s; the rows are %s",
                suite,
                only,
                suite.workloads(graphs).stream().map(Workload::name).toList());
        PrintWriter out = spec.commandLine().getOut();
        Machine machine = Machine.measure();
        out.printf(
                "machine: %s; GEMM %.0f GFLOP/s, copy %.1f GB/s%n",
                machine.description(), machine.gemmGigaflops(), machine.copyGigabytes());
        if (suite == Suite.MODELS && graphs == null) {
            out.println("without --graphs the rows on PubMed and GitHub are left out");
        }
        out.println(ComparisonReport.heading());
        out.flush();
        List<Comparison.Row> rows = new ArrayList<>();
        if (timeThenSpace) {
            for (int embedding : new int[] {0, 32}) {
                rows.add(print(out, machine, TrainingStep.run(peers, edges, embedding, rounds)));
            }
        }
        Comparison comparison = new Comparison(peers, graphs, Backends.threads(), rounds);
        for (Workload workload : chosen) {
            rows.add(print(out, machine, comparison.run(workload, compile)));
        }
        if (json != null) {
            new ComparisonReport(machine, rows).writeJson(json);
        }
        return 0;
    }

    private static Comparison.Row print(PrintWriter out, Machine machine, Comparison.Row row) {
        out.println(ComparisonReport.line(machine, row));
        out.flush();
        return row;
    }
}
