package io.github.sibyl4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.reasoning.calculus.Contradiction;
import io.github.sibyl4j.reasoning.calculus.SymbolicPrediction;
import io.github.sibyl4j.reasoning.calculus.SymbolicReasoner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Solves every row of STaR files by algebraic closure. */
@Command(
        name = "check",
        description = "Solve every row of STaR files by algebraic closure: a row is solved if its label is the one"
                + " relation that its facts leave. Exit code 1 if a row is not.",
        mixinStandardHelpOptions = true)
final class ReasonCheckCommand implements Callable<Integer> {
    private static final int UNSOLVED = 1;
    private static final int MOST_SHOWN = 3;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or folders of .csv and .csv.gz files.")
    private List<Path> paths;

    @Option(
            names = "--from-head",
            description =
                    "Push from the head along the edges alone, as a forward reasoner does, instead of closing over"
                            + " all triangles.")
    private boolean fromHead;

    @Mixin
    private CalculusOption calculus;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    private long rows;
    private long solved;
    private double seconds;

    @Override
    public Integer call() throws IOException {
        List<Path> files = StarFiles.of(paths);
        Optional<JsonFile> json = figures.file();
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, List.of());
        ObjectNode document = record.json();
        ArrayNode table = document.putArray("files");
        for (Path file : files) {
            check(file, out, table.addObject());
        }
        row(out, "all " + files.size() + " files", rows, solved, seconds);
        FiguresOption.write(json, document);
        return solved == rows ? 0 : UNSOLVED;
    }

    private void check(Path file, PrintWriter out, ObjectNode figure) {
        RelationalDataset dataset = StarCsv.read(file);
        Calculus algebra = calculus.of(dataset.relations());
        SymbolicReasoner reasoner = new SymbolicReasoner(algebra, dataset.relations());
        long start = System.nanoTime();
        boolean[] each = new boolean[dataset.size()];
        int right = 0;
        for (int i = 0; i < each.length; i++) {
            RelationalInstance instance = dataset.instances().get(i);
            each[i] = fromHead ? reasoner.solvesFromHead(instance) : reasoner.solves(instance);
            right += each[i] ? 1 : 0;
        }
        double took = (System.nanoTime() - start) / 1e9;
        String name = String.valueOf(file.getFileName());
        row(out, name, each.length, right, took);
        int shown = 0;
        for (int i = 0; i < each.length && shown < MOST_SHOWN && !fromHead; i++) {
            if (!each[i]) {
                out.println("  row " + i + ": "
                        + reason(reasoner, dataset, dataset.instances().get(i), algebra));
                shown++;
            }
        }
        figure.put("file", name)
                .put("calculus", algebra.name())
                .put("rows", each.length)
                .put("solved", right)
                .put("seconds", took);
        rows += each.length;
        solved += right;
        seconds += took;
    }

    private static String reason(
            SymbolicReasoner reasoner, RelationalDataset dataset, RelationalInstance row, Calculus algebra) {
        SymbolicPrediction prediction = reasoner.answer(row.graph(), row.head(), row.tail());
        return prediction
                .network()
                .contradiction()
                .map(Contradiction::text)
                .orElseGet(() -> "the label is " + dataset.relations().name(row.target()) + ", possible is "
                        + algebra.text(prediction.network().relations(row.head(), row.tail())));
    }

    private static void row(PrintWriter out, String name, long rows, long solved, double seconds) {
        out.printf(
                Locale.ROOT,
                "%-44s %8d rows  %7.3f %% solved  %7.2f s%n",
                name,
                rows,
                // Rounded down, so that 100 means all.
                Math.floor(1e5 * solved / rows) / 1e3,
                seconds);
        out.flush();
    }
}
