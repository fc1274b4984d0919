package io.github.sibyl4j.graph.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.IndexedGraph;
import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.graph.sampling.NeighborSampling;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NodeClassificationTest {
    private static final NodeTraining SHORT = NodeTraining.defaults().withEpochs(100);

    private final LabelledGraph graph = PlantedPartition.graph(300, 3, new Seed(1));
    private final NodeSplit split = NodeSplit.perClass(graph, 20, 60, 150, new Seed(2));

    private static NodeClassifier fit(LabelledGraph graph, NodeSplit split, NodeTraining training) {
        return NodeClassification.gcn(16, 0.5).fit(graph, split, training);
    }

    @Test
    void learnsFromNeighbours() {
        NodeClassifier classifier = fit(graph, split, SHORT);
        ClassProbabilities probabilities = classifier.probabilities(graph);
        double connected = probabilities.accuracy(graph, split.test());
        assertTrue(connected > 0.9, "accuracy " + connected);
        LabelledGraph alone = new LabelledGraph(
                GraphTensor.of(300, new int[0], new int[0]), graph.features(), graph.labels(), graph.classes());
        double without = fit(alone, split, SHORT).probabilities(alone).accuracy(alone, split.test());
        assertTrue(without < connected - 0.1, "without edges " + without);
        float sum = 0;
        for (float p : probabilities.of(7)) {
            sum += p;
        }
        assertEquals(1, sum, 1e-5);
        assertEquals(100, classifier.history().size());
        NodeClassifier.Epoch best = classifier.history().get(classifier.bestEpoch() - 1);
        assertTrue(classifier.history().stream()
                .allMatch(epoch -> epoch.validationAccuracy() <= best.validationAccuracy()));
    }

    @Test
    void attentionLearnsToo() {
        NodeClassifier classifier = NodeClassification.gat(8, 4, 0.5).fit(graph, split, SHORT.withLearningRate(0.005));
        double accuracy = classifier.probabilities(graph).accuracy(graph, split.test());
        assertTrue(accuracy > 0.85, "accuracy " + accuracy);
    }

    @Test
    void theSeedFixesTheResult() {
        NodeTraining brief = SHORT.withEpochs(10);
        float[] weights = fit(graph, split, brief).weights().get("conv1.lin.weight");
        assertArrayEquals(weights, fit(graph, split, brief).weights().get("conv1.lin.weight"));
        assertFalse(Arrays.equals(
                weights, fit(graph, split, brief.withSeed(2)).weights().get("conv1.lin.weight")));
    }

    @Test
    void saysWhereToLookWhenTheLossIsNoNumber() {
        float[][] extreme = new float[300][1];
        extreme[split.train()[0]][0] = 3e38f;
        LabelledGraph wild =
                new LabelledGraph(graph.graph(), NodeFeatures.of(extreme), graph.labels(), graph.classes());
        String message = assertThrows(InvalidInputException.class, () -> fit(wild, split, SHORT))
                .getMessage();
        assertTrue(message.contains("or look for extreme values in the features"), message);
    }

    @Test
    void stopsWithoutProgressAndWorksWithoutValidation() {
        NodeClassifier patient = fit(graph, split, SHORT.withPatience(5));
        assertEquals(Math.min(100, patient.bestEpoch() + 5), patient.history().size());
        NodeSplit whole = new NodeSplit(split.train(), new int[0], split.test());
        NodeClassifier last = fit(graph, whole, SHORT.withEpochs(7));
        assertEquals(7, last.bestEpoch());
        assertTrue(Double.isNaN(last.history().get(0).validationLoss()));
    }

    @Test
    void sparseFeaturesGiveWhatDenseOnesGive() {
        Tensor dense = graph.features().toTensor();
        int n = graph.nodes();
        int width = graph.features().width();
        int[] row = new int[n * width];
        int[] column = new int[n * width];
        for (int i = 0; i < row.length; i++) {
            row[i] = i / width;
            column[i] = i % width;
        }
        NodeFeatures sparse = NodeFeatures.of(SparseMatrix.fromCoordinates(n, width, row, column, dense.toArray()));
        NodeTraining brief = SHORT.withEpochs(5);
        float[] expected = fit(graph, split, brief).weights().get("conv1.lin.weight");
        float[] found = fit(graph.with(sparse), split, brief).weights().get("conv1.lin.weight");
        assertArrayEquals(expected, found, 1e-4f);
    }

    @Test
    void manyThreadsMayAsk() throws Exception {
        NodeClassifier classifier = fit(graph, split, SHORT.withEpochs(5));
        float[] expected = classifier.probabilities(graph).of(3);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<float[]>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(() -> classifier.probabilities(graph).of(3));
            }
            for (Future<float[]> call : pool.invokeAll(calls)) {
                assertArrayEquals(expected, call.get());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void takesGraphsOfJGraphT() {
        Graph<String, DefaultWeightedEdge> cities = new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
        for (int i = 0; i < 40; i++) {
            cities.addVertex((i % 2 == 0 ? "north " : "south ") + i);
        }
        List<String> names = new ArrayList<>(cities.vertexSet());
        for (int i = 2; i < 40; i++) {
            cities.addEdge(names.get(i - 2), names.get(i));
        }
        IndexedGraph<String> indexed = JGraphT.toTensor(cities);
        LabelledGraph labelled = LabelledGraph.of(
                indexed,
                city -> new float[] {city.length(), city.startsWith("north") ? 1 : 0},
                city -> city.endsWith("7") || city.endsWith("8") ? LabelledGraph.UNKNOWN : city.startsWith("n") ? 0 : 1,
                2);
        NodeClassifier classifier =
                fit(labelled, new NodeSplit(labelled.labelledNodes(), new int[0], new int[0]), SHORT);
        ClassProbabilities probabilities = classifier.probabilities(labelled);
        assertEquals(0, probabilities.predicted(indexed.indexOf("north 8")));
        assertEquals(1, probabilities.predicted(indexed.indexOf("south 17")));
    }

    /** Scores of a width and a number of rows beside what was asked for. */
    private static NodeNetwork.Factory misshapen(int moreRows, int moreClasses) {
        return (features, classes, seed) -> new NodeNetwork() {
            private Tensor scores(int rows) {
                return Tensor.zeros(rows + moreRows, classes + moreClasses);
            }

            @Override
            public Tensor logits(NodeFeatures x, GraphTensor graph) {
                return scores(graph.nodeCount());
            }

            @Override
            public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed dropout) {
                return scores(graph.nodeCount());
            }

            @Override
            public Tensor logitsForTraining(NodeFeatures x, SampledSubgraph sample, Seed dropout) {
                return scores(sample.seedCount());
            }
        };
    }

    @Test
    void refusesScoresOfAnotherShape() {
        NodeClassification wide = NodeClassification.of(misshapen(0, 2));
        assertMessage("of the shape [300, 3], but gave [300, 5]", () -> wide.fit(graph, split, SHORT));
        NodeClassification tall = NodeClassification.of(misshapen(1, 0));
        assertMessage("of the shape [300, 3], but gave [301, 3]", () -> tall.fit(graph, split, SHORT));
        NeighborSampling sampling = NeighborSampling.of(3);
        assertMessage(
                "of the shape [16, 3], but gave [16, 5]",
                () -> wide.withNeighborSampling(sampling, 16, 0).fit(graph, split, SHORT));
        assertMessage(
                "of the shape [16, 3], but gave [17, 3]",
                () -> tall.withNeighborSampling(sampling, 16, 0).fit(graph, split, SHORT));
    }

    /** Scores the first 300 nodes, however many there are. */
    private static final class FirstNodes extends NodeNetwork {
        private final GcnNetwork inner;

        FirstNodes(int features, int classes, Seed seed) {
            inner = part("inner", new GcnNetwork(features, 4, classes, 0.5, seed));
        }

        @Override
        public Tensor logits(NodeFeatures x, GraphTensor graph) {
            return inner.logits(x, graph).slice(0, 0, 300);
        }

        @Override
        public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed) {
            return inner.logitsForTraining(x, graph, seed);
        }
    }

    @Test
    void refusesScoresOfAnotherShapeAfterTraining() {
        NodeClassifier classifier = NodeClassification.of(FirstNodes::new).fit(graph, split, SHORT.withEpochs(1));
        LabelledGraph larger = PlantedPartition.graph(301, 3, new Seed(1));
        assertMessage("of the shape [301, 3], but gave [300, 3]", () -> classifier.probabilities(larger));
    }

    @Test
    void refusesNodesWithoutFeatures() {
        LabelledGraph bare = graph.with(NodeFeatures.of(Tensor.zeros(300, 0)));
        for (NodeClassification each : List.of(
                NodeClassification.gcn(4, 0.5),
                NodeClassification.gat(4, 1, 0.5),
                NodeClassification.sage(4, 2, 0.5))) {
            assertMessage("learns from the nodes' features, found none", () -> each.fit(bare, split, SHORT));
        }
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(InvalidInputException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void saysWhatDoesNotFit() {
        NodeClassifier classifier = fit(graph, split, SHORT.withEpochs(1));
        String width = assertThrows(
                        InvalidInputException.class,
                        () -> classifier.probabilities(graph.graph(), NodeFeatures.of(new float[300][4])))
                .getMessage();
        assertTrue(width.contains("trained on 6 features") && width.contains("found 4"), width);
        String rows = assertThrows(
                        InvalidInputException.class,
                        () -> classifier.probabilities(graph.graph(), NodeFeatures.of(new float[3][6])))
                .getMessage();
        assertTrue(rows.contains("300 nodes") && rows.contains("found 3"), rows);
        String rate = assertThrows(
                        InvalidInputException.class,
                        () -> NodeTraining.defaults().withLearningRate(-1))
                .getMessage();
        assertTrue(rate.contains("learningRate"), rate);
        assertThrows(
                InvalidInputException.class,
                () -> classifier.probabilities(graph).of(300));
    }
}
