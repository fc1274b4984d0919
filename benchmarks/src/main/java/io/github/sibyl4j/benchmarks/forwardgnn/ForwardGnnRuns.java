package io.github.sibyl4j.benchmarks.forwardgnn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.benchmarks.FinishedRuns;
import io.github.sibyl4j.datasets.GraphFiles;
import io.github.sibyl4j.graph.forward.Backbone;
import io.github.sibyl4j.graph.forward.ForwardConfig;
import io.github.sibyl4j.graph.forward.ForwardLinkPrediction;
import io.github.sibyl4j.graph.forward.ForwardNodeClassification;
import io.github.sibyl4j.graph.forward.ForwardResult;
import io.github.sibyl4j.graph.forward.LinkMethod;
import io.github.sibyl4j.graph.forward.NodeMethod;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The protocol of ForwardGNN on its fixed splits: five runs a cell, run {@code i} on split {@code i} with seed
 * {@code 10100 + 3 i}. Layer-wise methods are trained once with four layers and give all four depths, as the paper's were;
 * the others are trained for each depth.
 */
public final class ForwardGnnRuns {
    private static final int RUNS = 5;
    private static final int DEPTHS = 4;
    private static final Map<String, String> FOLDERS =
            Map.of("CiteSeer", "citeseer-full", "CoraML", "cora-ml", "Amazon", "amazon-photo", "GitHub", "github");
    private static final Map<String, NodeMethod> NODE_METHODS = Map.of(
            "BP", NodeMethod.BP,
            "FF-LA", NodeMethod.FF_LA,
            "FF-VN", NodeMethod.FF_VN,
            "SymBa", NodeMethod.SYMBA,
            "CaFo", NodeMethod.CAFO,
            "PEPITA", NodeMethod.PEPITA,
            "SF", NodeMethod.SF,
            "SF-Top-To-Input", NodeMethod.SF_TOP_TO_INPUT,
            "SF-Top-To-Loss", NodeMethod.SF_TOP_TO_LOSS);
    private static final Map<String, LinkMethod> LINK_METHODS = Map.of(
            "BP", LinkMethod.BP,
            "CaFo", LinkMethod.CAFO,
            "ForwardGNN-CE", LinkMethod.CE,
            "ForwardGNN-CE-Top-To-Input", LinkMethod.CE_TOP_TO_INPUT,
            "ForwardGNN-FF", LinkMethod.FF,
            "ForwardGNN-SymBa", LinkMethod.SYMBA);
    private static final Set<NodeMethod> LAYER_WISE_NODES =
            EnumSet.of(NodeMethod.FF_LA, NodeMethod.FF_VN, NodeMethod.SYMBA, NodeMethod.CAFO, NodeMethod.SF);
    private static final Set<LinkMethod> LAYER_WISE_LINKS =
            EnumSet.of(LinkMethod.CAFO, LinkMethod.CE, LinkMethod.FF, LinkMethod.SYMBA);

    private final Path graphs;
    private final Pattern only;
    private final int depths;
    private final List<Cell> series;
    private final Map<Cell, PublishedTables.Figure> published;
    private final FinishedRuns<Run> finished;
    private final Map<String, LabelledGraph> loaded = new LinkedHashMap<>();

    /**
     * Makes sure that everything is there, before any work is done.
     *
     * @param graphs the folder with the folders of the data sets
     * @param finished the file that finished runs are kept in
     * @param only which series ("node-class CiteSeer SF GCN") to run
     * @param depths the most layers, 1 to 4
     * @throws io.github.sibyl4j.tensor.InvalidInputException if nothing matches, a data set is missing, or the file is not
     *     one of finished runs
     */
    public ForwardGnnRuns(Path graphs, Path finished, Pattern only, int depths) throws IOException {
        require(depths >= 1 && depths <= DEPTHS, "the published depths are 1 to %d, found %d", DEPTHS, depths);
        this.graphs = graphs;
        this.only = only;
        this.depths = depths;
        published = PublishedTables.read();
        series = published.keySet().stream()
                .filter(cell ->
                        cell.layers() == 1 && only.matcher(cell.series()).find())
                .filter(cell -> FOLDERS.containsKey(cell.dataset()))
                .toList();
        require(!series.isEmpty(), "no series matches %s; a series is %s", only, parts());
        for (Cell cell : series) {
            Path folder = graphs.resolve(FOLDERS.get(cell.dataset()));
            require(
                    Files.isDirectory(folder),
                    "There is no folder %s for %s: get the data set, or leave it out with --only.",
                    folder,
                    cell.dataset());
        }
        this.finished = FinishedRuns.open(finished, Run.FORMAT);
    }

    /** What names of series are put together from. */
    private static String parts() {
        return String.format(
                "'node-class DATASET METHOD BACKBONE' with one of %s and a method of %s, or 'link-pred ...' with one of"
                        + " %s; backbones are GCN, SAGE and GAT (PubMed is left out, whose features are not at hand)",
                sorted(FOLDERS), sorted(NODE_METHODS), sorted(LINK_METHODS));
    }

    private static List<String> sorted(Map<String, ?> names) {
        return names.keySet().stream().sorted().toList();
    }

    /**
     * Makes the runs that have not been made yet.
     *
     * @param progress is told of every run
     * @return all finished runs that match, beside the published figures
     */
    public ForwardGnnTable run(String commit, Consumer<String> progress) {
        for (int number = 0; number < RUNS; number++) {
            for (Cell cell : series) {
                run(cell, number, commit, progress);
            }
        }
        return new ForwardGnnTable(
                published, finished.runs(), cell -> only.matcher(cell.series()).find() && cell.layers() <= depths);
    }

    private void run(Cell series, int number, String commit, Consumer<String> progress) {
        boolean together = series.task().equals(Cell.NODES)
                ? LAYER_WISE_NODES.contains(NODE_METHODS.get(series.method()))
                : LAYER_WISE_LINKS.contains(LINK_METHODS.get(series.method()));
        List<Integer> missing = new ArrayList<>(IntStream.rangeClosed(1, depths)
                .filter(layers -> !isFinished(series.withLayers(layers), number))
                .boxed()
                .toList());
        if (together && !missing.isEmpty()) {
            missing = List.of(depths);
        }
        for (int layers : missing) {
            ForwardResult result =
                    result(series, number, ForwardConfig.defaults().withLayers(layers));
            for (ForwardResult.Depth depth : result.depths()) {
                Cell cell = series.withLayers(depth.layers());
                if (!isFinished(cell, number)) {
                    finished.add(List.of(new Run(
                            cell,
                            number,
                            100 * depth.test(),
                            100 * depth.validation(),
                            depth.epochs(),
                            depth.bestEpoch(),
                            result.seconds(),
                            result.peakBytes() / 1e6,
                            commit)));
                    progress.accept(String.format(
                            Locale.ROOT,
                            "%s, run %d: %.2f %% (%d epochs, best %d; %.1f s)",
                            cell,
                            number,
                            100 * depth.test(),
                            depth.epochs(),
                            depth.bestEpoch(),
                            result.seconds()));
                }
            }
        }
    }

    private boolean isFinished(Cell cell, int number) {
        return finished.runs().stream()
                .anyMatch(run -> run.number() == number && run.cell().equals(cell));
    }

    private ForwardResult result(Cell cell, int number, ForwardConfig config) {
        GraphFiles files = GraphFiles.in(graphs.resolve(FOLDERS.get(cell.dataset())));
        LabelledGraph graph = loaded.computeIfAbsent(cell.dataset(), name -> {
            LabelledGraph raw = files.graph();
            return raw.with(raw.features().normalized());
        });
        Seed seed = new Seed(10100 + 3L * number);
        Backbone backbone = Backbone.valueOf(cell.backbone());
        if (cell.task().equals(Cell.NODES)) {
            return new ForwardNodeClassification(NODE_METHODS.get(cell.method()), backbone, config)
                    .fit(graph, files.nodeSplit(number), seed, layer -> {})
                    .result();
        }
        return new ForwardLinkPrediction(LINK_METHODS.get(cell.method()), backbone, config)
                .fit(graph.features(), files.linkSplit(number), seed, layer -> {})
                .result();
    }
}
