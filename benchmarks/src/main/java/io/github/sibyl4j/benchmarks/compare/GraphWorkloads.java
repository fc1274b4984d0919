package io.github.sibyl4j.benchmarks.compare;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GatConv;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.nn.SageConv;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Full-batch epochs of networks with two layers, 64 wide between them: forward, backward and one step of Adam on the classes
 * of all nodes. Features are sparse, as bags of words are read; nothing but the matrices of the graph is kept from epoch to
 * epoch.
 */
final class GraphWorkloads {
    private static final int WIDTH = 64;
    private static final int HEADS = 8;

    private GraphWorkloads() {}

    /** @param graphs the folder with the graphs */
    static List<Workload> all(Path graphs) {
        List<Workload> rows = new ArrayList<>();
        for (GraphSet set : GraphSet.values()) {
            rows.add(row("gcn", 1, set, graphs, GraphWorkloads::gcn));
            rows.add(row("sage", 2, set, graphs, GraphWorkloads::sage));
            rows.add(row("gat", 1, set, graphs, GraphWorkloads::gat));
        }
        return rows;
    }

    private static Workload row(
            String kind, int products, GraphSet set, Path graphs, Function<LabelledGraph, Runnable> network) {
        // Weights forward and their gradients, then propagation and its gradient, at both widths.
        double flops = products * (4 * set.nonZeros * WIDTH + 6 * set.nodes * WIDTH * set.classes)
                + 4 * (set.edges + set.nodes) * (WIDTH + set.classes);
        // An index and a value for each entry at each use; rows before and after propagation, and their gradients, once
        // out
        // and once in.
        double bytes = 8 * (2 * products * set.nonZeros + 4 * (set.edges + set.nodes))
                + 2.0 * Float.BYTES * 4 * set.nodes * (WIDTH + set.classes);
        int steps = set == GraphSet.CITESEER ? 30 : 3;
        return new Workload(
                kind + " " + set.label() + " train",
                flops,
                bytes,
                steps,
                true,
                () -> network.apply(set.files(graphs).graph()));
    }

    private static Runnable gcn(LabelledGraph data) {
        SparseMatrix x = data.features().sparse();
        GraphTensor graph = data.graph();
        GcnConv first = new GcnConv(x.columns(), WIDTH, new Seed(1));
        GcnConv second = new GcnConv(WIDTH, data.classes(), new Seed(2));
        return epoch(
                data,
                () -> second.forward(first.forward(x, graph).relu(), graph),
                first.parameters(),
                second.parameters());
    }

    private static Runnable sage(LabelledGraph data) {
        SparseMatrix x = data.features().sparse();
        GraphTensor graph = data.graph();
        SageConv first = new SageConv(x.columns(), WIDTH, new Seed(1));
        SageConv second = new SageConv(WIDTH, data.classes(), new Seed(2));
        return epoch(
                data,
                () -> second.forward(first.forward(x, graph).relu(), graph),
                first.parameters(),
                second.parameters());
    }

    private static Runnable gat(LabelledGraph data) {
        SparseMatrix x = data.features().sparse();
        GraphTensor graph = data.graph();
        GatConv first = new GatConv(x.columns(), WIDTH / HEADS, HEADS, true, new Seed(1));
        GatConv second = new GatConv(WIDTH, data.classes(), 1, true, new Seed(2));
        return epoch(
                data,
                () -> second.forward(first.forward(x, graph).elu(), graph),
                first.parameters(),
                second.parameters());
    }

    private static Runnable epoch(
            LabelledGraph data, Supplier<Tensor> logits, Collection<Parameter> first, Collection<Parameter> second) {
        List<Parameter> all = new ArrayList<>(first);
        all.addAll(second);
        int[] classes = data.labels();
        return ModelWorkloads.step(() -> Losses.crossEntropy(logits.get(), classes, null), all);
    }
}
