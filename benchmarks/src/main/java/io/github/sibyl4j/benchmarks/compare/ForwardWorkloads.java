package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.benchmarks.peer.InterleavedRounds;
import io.github.sibyl4j.datasets.GraphFiles;
import io.github.sibyl4j.graph.forward.Backbone;
import io.github.sibyl4j.graph.forward.ForwardConfig;
import io.github.sibyl4j.graph.forward.ForwardNodeClassification;
import io.github.sibyl4j.graph.forward.LayerProgress;
import io.github.sibyl4j.graph.forward.NodeMethod;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Epochs of one layer of ForwardGNN's single forward method (Park et al., ICLR 2024), GCN of the width 128, in the real
 * training: our times are those between the reports of two validations, which they include, by the number of epochs. The
 * peer's epochs are the reference's, without validation.
 */
final class ForwardWorkloads {
    private static final int EPOCHS_A_REPORT = 10;
    private static final int EPOCHS = 100;

    private ForwardWorkloads() {}

    /** @param graphs the folder with the graphs */
    static List<Workload> all(Path graphs) {
        List<Workload> rows = new ArrayList<>();
        for (GraphSet set : List.of(GraphSet.CITESEER, GraphSet.PHOTO)) {
            for (int layer = 1; layer <= 2; layer++) {
                rows.add(row(set, layer, graphs));
            }
        }
        return rows;
    }

    private static Workload row(GraphSet set, int layer, Path graphs) {
        String name = "sf " + set.label() + " layer " + layer;
        double width = ForwardConfig.defaults().hidden();
        double nodes = set.nodes + set.classes;
        // Training nodes and virtual ones: no others are worked on but for validations.
        double counted = 0.64 * set.nodes + set.classes;
        // Propagation of what stays the same happens once. Where features stay sparse, it happens to what becomes of
        // them.
        boolean sparse = layer == 1 && set == GraphSet.CITESEER;
        double joins = 2 * 0.64 * set.nodes;
        double entries = set.nonZeros + set.classes * set.features;
        double weights = sparse ? entries + set.edges + joins + nodes : counted * (layer == 1 ? set.features : width);
        double flops = 4 * weights * width + 6 * counted * width * set.classes;
        double input = sparse ? 8 * (entries + set.edges + joins + nodes) : Float.BYTES * weights;
        double bytes = 2 * input + 2.0 * Float.BYTES * 2 * counted * width;
        return new Workload(
                name,
                flops,
                bytes,
                3,
                true,
                List.of("steps.py", "--row", name),
                rounds -> train(set.files(graphs), layer, rounds));
    }

    private static void train(GraphFiles files, int layer, InterleavedRounds rounds) {
        LabelledGraph raw = files.graph();
        LabelledGraph data = raw.with(raw.features().normalized());
        NodeSplit split = files.nodeSplit(0);
        ForwardConfig config = ForwardConfig.defaults()
                .withLayers(layer)
                .withEpochs(EPOCHS)
                .withValidateEvery(EPOCHS_A_REPORT)
                .withPatience(EPOCHS);
        ForwardNodeClassification method = new ForwardNodeClassification(NodeMethod.SF, Backbone.GCN, config);
        long start = System.nanoTime();
        do {
            method.fit(data, split, new Seed(1), progress -> {});
        } while (System.nanoTime() - start < Workload.WARM_UP_NANOS);
        while (!rounds.finished()) {
            method.fit(data, split, new Seed(1), new EpochTimer(layer, rounds));
        }
    }

    /** Measures from the end of one report of a layer to the beginning of the next. */
    private static final class EpochTimer implements Consumer<LayerProgress> {
        private final int layer;
        private final InterleavedRounds rounds;
        private int epochs;
        private long start;

        EpochTimer(int layer, InterleavedRounds rounds) {
            this.layer = layer;
            this.rounds = rounds;
        }

        @Override
        public void accept(LayerProgress progress) {
            if (progress.layer() != layer) {
                return;
            }
            try {
                if (epochs > 0) {
                    rounds.step((System.nanoTime() - start) / 1e6 / (progress.epoch() - epochs));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            epochs = progress.epoch();
            start = System.nanoTime();
        }
    }
}
