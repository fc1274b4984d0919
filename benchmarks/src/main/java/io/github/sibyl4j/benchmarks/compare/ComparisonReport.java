package io.github.sibyl4j.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.peer.InterleavedRounds.Times;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The rows of a comparison as a table in Markdown and as JSON. */
public final class ComparisonReport {
    private final Machine machine;
    private final RunRecord record;

    public ComparisonReport(Machine machine, RunRecord record) {
        this.machine = machine;
        this.record = record;
    }

    /** How the figures were made, and the heading of the table. */
    public String heading() {
        return String.format(
                Locale.ROOT,
                "%s%nMeasured at the beginning: GEMM %.0f GFLOP/s, copy %.1f GB/s.%n%n%s%n%s",
                record.markdown(),
                machine.gemmGigaflops(),
                machine.copyGigabytes(),
                "| work | Sibyl ms, median (min-max) | PyTorch ms, median (min-max) | times faster | compiled ms | GFLOP/s"
                        + " (share of GEMM) | GB/s (share of copy) | Sibyl tensors MB (heap) | PyTorch tensors MB (process) |",
                "|---|---|---|---|---|---|---|---|---|");
    }

    /** One row of the table. */
    public String line(Comparison.Row row) {
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
                work.training()
                        ? String.format(Locale.ROOT, "%.1f (%.1f)", row.peakMegabytes(), row.heapMegabytes())
                        : "-",
                work.training()
                        ? String.format(
                                Locale.ROOT,
                                "%.1f (%.1f)",
                                row.peerMemory().tensorMegabytes(),
                                row.peerMemory().processMegabytes())
                        : "-");
    }

    private static String times(Times times) {
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", times.median(), times.min(), times.max());
    }

    /** All figures. */
    public ObjectNode json(List<Comparison.Row> rows) throws IOException {
        ObjectNode root = record.json();
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
            put(node, "pytorch_compiled_ms", row.compiled());
            put(node, "sibyl_tensors_mb", row.peakMegabytes());
            put(node, "sibyl_heap_mb", row.heapMegabytes());
            put(node, "pytorch_tensors_mb", row.peerMemory().tensorMegabytes());
            put(node, "pytorch_process_mb", row.peerMemory().processMegabytes());
            node.set("peer", new ObjectMapper().readTree(row.peer()));
        }
        return root;
    }

    private static void put(ObjectNode node, Times times) {
        put(node, "mean", times.mean());
        put(node, "sd", times.deviation());
        put(node, "median", times.median());
        put(node, "min", times.min());
        put(node, "max", times.max());
        node.put("count", times.count());
    }

    /** What is not known is left out: JSON has no NaN. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
