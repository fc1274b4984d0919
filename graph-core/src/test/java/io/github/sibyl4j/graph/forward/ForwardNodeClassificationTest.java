package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardNodeClassificationTest {
    private static final ForwardConfig SMALL =
            ForwardConfig.defaults().withHidden(32).withLearningRate(1e-2).withEpochs(100);

    private static LabelledGraph graph() {
        return PlantedPartition.graph(300, 1);
    }

    private static NodeSplit split(LabelledGraph graph) {
        return NodeSplit.random(graph.nodes(), 50, 60, new Seed(2));
    }

    static Stream<Arguments> methods() {
        return Stream.of(Backbone.values())
                .flatMap(backbone -> Stream.of(NodeMethod.values()).map(m -> Arguments.of(m, backbone)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void learnsWhatGraphAndFeaturesTell(NodeMethod method, Backbone backbone) {
        LabelledGraph graph = graph();
        ForwardNodeClassifier classifier =
                new ForwardNodeClassification(method, backbone, SMALL).fit(graph, split(graph), new Seed(3), p -> {});
        assertTrue(classifier.result().last().test() > 0.85, classifier.result().toString());
        double right = 0;
        for (int node : split(graph).test()) {
            right += classifier.classOf(node) == graph.label(node) ? 1 : 0;
            float sum = 0;
            for (float probability : classifier.probabilities(node)) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-5);
        }
        assertEquals(classifier.result().last().test(), right / 60, 1e-9);
    }

    @Test
    void aDeepStackOfForwardLayersHoldsTheResultsOfSmallerOnes() {
        LabelledGraph graph = graph();
        ForwardNodeClassifier deep = new ForwardNodeClassification(NodeMethod.SF, Backbone.GCN, SMALL.withLayers(3))
                .fit(graph, split(graph), new Seed(3), p -> {});
        ForwardNodeClassifier shallow = new ForwardNodeClassification(NodeMethod.SF, Backbone.GCN, SMALL.withLayers(1))
                .fit(graph, split(graph), new Seed(3), p -> {});
        assertEquals(3, deep.result().depths().size());
        assertEquals(shallow.result().last(), deep.result().depths().get(0));
        assertArrayEquals(shallow.probabilities(5), deep.probabilities(5, 1));
        assertThrows(InvalidInputException.class, () -> deep.probabilities(5, 4));
    }

    @ParameterizedTest
    @EnumSource(NodeMethod.class)
    void aSeedGivesTheSameAgain(NodeMethod kind) {
        LabelledGraph graph = graph();
        ForwardNodeClassification method = new ForwardNodeClassification(kind, Backbone.GAT, SMALL.withEpochs(6));
        ForwardNodeClassifier once = method.fit(graph, split(graph), new Seed(3), p -> {});
        ForwardNodeClassifier again = method.fit(graph, split(graph), new Seed(3), p -> {});
        assertEquals(once.result().depths(), again.result().depths());
        assertArrayEquals(once.probabilities(0), again.probabilities(0));
    }

    @Test
    void reportsEveryValidationAndStopsWithoutGain() {
        LabelledGraph graph = graph();
        List<LayerProgress> seen = new ArrayList<>();
        ForwardConfig impatient = SMALL.withLayers(1).withPatience(3).withEpochs(1000);
        ForwardNodeClassifier classifier = new ForwardNodeClassification(NodeMethod.SF, Backbone.GCN, impatient)
                .fit(graph, split(graph), new Seed(3), seen::add);
        LayerProgress last = seen.get(seen.size() - 1);
        assertEquals(2, seen.get(0).epoch());
        assertEquals(last.bestEpoch() + 6, last.epoch());
        ForwardResult.Depth result = classifier.result().last();
        assertEquals(last.best(), result.validation());
        assertEquals(last.bestEpoch(), result.bestEpoch());
        assertEquals(last.epoch(), result.epochs());
    }

    @Test
    void trainsToTheEndWithoutValidationNodes() {
        LabelledGraph graph = graph();
        NodeSplit split = NodeSplit.random(graph.nodes(), 0, 60, new Seed(2));
        for (NodeMethod method : List.of(NodeMethod.BP, NodeMethod.SF)) {
            ForwardResult result = new ForwardNodeClassification(method, Backbone.GCN, SMALL)
                    .fit(graph, split, new Seed(3), p -> {})
                    .result();
            assertEquals(100, result.last().epochs());
            assertTrue(Double.isNaN(result.last().validation()));
            assertTrue(result.last().test() > 0.85);
        }
    }

    @Test
    void refusesMoreWrongClassesThanThereAre() {
        LabelledGraph graph = graph();
        for (NodeMethod method : List.of(NodeMethod.FF_LA, NodeMethod.FF_VN, NodeMethod.SYMBA)) {
            ForwardNodeClassification greedy =
                    new ForwardNodeClassification(method, Backbone.GCN, SMALL.withNegatives(PlantedPartition.CLASSES));
            refuses(() -> greedy.fit(graph, split(graph), new Seed(1), p -> {}), "3 wrong classes", "only 2 are wrong");
        }
    }

    private static void refuses(Executable action, String... parts) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void isolatedNodesGetAnAnswerToo(NodeMethod method, Backbone backbone) {
        LabelledGraph joined = PlantedPartition.graph(60, 1);
        // Every other node keeps its features and loses its edges.
        GraphTensor whole = joined.graph();
        int[] kept = IntStream.range(0, whole.edgeCount())
                .filter(e -> whole.source(e) % 2 == 0 && whole.target(e) % 2 == 0)
                .toArray();
        GraphTensor edges = GraphTensor.of(
                60,
                IntStream.of(kept).map(whole::source).toArray(),
                IntStream.of(kept).map(whole::target).toArray());
        LabelledGraph graph = new LabelledGraph(edges, joined.features(), joined.labels(), joined.classes());
        ForwardNodeClassifier classifier = new ForwardNodeClassification(method, backbone, SMALL.withEpochs(4))
                .fit(graph, NodeSplit.random(60, 10, 20, new Seed(2)), new Seed(3), p -> {});
        assertTrue(edges.isolatedNodes().length >= 30);
        for (int node = 0; node < 60; node++) {
            for (float probability : classifier.probabilities(node)) {
                assertTrue(Float.isFinite(probability), method + " of node " + node);
            }
        }
    }

    /** Bags of words give the same whether they are written out or not. */
    @ParameterizedTest
    @EnumSource(
            value = NodeMethod.class,
            names = {"SF", "SF_TOP_TO_INPUT", "PEPITA"})
    void sparseFeaturesGiveWhatDenseOnesGive(NodeMethod method) {
        LabelledGraph words = PlantedPartition.words(120, 200, 1);
        LabelledGraph written = words.with(NodeFeatures.of(words.features().toTensor()));
        NodeSplit split = NodeSplit.random(120, 20, 40, new Seed(2));
        for (Backbone backbone : Backbone.values()) {
            ForwardNodeClassification configured = new ForwardNodeClassification(method, backbone, SMALL.withEpochs(6));
            ForwardNodeClassifier sparse = configured.fit(words, split, new Seed(3), p -> {});
            ForwardNodeClassifier dense = configured.fit(written, split, new Seed(3), p -> {});
            for (int node = 0; node < 120; node++) {
                assertArrayEquals(dense.probabilities(node), sparse.probabilities(node), 1e-3f, backbone + ", " + node);
            }
        }
    }

    @Test
    void nodesWhoseClassANetworkIsToldAreCertain() {
        LabelledGraph graph = graph();
        ForwardNodeClassifier classifier = new ForwardNodeClassification(
                        NodeMethod.FF_LA, Backbone.GCN, SMALL.withEpochs(4))
                .fit(graph, split(graph), new Seed(3), p -> {});
        int node = split(graph).validation()[0];
        assertEquals(1, classifier.probabilities(node)[graph.label(node)]);
    }

    @Test
    void refusesOneClassAndWrongWidths() {
        LabelledGraph graph = graph();
        NodeSplit oneClass = new NodeSplit(new int[] {0, 3, 6}, new int[] {1}, new int[] {2});
        ForwardNodeClassification method = new ForwardNodeClassification(NodeMethod.SF, Backbone.GCN, SMALL);
        refuses(() -> method.fit(graph, oneClass, new Seed(1), p -> {}), "all 3 training nodes are of class 0");
        LabelledGraph bare = graph.with(NodeFeatures.of(new float[300][0]));
        for (NodeMethod kind : NodeMethod.values()) {
            ForwardNodeClassification configured =
                    new ForwardNodeClassification(kind, Backbone.GCN, SMALL.withEpochs(2));
            if (kind == NodeMethod.FF_LA) {
                assertEquals(
                        2,
                        configured
                                .fit(bare, split(graph), new Seed(1), p -> {})
                                .result()
                                .depths()
                                .size());
            } else {
                refuses(() -> configured.fit(bare, split(graph), new Seed(1), p -> {}), "a width of 0");
            }
        }
        refuses(() -> method.fit(graph, split(graph), new Seed(1), null), "listener must be given");
        NodeSplit outside = new NodeSplit(new int[] {0, 1}, new int[0], new int[] {300});
        refuses(() -> method.fit(graph, outside, new Seed(1), p -> {}), "names node 300", "0 to 299");
        ForwardNodeClassification odd =
                new ForwardNodeClassification(NodeMethod.SF, Backbone.GAT, SMALL.withHidden(30));
        refuses(() -> odd.fit(graph, split(graph), new Seed(1), p -> {}), "multiple of the 4 heads", "found 30");
    }
}
