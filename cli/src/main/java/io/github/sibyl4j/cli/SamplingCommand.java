package io.github.sibyl4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.benchmarks.JsonFile;
import io.github.sibyl4j.benchmarks.RunRecord;
import io.github.sibyl4j.benchmarks.sampling.SamplingComparison;
import io.github.sibyl4j.benchmarks.sampling.SamplingConfig;
import io.github.sibyl4j.benchmarks.sampling.SamplingReport;
import io.github.sibyl4j.datasets.BlockModelGraph;
import io.github.sibyl4j.graph.sampling.NeighborSampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sampled training on a large graph beside PyTorch Geometric's. */
@Command(
        name = "sampling",
        description = "Train GraphSAGE on sampled neighbourhoods of a large generated graph beside PyTorch Geometric's"
                + " NeighborLoader and SAGEConv, in rounds that take turns.",
        mixinStandardHelpOptions = true)
final class SamplingCommand implements Callable<Integer> {
    @Option(names = "--nodes", defaultValue = "1000000", description = "Nodes (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--edges",
            defaultValue = "10000000",
            description = "Directed edges, two for each undirected one (default: ${DEFAULT-VALUE}).")
    private int edges;

    @Option(names = "--features", defaultValue = "64", description = "Features a node (default: ${DEFAULT-VALUE}).")
    private int features;

    @Option(names = "--classes", defaultValue = "16", description = "Planted classes (default: ${DEFAULT-VALUE}).")
    private int classes;

    @Option(
            names = "--fan-outs",
            defaultValue = "15,10",
            split = ",",
            description = "Neighbours sampled at each hop, one layer each (default: ${DEFAULT-VALUE}).")
    private int[] fanOuts;

    @Option(names = "--hidden", defaultValue = "128", description = "Hidden channels (default: ${DEFAULT-VALUE}).")
    private int hidden;

    @Option(
            names = "--batch",
            defaultValue = "1024",
            description = "Training nodes a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--workers",
            defaultValue = "1",
            description =
                    "Our background threads that sample, 0 for none; the peer takes as many processes as are fastest"
                            + " (default: ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--rate",
            defaultValue = "0.003",
            description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--steps", defaultValue = "30", description = "Steps of a round (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--rounds", defaultValue = "6", description = "Rounds that count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "Of graph and training (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--alone", description = "Without the peer.")
    private boolean alone;

    @Mixin
    private PeersOption peers;

    @Mixin
    private FiguresOption figures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SamplingConfig config = new SamplingConfig(
                BlockModelGraph.of(nodes, edges, features, classes, seed),
                NeighborSampling.of(fanOuts),
                hidden,
                batch,
                workers,
                rate,
                steps,
                rounds);
        Optional<JsonFile> file = figures.file();
        if (!alone) {
            peers.requireScript("sampling.py", "; or run --alone");
        }
        PrintWriter out = spec.commandLine().getOut();
        RunRecord record = FiguresOption.record(spec, List.of(seed));
        out.println(record.markdown());
        Consumer<String> progress = line -> {
            out.println(line);
            out.flush();
        };
        SamplingComparison comparison = new SamplingComparison(config);
        SamplingComparison.Result result =
                alone ? comparison.alone(progress) : comparison.beside(peers.folder(), progress);
        out.println();
        out.print(SamplingReport.markdown(result));
        out.flush();
        ObjectNode document = record.json();
        SamplingReport.addTo(document, config, result);
        FiguresOption.write(file, document);
        return 0;
    }
}
