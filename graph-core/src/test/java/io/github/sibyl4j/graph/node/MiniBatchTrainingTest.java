package io.github.sibyl4j.graph.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.BipartiteGraph;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.sampling.NeighborSampler;
import io.github.sibyl4j.graph.sampling.NeighborSampling;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.graph.sampling.SubgraphType;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiniBatchTrainingTest {
    private static final NodeTraining SHORT = NodeTraining.defaults().withEpochs(30);
    private static final NodeClassification SAGE = NodeClassification.sage(16, 2, 0.5);
    private static final NeighborSampling SAMPLING = NeighborSampling.of(10, 5);

    private final LabelledGraph graph = PlantedPartition.graph(300, 3, new Seed(1));
    private final NodeSplit split = NodeSplit.perClass(graph, 20, 60, 150, new Seed(2));

    private double accuracy(NodeClassification estimator) {
        NodeClassifier classifier = estimator.fit(graph, split, SHORT);
        List<NodeClassifier.Epoch> history = classifier.history();
        assertTrue(
                history.get(29).trainLoss() < 0.8 * history.get(0).trainLoss(),
                "loss " + history.get(0).trainLoss() + " to " + history.get(29).trainLoss());
        return classifier.probabilities(graph).accuracy(graph, split.test());
    }

    @Test
    void learnsBatchByBatchWhatItLearnsFromTheWholeGraph() {
        double whole = accuracy(SAGE);
        double sampled = accuracy(SAGE.withNeighborSampling(SAMPLING, 16, 1));
        double clusters = accuracy(SAGE.withClusters(12, 3, 1));
        assertTrue(whole > 0.8, "whole graph " + whole);
        assertTrue(sampled > whole - 0.06, "sampled " + sampled + ", whole graph " + whole);
        assertTrue(clusters > whole - 0.06, "clusters " + clusters + ", whole graph " + whole);
    }

    @Test
    void anyNetworkLearnsFromSamples() {
        assertTrue(accuracy(NodeClassification.gcn(16, 0.5).withNeighborSampling(SAMPLING, 16, 1)) > 0.8);
        NeighborSampling induced = SAMPLING.withSubgraphType(SubgraphType.INDUCED);
        assertTrue(accuracy(NodeClassification.gat(8, 4, 0.3).withNeighborSampling(induced, 16, 1)) > 0.8);
        NeighborSampling both = SAMPLING.withReplacement().withSubgraphType(SubgraphType.BIDIRECTIONAL);
        assertTrue(accuracy(SAGE.withNeighborSampling(both, 16, 1)) > 0.8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theResultIsTheSameForAnyNumberOfThreads(int threads) {
        NodeTraining brief = SHORT.withEpochs(3);
        Map<String, float[]> alone = SAGE.withNeighborSampling(SAMPLING, 16, 0)
                .fit(graph, split, brief)
                .weights();
        Map<String, float[]> together = SAGE.withNeighborSampling(SAMPLING, 16, threads)
                .fit(graph, split, brief)
                .weights();
        alone.forEach((name, weights) -> assertArrayEquals(weights, together.get(name), name));
        assertFalse(Arrays.equals(
                alone.get("convs.0.lin_l.weight"),
                SAGE.withNeighborSampling(SAMPLING, 16, 0)
                        .fit(graph, split, brief.withSeed(9))
                        .weights()
                        .get("convs.0.lin_l.weight")));
        assertArrayEquals(
                SAGE.withClusters(12, 3, 0).fit(graph, split, brief).weights().get("convs.1.lin_l.weight"),
                SAGE.withClusters(12, 3, threads)
                        .fit(graph, split, brief)
                        .weights()
                        .get("convs.1.lin_l.weight"));
    }

    @Test
    void allNeighboursGiveTheScoresOfTheWholeGraph() {
        SageNetwork network = new SageNetwork(6, 8, 3, 2, 0.5, new Seed(1));
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            int[] seeds = {7, 250, 31};
            float[] expected = network.logits(graph.features(), graph.graph())
                    .gather(seeds)
                    .toArray();
            for (int hops = 1; hops <= 3; hops++) {
                int[] all = new int[hops];
                Arrays.fill(all, NeighborSampling.ALL);
                SampledSubgraph sample =
                        new NeighborSampler(graph.graph(), NeighborSampling.of(all)).sample(seeds, new Seed(1));
                float[] found = network.logits(graph.features(), sample).toArray();
                if (hops == 1) {
                    assertFalse(Arrays.equals(expected, found));
                } else {
                    assertArrayEquals(expected, found, 1e-5f);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 1000})
    void inferenceInBatchesGivesTheScoresOfTheWholeGraph(int batch) {
        SageNetwork network = new SageNetwork(6, 8, 3, 3, 0.5, new Seed(1));
        NodeFeatures dense = graph.features();
        NodeFeatures sparse = NodeFeatures.of(sparse(dense.toTensor()));
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            float[] expected = network.logits(dense, graph.graph()).toArray();
            for (NodeFeatures x : List.of(dense, sparse)) {
                assertArrayEquals(
                        expected,
                        LayerWiseInference.logits(network, x, graph.graph(), batch)
                                .toArray(),
                        1e-4f);
            }
        }
    }

    private static SparseMatrix sparse(Tensor x) {
        int[] row = new int[(int) x.length()];
        int[] column = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = i / x.size(1);
            column[i] = i % x.size(1);
        }
        return SparseMatrix.fromCoordinates(x.size(0), x.size(1), row, column, x.toArray());
    }

    @Test
    void partsOfALabelledGraphKeepTheirFeatures() {
        LabelledGraph sparse =
                graph.with(NodeFeatures.of(sparse(graph.features().toTensor())));
        int[] nodes = {5, 299, 6};
        for (LabelledGraph whole : List.of(graph, sparse)) {
            LabelledGraph part = whole.subgraph(nodes);
            assertEquals(3, part.nodes());
            assertEquals(whole.label(299), part.label(1));
            assertEquals(whole.features().isSparse(), part.features().isSparse());
            assertArrayEquals(
                    graph.features().rows(nodes).toArray(),
                    part.features().toTensor().toArray());
            assertArrayEquals(
                    graph.features().rows(nodes).toArray(),
                    whole.features().rows(nodes).toArray());
        }
    }

    @Test
    void isolatedNodesAreClassifiedByTheirOwnFeatures() {
        LabelledGraph alone =
                new LabelledGraph(GraphTensor.of(300, new int[0], new int[0]), graph.features(), graph.labels(), 3);
        NodeClassifier classifier = SAGE.withNeighborSampling(SAMPLING, 16, 1).fit(alone, split, SHORT.withEpochs(5));
        assertEquals(300, classifier.probabilities(alone).nodes());
    }

    @Test
    void refusesWhatCannotBeTrained() {
        assertMessage("batchSize must be at least 1, found 0", () -> SAGE.withNeighborSampling(SAMPLING, 0, 1));
        assertMessage("threads must be 0", () -> SAGE.withNeighborSampling(SAMPLING, 8, -1));
        assertMessage("threads must be 0", () -> SAGE.withClusters(3, 1, -1));
        assertMessage("clusters must be at least 1", () -> SAGE.withClusters(0, 1, 1));
        assertMessage("clustersPerBatch must be at least 1", () -> SAGE.withClusters(3, 0, 1));
        assertMessage("1 to 300 clusters", () -> SAGE.withClusters(301, 1, 1).fit(graph, split, SHORT));
        assertMessage(
                "at least one layer", () -> NodeClassification.sage(8, 0, 0).fit(graph, split, SHORT));
        NodeClassification sampled = SAGE.withNeighborSampling(SAMPLING, 8, 1);
        NodeSplit oneClass = new NodeSplit(new int[] {0, 3, 6}, new int[0], new int[0]);
        assertMessage("are of class 0", () -> sampled.fit(graph, oneClass, SHORT));
        NodeSplit beyond = new NodeSplit(new int[] {0, 300}, new int[0], new int[0]);
        assertMessage("the split names node 300", () -> sampled.fit(graph, beyond, SHORT));
        assertMessage("lower the learning rate", () -> sampled.fit(graph, split, SHORT.withLearningRate(1e30)));
    }

    private static void assertMessage(String part, Runnable call) {
        String message = assertThrows(InvalidInputException.class, call::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    /** One layer that loses the last of the nodes that it was asked for. */
    private static final class LosesANode extends NodeNetwork implements LayeredNetwork {
        @Override
        public int layers() {
            return 1;
        }

        @Override
        public Tensor layer(int index, Tensor source, Tensor target, BipartiteGraph graph, Seed seed) {
            return target.slice(0, 1, target.size(0));
        }

        @Override
        public Tensor logits(NodeFeatures x, GraphTensor graph) {
            return x.toTensor();
        }

        @Override
        public Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed) {
            return x.toTensor();
        }
    }

    @Test
    void refusesALayerThatGivesOtherRowsThanWereAskedFor() {
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> LayerWiseInference.logits(new LosesANode(), graph.features(), graph.graph(), 128))
                .getMessage();
        assertTrue(message.contains("layer 0 of the network was to give 128 nodes"), message);
        assertTrue(message.contains("gave [127, 6]"), message);
    }
}
