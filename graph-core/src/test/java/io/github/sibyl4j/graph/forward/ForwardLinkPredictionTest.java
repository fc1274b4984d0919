package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NegativeSampling;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.metric.RocAuc;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardLinkPredictionTest {
    private static final ForwardConfig SMALL =
            ForwardConfig.defaults().withHidden(32).withLearningRate(1e-2).withEpochs(60);

    private static LabelledGraph graph() {
        return PlantedPartition.graph(300, 1);
    }

    /** 64, 16 and 20 of a hundred links, with as many pairs that are none. */
    private static LinkSplit split(GraphTensor graph) {
        int[] forward = IntStream.range(0, graph.edgeCount())
                .filter(e -> graph.source(e) < graph.target(e))
                .toArray();
        int[] order = new Seed(3).permutation(forward.length);
        int[] source = Arrays.stream(order).map(i -> graph.source(forward[i])).toArray();
        int[] target = Arrays.stream(order).map(i -> graph.target(forward[i])).toArray();
        NodePairs others = new NegativeSampling(graph).sample(source.length, new Seed(4));
        int[] from = others.firsts();
        int[] to = others.seconds();
        int a = source.length * 64 / 100;
        int b = source.length * 80 / 100;
        int c = source.length;
        return new LinkSplit(
                graph.nodeCount(),
                part(source, target, 0, a),
                part(from, to, 0, a),
                part(source, target, a, b),
                part(from, to, a, b),
                part(source, target, b, c),
                part(from, to, b, c));
    }

    private static NodePairs part(int[] first, int[] second, int from, int to) {
        return new NodePairs(Arrays.copyOfRange(first, from, to), Arrays.copyOfRange(second, from, to));
    }

    static Stream<Arguments> methods() {
        return Stream.of(Backbone.values())
                .flatMap(backbone -> Stream.of(LinkMethod.values()).map(m -> Arguments.of(m, backbone)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void tellsLinksFromOtherPairs(LinkMethod method, Backbone backbone) {
        LabelledGraph graph = graph();
        LinkSplit split = split(graph.graph());
        // Linear scorers of random layers are cheap to train and slow to learn.
        ForwardConfig config = method == LinkMethod.CAFO ? SMALL.withEpochs(400) : SMALL;
        ForwardLinkPredictor predictor =
                new ForwardLinkPrediction(method, backbone, config).fit(graph.features(), split, new Seed(5), p -> {});
        ForwardResult.Depth result = predictor.result().last();
        assertTrue(
                result.test() > (method == LinkMethod.CAFO ? 0.65 : 0.7),
                predictor.result().toString());
        assertEquals(
                result.test(), RocAuc.of(predictor.scores(split.test()), predictor.scores(split.testNegatives())), 0);
        assertEquals(predictor.score(3, 8), predictor.score(8, 3));
    }

    @ParameterizedTest
    @EnumSource(LinkMethod.class)
    void aSeedGivesTheSameAgain(LinkMethod method) {
        LabelledGraph graph = graph();
        LinkSplit split = split(graph.graph());
        ForwardLinkPrediction configured = new ForwardLinkPrediction(method, Backbone.GCN, SMALL.withEpochs(6));
        ForwardLinkPredictor once = configured.fit(graph.features(), split, new Seed(5), p -> {});
        ForwardLinkPredictor again = configured.fit(graph.features(), split, new Seed(5), p -> {});
        assertArrayEquals(once.scores(split.test()), again.scores(split.test()));
    }

    @Test
    void refusesTooFewNegativesAndOtherNodes() {
        LabelledGraph graph = graph();
        NodePairs links = new NodePairs(new int[] {0, 1}, new int[] {3, 4});
        NodePairs one = new NodePairs(new int[] {0}, new int[] {1});
        NodePairs none = new NodePairs(new int[0], new int[0]);
        LinkSplit few = new LinkSplit(300, links, one, none, none, none, none);
        ForwardLinkPrediction symBa = new ForwardLinkPrediction(LinkMethod.SYMBA, Backbone.GCN, SMALL);
        refuses(
                () -> symBa.fit(graph.features(), few, new Seed(1), p -> {}),
                "found 1 pairs for 2 links",
                "sample as many");
        LinkSplit other = new LinkSplit(299, links, one, none, none, none, none);
        refuses(() -> symBa.fit(graph.features(), other, new Seed(1), p -> {}), "299 nodes", "found 300");
        NodeFeatures bare = NodeFeatures.of(new float[300][0]);
        for (LinkMethod method : LinkMethod.values()) {
            ForwardLinkPrediction configured = new ForwardLinkPrediction(method, Backbone.GCN, SMALL);
            refuses(() -> configured.fit(bare, few, new Seed(1), p -> {}), "a width of 0");
        }
        refuses(() -> symBa.fit(graph.features(), few, new Seed(1), null), "listener must be given");
        ForwardLinkPredictor trained = new ForwardLinkPrediction(LinkMethod.CE, Backbone.GCN, SMALL.withEpochs(3))
                .fit(graph.features(), few, new Seed(1), p -> {});
        assertTrue(Double.isNaN(trained.result().last().test()));
        refuses(() -> trained.score(0, 300), "the nodes are 0 to 299", "found 0 and 300");
        refuses(() -> trained.score(0, 1, 3), "1 to 2 layers, found 3");
    }

    private static void refuses(Executable action, String... parts) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** Nodes without a link among those that messages pass along. */
    @ParameterizedTest
    @MethodSource("methods")
    void isolatedNodesAreScoredToo(LinkMethod method, Backbone backbone) {
        NodePairs links = new NodePairs(new int[] {0, 1, 2}, new int[] {3, 4, 5});
        NodePairs others = new NodePairs(new int[] {0, 8, 2}, new int[] {1, 9, 7});
        NodePairs none = new NodePairs(new int[0], new int[0]);
        LinkSplit split = new LinkSplit(30, links, others, none, none, none, none);
        ForwardLinkPredictor predictor = new ForwardLinkPrediction(method, backbone, SMALL.withEpochs(4))
                .fit(PlantedPartition.graph(30, 1).features(), split, new Seed(1), p -> {});
        assertTrue(split.testGraph().isolatedNodes().length == 24);
        for (int node = 0; node < 30; node++) {
            assertTrue(Float.isFinite(predictor.score(0, node)), method + " of node " + node);
        }
    }

    @ParameterizedTest
    @EnumSource(Backbone.class)
    void sparseFeaturesGiveWhatDenseOnesGive(Backbone backbone) {
        LabelledGraph words = PlantedPartition.words(120, 200, 1);
        LinkSplit split = split(words.graph());
        ForwardLinkPrediction configured =
                new ForwardLinkPrediction(LinkMethod.CE_TOP_TO_INPUT, backbone, SMALL.withEpochs(6));
        ForwardLinkPredictor sparse = configured.fit(words.features(), split, new Seed(5), p -> {});
        ForwardLinkPredictor dense =
                configured.fit(NodeFeatures.of(words.features().toTensor()), split, new Seed(5), p -> {});
        assertArrayEquals(dense.scores(split.test()), sparse.scores(split.test()), 1e-3f);
    }

    @Test
    void lossesAndScoresAreTheReferences() {
        Golden link = Golden.read().at("link");
        int[][] pairs = new int[6][];
        for (int i = 0; i < 6; i++) {
            pairs[i] = new Golden(link.at("pairs").node().get(i)).integers();
        }
        int[] first = Arrays.stream(pairs).mapToInt(p -> p[0]).toArray();
        int[] second = Arrays.stream(pairs).mapToInt(p -> p[1]).toArray();
        Tensor z = link.at("z").tensor();
        Pairs rows = new Pairs(z.size(0), part(first, second, 0, 3), part(first, second, 3, 6));
        PairScore goodness = PairScore.goodness(2);
        Tensor dot = PairScore.DOT.logits(rows.products(z));
        Tensor squares = goodness.logits(rows.products(z));
        assertEquals(
                link.at("ce_loss").number(),
                PairLoss.CROSS_ENTROPY.of(dot, rows).item(),
                1e-6f);
        assertEquals(
                link.at("ff_loss_theta2").number(),
                PairLoss.FORWARD_FORWARD.of(squares, rows).item(),
                1e-6f);
        assertArrayEquals(link.at("ce_scores").vector(), dot.sigmoid().toArray(), 1e-6f);
        assertArrayEquals(link.at("ff_scores").vector(), squares.sigmoid().toArray(), 1e-6f);
        for (int i = 0; i < 6; i++) {
            LearnedLinks learned = new LearnedLinks(
                    1,
                    List.of(ForwardLinkPredictor.Voice.of(z, goodness)),
                    List.of(new LayerWiseTrainer.TrainedLayer(1, 1, 1)));
            assertEquals(
                    link.at("ff_scores").vector()[i],
                    new ForwardLinkPredictor(learned, z.size(0), null).score(first[i], second[i]),
                    1e-6f);
        }
    }
}
