package io.github.sibyl4j.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.peer.InterleavedRounds.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The rows of a comparison as a table and as JSON. */
public final class ComparisonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Machine machine;
    private final List<Comparison.Row> rows;

    public ComparisonReport(Machine machine, List<Comparison.Row> rows) {
        this.machine = machine;
        this.rows = List.copyOf(rows);
    }

    /** The heading of the table. */
    public static String heading() {
        return "| work | Sibyl ms, median (min-max) | PyTorch ms, median (min-max) | times faster | compiled | GFLOP/s"
                + " (share of GEMM) | GB/s (share of copy) | Sibyl MB | PyTorch MB |\n"
                + "|---|---|---|---|---|---|---|---|---|";
    }

    /** One row of the table. */
    public static String line(Machine machine, Comparison.Row row) {
        Workload work = row.workload();
        double seconds = row.times().ours().median() / 1e3;
        double gigaflops = work.flops() / seconds / 1e9;
        double gigabytes = work.bytes() / seconds / 1e9;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | **%.2f** | %s | %.1f (%.0f %%) | %s | %s | %s |",
                work.name(),
                times(row.times().ours()),
                times(row.times().peer()),
                row.speedUp(),
                Double.isNaN(row.compiled()) ? "-" : String.format(Locale.ROOT, "%.3f", row.compiled()),
                gigaflops,
                100 * gigaflops / machine.gemmGigaflops(),
                work.bytes() == 0
                        ? "-"
                        : String.format(
                                Locale.ROOT, "%.1f (%.0f %%)", gigabytes, 100 * gigabytes / machine.copyGigabytes()),
                work.training() ? String.format(Locale.ROOT, "%.1f", row.peakMegabytes()) : "-",
                work.training() ? String.format(Locale.ROOT, "%.1f", row.times().peerPeakMegabytes()) : "-");
    }

    private static String times(Times times) {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", times.median(), times.min(), times.max());
    }

    /** Writes all figures. */
    public void writeJson(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("machine", machine.description());
        root.put("gemm_gflops", machine.gemmGigaflops());
        root.put("copy_gbytes", machine.copyGigabytes());
        ArrayNode list = root.putArray("rows");
        for (Comparison.Row row : rows) {
            ObjectNode node = list.addObject();
            node.put("work", row.workload().name());
            node.put("flops", row.workload().flops());
            node.put("bytes", row.workload().bytes());
            put(node.putObject("sibyl_ms"), row.times().ours());
            put(node.putObject("pytorch_ms"), row.times().peer());
            node.put("times_faster", row.speedUp());
            if (!Double.isNaN(row.compiled())) {
                node.put("pytorch_compiled_ms", row.compiled());
            }
            node.put("sibyl_peak_mb", row.peakMegabytes());
            node.put("pytorch_peak_mb", row.times().peerPeakMegabytes());
            node.set("peer", JSON.readTree(row.peer()));
        }
        JSON.writeValue(file.toFile(), root);
    }

    private static void put(ObjectNode node, Times times) {
        node.put("median", times.median());
        node.put("min", times.min());
        node.put("max", times.max());
        node.put("count", times.count());
    }
}
