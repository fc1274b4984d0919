package io.github.sibyl4j.benchmarks.sampling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.peer.InterleavedRounds.Times;
import java.util.Locale;
import java.util.function.Function;

/** A comparison as a table in Markdown and as JSON. */
public final class SamplingReport {
    private SamplingReport() {}

    /** The figures of both sides, or of ours alone. */
    public static String markdown(SamplingComparison.Result result) {
        StringBuilder table = new StringBuilder();
        boolean both = result.peer() != null;
        table.append(both ? "| | Sibyl | PyTorch Geometric |\n|---|---|---|\n" : "| | Sibyl |\n|---|---|\n");
        row(table, result, "training nodes a second, median (min-max)", SamplingReport::speed);
        row(table, result, "mean loss of the first round", side -> number("%.4f", side.firstLoss()));
        row(table, result, "of the last", side -> number("%.4f", side.lastLoss()));
        row(table, result, "validation accuracy", side -> number("%.4f", side.accuracy()));
        row(table, result, "peak memory of the process, MB", side -> number("%.0f", side.peakMegabytes()));
        if (both) {
            table.append(String.format(Locale.ROOT, "%nSibyl is %.2f times as fast.%n", result.speedUp()));
        }
        return table.toString();
    }

    private static String speed(SamplingComparison.Side side) {
        Times speed = side.speed();
        return String.format(Locale.ROOT, "%.0f (%.0f-%.0f)", speed.median(), speed.min(), speed.max());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static void row(
            StringBuilder table,
            SamplingComparison.Result result,
            String name,
            Function<SamplingComparison.Side, String> cell) {
        table.append("| ")
                .append(name)
                .append(" | ")
                .append(cell.apply(result.ours()))
                .append(" |");
        if (result.peer() != null) {
            table.append(' ').append(cell.apply(result.peer())).append(" |");
        }
        table.append('\n');
    }

    /** Adds all figures to a document. */
    public static void addTo(ObjectNode root, SamplingConfig config, SamplingComparison.Result result) {
        root.put("run", "sampling");
        ObjectNode work = root.putObject("work");
        work.put("nodes", config.graph().nodes())
                .put("edges", config.graph().edges())
                .put("features", config.graph().features())
                .put("classes", config.graph().classes())
                .put("homophily", config.graph().homophily())
                .put("signal", config.graph().signal())
                .put("fan_outs", config.sampling().fanOuts().toString())
                .put("hidden", config.hidden())
                .put("batch", config.batch())
                .put("workers", config.workers())
                .put("learning_rate", config.rate())
                .put("steps_a_round", config.steps());
        root.put("graph_seconds", result.graphSeconds());
        side(root.putObject("sibyl"), result.ours());
        if (result.peer() != null) {
            side(root.putObject("pytorch_geometric"), result.peer());
            root.put("times_faster", result.speedUp());
            root.set("peer", result.peerConfiguration());
        }
    }

    private static void side(ObjectNode node, SamplingComparison.Side side) {
        Times speed = side.speed();
        node.put("nodes_per_second_median", speed.median())
                .put("nodes_per_second_min", speed.min())
                .put("nodes_per_second_max", speed.max())
                .put("validation_accuracy", side.accuracy());
        // JSON has no NaN.
        if (Double.isFinite(side.peakMegabytes())) {
            node.put("process_peak_mb", side.peakMegabytes());
        }
        side.seedsPerSecond().forEach(node.putArray("nodes_per_second")::add);
        side.losses().forEach(node.putArray("losses")::add);
    }
}
