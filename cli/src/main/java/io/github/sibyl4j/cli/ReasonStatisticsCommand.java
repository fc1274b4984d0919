package io.github.sibyl4j.cli;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.RelationalDataset;
import io.github.sibyl4j.reasoning.StarCsv;
import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.reasoning.generate.DatasetStatistics;
import io.github.sibyl4j.reasoning.generate.StarGenerator;
import io.github.sibyl4j.reasoning.generate.StarSettings;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sizes, balance and duplicates of STaR files, beside generated ones of the same kind. */
@Command(
        name = "statistics",
        description = "Sizes, balance and duplicates of STaR files; with --beside also of generated problems of the"
                + " same k, b and number of rows, and how far apart both lie.",
        mixinStandardHelpOptions = true)
final class ReasonStatisticsCommand implements Callable<Integer> {
    private static final Pattern CELL = Pattern.compile("_k_(\\d+)_b_(\\d+)");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or folders of .csv and .csv.gz files.")
    private List<Path> paths;

    @Option(names = "--beside", paramLabel = "SEED", description = "Generate with this seed and compare.")
    private Long seed;

    @Mixin
    private CalculusOption calculus;

    @Spec
    private CommandSpec spec;

    private final Map<Calculus, StarGenerator> generators = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : StarFiles.of(paths)) {
            RelationalDataset dataset = StarCsv.read(file);
            DatasetStatistics given = DatasetStatistics.of(dataset);
            print(out, String.valueOf(file.getFileName()), given);
            if (seed != null) {
                DatasetStatistics ours = DatasetStatistics.of(generate(file, dataset));
                print(out, "  generated", ours);
                out.printf(
                        Locale.ROOT,
                        "  apart: nodes %.1f and edges %.1f standard errors, share of a label among the edges at most"
                                + " %.4f%n",
                        Math.abs(given.entities().standardErrorsFrom(ours.entities())),
                        Math.abs(given.edges().standardErrorsFrom(ours.edges())),
                        given.edgeShareDistance(ours));
            }
            out.flush();
        }
        return 0;
    }

    private RelationalDataset generate(Path file, RelationalDataset dataset) {
        Matcher cell = CELL.matcher(String.valueOf(file.getFileName()));
        require(cell.find(), "the name of %s does not tell its k and b, expected ..._k_5_b_2...", file);
        Calculus algebra = calculus.of(dataset.relations());
        return generators
                .computeIfAbsent(algebra, a -> new StarGenerator(a, StarSettings.published(), new Seed(seed)))
                .generate(
                        Integer.parseInt(cell.group(1)),
                        Integer.parseInt(cell.group(2)),
                        Math.max(1, dataset.size() / algebra.size()));
    }

    private static void print(PrintWriter out, String name, DatasetStatistics statistics) {
        out.printf(
                Locale.ROOT,
                "%-40s %6d rows%s  nodes %s  edges %s  %6d distinct%n",
                name,
                statistics.rows(),
                statistics.balanced() ? ", balanced" : ", NOT balanced",
                text(statistics.entities()),
                text(statistics.edges()),
                statistics.distinct());
    }

    private static String text(DatasetStatistics.Spread spread) {
        return String.format(Locale.ROOT, "%5.2f [%d-%d]", spread.mean(), spread.least(), spread.most());
    }
}
