package io.github.sibyl4j.benchmarks.epignn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** Our accuracies beside those of others, a table for each experiment. */
public final class EpiGnnTable {
    /** Up to as many test files are columns; more are rows. */
    private static final int MOST_COLUMNS = 10;

    private static final String DEVIATIONS_FROM_THE_PROTOCOL = """

            Deviations from the papers: splits, weights, batches and negatives come from our generator, not from PyTorch's. The
            training files of STaR could not be had, so the published files with k = 2, 3, 4 and b = 1, 2, 3 are trained on;
            tests called "generated" are equal in distribution to published files that are not at hand, and are not those
            files. GraphLog is trained for 10 epochs; its published configuration has 2. Most figures of others come from single
            runs, or are quoted by a third party; the source says which. LSTM and GRU read the relations of one shortest path, not
            the whole story with its entities; graph networks start from what an entity is to the query, not from random states,
            and have as many layers as the longest test path has edges; E-GAT and the Edge Transformer have a width of 64
            instead of 200. LSTM, GRU and R-GCN are trained for 40 epochs instead of 100, NBFNet for 40 instead of 20, and E-GAT
            for 40 at 1e-3 without dropout instead of 500 at 1e-4; the Edge Transformer for 20 epochs of batches of 128 instead of
            50 of 400.
            """;

    private final List<Result> results;
    private final List<Published.Figure> published = Published.read();

    EpiGnnTable(List<Result> results) {
        this.results = List.copyOf(results);
    }

    /** Adds all figures to a document. */
    public void addTo(ObjectNode root) {
        root.put("run", "epignn");
        ArrayNode each = root.putArray("runs");
        for (Result result : results) {
            each.addObject()
                    .put("experiment", result.experiment())
                    .put("seed", result.seed())
                    .put("test", result.test())
                    .put("problems", result.problems())
                    .put("accuracy", result.accuracy())
                    .put("validation", result.validation())
                    .put("best_epoch", result.bestEpoch())
                    .put("epochs", result.epochs())
                    .put("seconds", result.seconds())
                    .put("commit", result.commit());
        }
    }

    /** The tables in Markdown. */
    public String markdown() {
        return results.stream()
                .map(Result::experiment)
                .distinct()
                .map(this::table)
                .collect(Collectors.joining("\n", "", DEVIATIONS_FROM_THE_PROTOCOL));
    }

    private String table(String experiment) {
        List<Result> mine = results.stream()
                .filter(result -> result.experiment().equals(experiment))
                .toList();
        List<String> tests = mine.stream().map(Result::test).distinct().toList();
        List<String> sources = published.stream()
                .filter(figure -> figure.experiment().equals(experiment) && tests.contains(figure.test()))
                .map(Published.Figure::source)
                .distinct()
                .toList();
        double seconds = mine.stream().mapToDouble(Result::seconds).average().orElseThrow();
        String heading = String.format(
                Locale.ROOT,
                "%n## %s%n%n%d runs; trained in %.0f s on average; validation %.2f %%.%n%n",
                experiment,
                mine.stream().map(Result::seed).distinct().count(),
                seconds,
                mine.stream().mapToDouble(Result::validation).average().orElseThrow());
        return heading + (tests.size() <= MOST_COLUMNS ? wide(mine, tests, sources) : tall(mine, tests, sources));
    }

    private String wide(List<Result> mine, List<String> tests, List<String> sources) {
        StringBuilder table = new StringBuilder(row("accuracy in %", tests, test -> test));
        table.append(row("---", tests, test -> "---"));
        for (String source : sources) {
            table.append(row(source, tests, test -> figure(mine, source, test)));
        }
        table.append(row("**ours, mean ± standard deviation**", tests, test -> ours(mine, test)));
        table.append(row("ours, lowest", tests, test -> lowest(mine, test)));
        return table.toString();
    }

    private String tall(List<Result> mine, List<String> tests, List<String> sources) {
        StringBuilder table =
                new StringBuilder(row("test", sources, source -> source, "ours, mean ± standard deviation", "lowest"));
        table.append(row("---", sources, source -> "---", "---", "---"));
        for (String test : tests) {
            table.append(
                    row(test, sources, source -> figure(mine, source, test), ours(mine, test), lowest(mine, test)));
        }
        return table.toString();
    }

    private static String row(String first, List<String> columns, Function<String, String> cell, String... last) {
        return "| " + first + " | " + columns.stream().map(cell).collect(Collectors.joining(" | "))
                + (last.length == 0 ? "" : (columns.isEmpty() ? "" : " | ") + String.join(" | ", last)) + " |\n";
    }

    private String figure(List<Result> mine, String source, String test) {
        String experiment = mine.get(0).experiment();
        return published.stream()
                .filter(figure -> figure.experiment().equals(experiment)
                        && figure.source().equals(source)
                        && figure.test().equals(test))
                .map(figure -> String.format(Locale.ROOT, "%.1f", figure.accuracy()))
                .findFirst()
                .orElse("-");
    }

    private static DescriptiveStatistics accuracies(List<Result> mine, String test) {
        DescriptiveStatistics statistics = new DescriptiveStatistics();
        mine.stream()
                .filter(result -> result.test().equals(test))
                .forEach(result -> statistics.addValue(result.accuracy()));
        return statistics;
    }

    private static String ours(List<Result> mine, String test) {
        DescriptiveStatistics statistics = accuracies(mine, test);
        return statistics.getN() == 1
                ? String.format(Locale.ROOT, "%.1f", statistics.getMean())
                : String.format(Locale.ROOT, "%.1f ± %.1f", statistics.getMean(), statistics.getStandardDeviation());
    }

    private static String lowest(List<Result> mine, String test) {
        return String.format(Locale.ROOT, "%.1f", accuracies(mine, test).getMin());
    }
}
