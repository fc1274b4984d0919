package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.compare.Comparison;
import io.github.sibyl4j.benchmarks.compare.ComparisonReport;
import io.github.sibyl4j.benchmarks.compare.Machine;
import io.github.sibyl4j.benchmarks.compare.Workload;
import io.github.sibyl4j.tensor.Backends;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Of the commands that time rows beside PyTorch: which of them, where the peers are, and where figures go. */
final class ComparisonOptions {
    @Option(names = "--only", defaultValue = ".*", description = "Rows whose name this expression finds.")
    private Pattern only;

    @Mixin
    private PeersOption peers;

    @Mixin
    private FiguresOption figures;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The rows that are wanted.
     *
     * @param suite what a message calls them
     */
    List<Workload> choose(String suite, List<Workload> rows) {
        List<Workload> chosen = rows.stream()
                .filter(workload -> only.matcher(workload.name()).find())
                .toList();
        require(
                !chosen.isEmpty(),
                "no row of %s matches --only %s; the rows are %s",
                suite,
                only,
                rows.stream().map(Workload::name).toList());
        return chosen;
    }

    /** @param graphs what peers are told of graphs, or null */
    void run(List<Workload> rows, Path graphs, int rounds, boolean compile) throws IOException {
        Optional<JsonFile> file = figures.file();
        rows.forEach(row -> peers.requireScript(row.peer().get(0), ""));
        PrintWriter out = spec.commandLine().getOut();
        ComparisonReport report = new ComparisonReport(Machine.measure(), FiguresOption.record(spec, List.of()));
        out.println(report.heading());
        out.flush();
        Comparison comparison = new Comparison(peers.folder(), graphs, Backends.threads(), rounds);
        List<Comparison.Row> done = new ArrayList<>();
        for (Workload row : rows) {
            done.add(comparison.run(row, compile));
            out.println(report.line(done.get(done.size() - 1)));
            out.flush();
        }
        FiguresOption.write(file, report.json(done));
    }
}
