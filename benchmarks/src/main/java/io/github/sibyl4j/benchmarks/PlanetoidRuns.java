package io.github.sibyl4j.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sibyl4j.datasets.GraphFiles;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeClassification;
import io.github.sibyl4j.graph.node.NodeClassifier;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.NodeTraining;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * Node classification on the public split of the Planetoid graphs: the two published networks with the published sizes and
 * rates, every seed another initialisation.
 */
public final class PlanetoidRuns {
    private static final List<Cell> CELLS = List.of(
            new Cell("planetoid-cora", "GCN", 81.5),
            new Cell("planetoid-cora", "GAT", 83.0),
            new Cell("planetoid-citeseer", "GCN", 70.3),
            new Cell("planetoid-citeseer", "GAT", 72.5));

    private static final String DEVIATIONS = """

            Deviations from the papers: the epoch with the best validation accuracy is kept, of 200 for GCN (published: stop when the
            validation loss has not fallen for 10 epochs) and of at most 1000 for GAT (published: 100,000), which stops after 100
            epochs without a gain; weights come from our generator.
            """;

    private PlanetoidRuns() {}

    /** The seeds of the published means. */
    public static List<Long> seeds() {
        return LongStream.range(0, 100).boxed().toList();
    }

    /** A published mean accuracy in percent (Kipf and Welling, ICLR 2017; Velickovic et al., ICLR 2018). */
    public record Cell(String graph, String network, double published) {}

    /** One seed's test accuracy in percent. */
    public record Run(Cell cell, long seed, double accuracy, int bestEpoch, double seconds) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s %s seed %d: test accuracy %.2f %%, best epoch %d, %.1f s",
                    cell.graph,
                    cell.network,
                    seed,
                    accuracy,
                    bestEpoch,
                    seconds);
        }
    }

    /** What all runs gave. */
    public record Result(List<Run> runs) {

        /** Published and ours as a table in Markdown. */
        public String table() {
            StringBuilder table = new StringBuilder("| graph | network | published | ours, mean ± sd over "
                    + runs.stream().map(Run::seed).distinct().count()
                    + " seeds | difference |\n|---|---|---|---|---|\n");
            for (Cell cell : CELLS) {
                DescriptiveStatistics ours = statistics(cell);
                table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %.1f | %.2f ± %.2f | %+.2f |%n",
                        cell.graph,
                        cell.network,
                        cell.published,
                        ours.getMean(),
                        ours.getStandardDeviation(),
                        ours.getMean() - cell.published));
            }
            return table.append(DEVIATIONS).toString();
        }

        private DescriptiveStatistics statistics(Cell cell) {
            DescriptiveStatistics statistics = new DescriptiveStatistics();
            runs.stream()
                    .filter(run -> run.cell.equals(cell))
                    .mapToDouble(Run::accuracy)
                    .forEach(statistics::addValue);
            return statistics;
        }

        /** Adds all figures to a document. */
        public void addTo(ObjectNode root) {
            root.put("run", "planetoid");
            ArrayNode each = root.putArray("runs");
            for (Run run : runs) {
                each.addObject()
                        .put("graph", run.cell.graph)
                        .put("network", run.cell.network)
                        .put("seed", run.seed)
                        .put("test_accuracy", run.accuracy)
                        .put("best_epoch", run.bestEpoch)
                        .put("seconds", run.seconds);
            }
            ArrayNode figures = root.putArray("test_accuracy");
            for (Cell cell : CELLS) {
                DescriptiveStatistics ours = statistics(cell);
                ObjectNode node = figures.addObject();
                node.put("graph", cell.graph).put("network", cell.network).put("published", cell.published);
                node.put("mean", ours.getMean());
                if (ours.getN() > 1) {
                    node.put("sd", ours.getStandardDeviation());
                }
            }
        }
    }

    /**
     * Trains every network on every graph.
     *
     * @param progress is told of each run
     */
    public static Result run(List<Long> seeds, Consumer<Run> progress) {
        List<Run> runs = new ArrayList<>();
        for (Cell cell : CELLS) {
            GraphFiles files = GraphFiles.embedded(cell.graph);
            LabelledGraph raw = files.graph();
            LabelledGraph graph = raw.with(raw.features().normalized());
            NodeSplit split = files.publicSplit();
            for (long seed : seeds) {
                runs.add(run(cell, graph, split, seed));
                progress.accept(runs.get(runs.size() - 1));
            }
        }
        return new Result(runs);
    }

    private static Run run(Cell cell, LabelledGraph graph, NodeSplit split, long seed) {
        boolean attention = cell.network.equals("GAT");
        NodeClassification estimator = attention ? NodeClassification.gat(8, 8, 0.6) : NodeClassification.gcn(16, 0.5);
        NodeTraining training = attention
                ? NodeTraining.defaults()
                        .withLearningRate(0.005)
                        .withEpochs(1000)
                        .withPatience(100)
                : NodeTraining.defaults();
        long start = System.nanoTime();
        NodeClassifier classifier = estimator.fit(graph, split, training.withSeed(seed));
        double seconds = (System.nanoTime() - start) / 1e9;
        double accuracy = 100 * classifier.probabilities(graph).accuracy(graph, split.test());
        return new Run(cell, seed, accuracy, classifier.bestEpoch(), seconds);
    }
}
