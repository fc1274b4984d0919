package io.github.sibyl4j.benchmarks.compare;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GatConv;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.S4Block;
import io.github.sibyl4j.tensor.optim.Adam;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Whole training steps: forward, backward and one step of Adam. */
final class ModelWorkloads {
    private static final int WIDTH = 64;

    /** Twice the non-zeros by the width, forward and backward, of features and of the propagation at both widths. */
    private static final double GCN_FLOPS = 4.0 * (985_850 * 64 + 108_365 * 64 + 108_365 * 3);

    private static final double GAT_FLOPS = 4.0 * (985_850 * 64 + 2 * 108_365 * 64);

    private ModelWorkloads() {}

    /** @param graphs the folder with the graph PubMed; without it its rows are left out */
    static List<Workload> all(Path graphs) {
        List<Workload> rows = new ArrayList<>();
        for (int batch : new int[] {32, 256, 13248}) {
            rows.add(mlp(batch));
        }
        rows.add(s4Block());
        if (graphs != null) {
            rows.add(new Workload("gcn pubmed train", GCN_FLOPS, 0, 2, true, () -> gcn(pubmed(graphs))));
            rows.add(new Workload("gat pubmed train", GAT_FLOPS, 0, 2, true, () -> gat(pubmed(graphs))));
        }
        return rows;
    }

    static Runnable step(Supplier<Tensor> loss, Collection<Parameter> parameters) {
        Adam adam = new Adam(parameters);
        return () -> {
            try (Scope scope = Scope.open()) {
                loss.get().backward();
                adam.step(1e-3);
            }
        };
    }

    private static Workload mlp(int batch) {
        double flops = 8 * 2.0 * batch * WIDTH * WIDTH;
        double bytes = 12.0 * batch * WIDTH * Float.BYTES;
        int steps = batch > 1000 ? 5 : 100;
        return new Workload("mlp " + batch + " train", flops, bytes, steps, true, () -> {
            List<Linear> layers = IntStream.range(0, 3)
                    .mapToObj(i -> new Linear(WIDTH, WIDTH, new Seed(i)))
                    .toList();
            Tensor x = Tensor.uniform(new Seed(4), batch, WIDTH);
            Tensor y = Tensor.uniform(new Seed(5), batch, WIDTH);
            List<Parameter> all = layers.stream()
                    .flatMap(layer -> layer.parameters().stream())
                    .toList();
            return step(
                    () -> {
                        Tensor first = layers.get(0).forward(x, Activation.RELU);
                        Tensor second = layers.get(1).forward(first, Activation.RELU);
                        return Losses.meanSquaredError(layers.get(2).forward(second), y, null);
                    },
                    all);
        });
    }

    /** Forward and backward of TSDiff's block: transforms, the map over channels twice three, the kernels' sums. */
    private static Workload s4Block() {
        int batch = 64;
        int steps = 360;
        int states = 128;
        double values = (double) batch * steps * WIDTH;
        double transforms = batch / 2.0 * WIDTH * 5 * 5 * 2 * steps * Math.log(2 * steps) / Math.log(2);
        double flops = transforms + 3 * 2 * values * WIDTH + 4 * 2.0 * 12 * WIDTH * states / 2 * (steps + 2);
        return new Workload("s4 block 64x64x360 train", flops, 4 * values * Float.BYTES, 3, true, () -> {
            S4Block block = new S4Block(WIDTH, states, steps, new Seed(1));
            Parameter u =
                    Parameter.of(Tensor.normal(new Seed(2), batch, steps, WIDTH).toArray(), batch, steps, WIDTH);
            List<Parameter> all = new ArrayList<>(block.parameters());
            all.add(u);
            return OpWorkloads.train(() -> block.forward(u), all.toArray(Parameter[]::new));
        });
    }

    /** A graph with sparse features and a class for every node. */
    private record Graph(GraphTensor edges, SparseMatrix features, int[] classes, int classCount) {}

    private static Runnable gcn(Graph graph) {
        GcnConv first = new GcnConv(graph.features.columns(), WIDTH, new Seed(1));
        GcnConv second = new GcnConv(WIDTH, graph.classCount, new Seed(2));
        List<Parameter> all = new ArrayList<>(first.parameters());
        all.addAll(second.parameters());
        return step(
                () -> {
                    Tensor hidden = first.forward(graph.features, graph.edges).relu();
                    return Losses.crossEntropy(second.forward(hidden, graph.edges), graph.classes, null);
                },
                all);
    }

    private static Runnable gat(Graph graph) {
        GatConv first = new GatConv(graph.features.columns(), 8, 8, true, new Seed(1));
        GatConv second = new GatConv(WIDTH, graph.classCount, 1, true, new Seed(2));
        List<Parameter> all = new ArrayList<>(first.parameters());
        all.addAll(second.parameters());
        return step(
                () -> {
                    Tensor hidden = first.forward(graph.features, graph.edges).elu();
                    return Losses.crossEntropy(second.forward(hidden, graph.edges), graph.classes, null);
                },
                all);
    }

    private static Graph pubmed(Path graphs) {
        int nodes = 19_717;
        int width = 500;
        SplittableRandom random = new Seed(7).random();
        List<int[]> entries = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            for (int word = 0; word < width; word++) {
                if (random.nextInt(10) == 0) {
                    entries.add(new int[] {node, word});
                }
            }
        }
        float[] values = new float[entries.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return graph(graphs.resolve("planetoid-pubmed"), nodes, features(nodes, width, entries, values));
    }

    private static SparseMatrix features(int nodes, int width, List<int[]> entries, float[] values) {
        int[] row = entries.stream().mapToInt(entry -> entry[0]).toArray();
        int[] column = entries.stream().mapToInt(entry -> entry[1]).toArray();
        return SparseMatrix.fromCoordinates(nodes, width, row, column, values);
    }

    private static Graph graph(Path folder, int nodes, SparseMatrix features) {
        List<String[]> edges = rows(folder.resolve("edges.csv.gz"));
        int[] source = edges.stream().mapToInt(row -> Integer.parseInt(row[0])).toArray();
        int[] target = edges.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray();
        int[] classes = new int[nodes];
        for (String[] row : rows(folder.resolve("labels.csv.gz"))) {
            classes[Integer.parseInt(row[0])] = Integer.parseInt(row[1]);
        }
        int classCount = Arrays.stream(classes).max().orElse(0) + 1;
        return new Graph(GraphTensor.of(nodes, source, target).undirected(), features, classes, classCount);
    }

    /** The rows of a table of plain numbers, without its heading. */
    private static List<String[]> rows(Path file) {
        require(Files.isReadable(file), "there is no graph at %s: --graphs names the folder that holds it", file);
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
