package io.github.sibyl4j.graph.forward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.Damage;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NegativeSampling;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SavedForwardModelTest {
    private static final ForwardConfig TINY =
            ForwardConfig.defaults().withHidden(8).withEpochs(4);

    @TempDir
    Path folder;

    private final LabelledGraph graph = PlantedPartition.graph(60, 1);

    private ForwardNodeClassifier classifier(NodeMethod method) {
        NodeSplit split = NodeSplit.perClass(graph, 5, 12, 12, new Seed(2));
        return new ForwardNodeClassification(method, Backbone.GCN, TINY).fit(graph, split, new Seed(3), progress -> {});
    }

    private ForwardLinkPredictor predictor(LinkMethod method) {
        GraphTensor edges = graph.graph();
        int[] forward = IntStream.range(0, edges.edgeCount())
                .filter(e -> edges.source(e) < edges.target(e))
                .toArray();
        int half = forward.length / 2;
        NodePairs others = new NegativeSampling(edges).sample(half, new Seed(4));
        NodePairs none = new NodePairs(new int[0], new int[0]);
        LinkSplit split = new LinkSplit(
                60,
                links(edges, Arrays.copyOf(forward, half)),
                others,
                none,
                none,
                links(edges, Arrays.copyOfRange(forward, half, forward.length)),
                others);
        return new ForwardLinkPrediction(method, Backbone.GCN, TINY)
                .fit(graph.features(), split, new Seed(3), progress -> {});
    }

    private static NodePairs links(GraphTensor graph, int[] edges) {
        return new NodePairs(
                Arrays.stream(edges).map(graph::source).toArray(),
                Arrays.stream(edges).map(graph::target).toArray());
    }

    @ParameterizedTest
    @EnumSource
    void classifiersGiveTheSameBits(NodeMethod method) throws IOException {
        ForwardNodeClassifier classifier = classifier(method);
        classifier.save(folder);
        ForwardNodeClassifier read = ForwardNodeClassifier.load(folder);
        assertEquals(classifier.result(), read.result());
        for (ForwardResult.Depth depth : classifier.result().depths()) {
            for (int node = 0; node < 60; node++) {
                assertArrayEquals(
                        classifier.probabilities(node, depth.layers()), read.probabilities(node, depth.layers()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void predictorsGiveTheSameBits(LinkMethod method) throws IOException {
        ForwardLinkPredictor predictor = predictor(method);
        predictor.save(folder);
        ForwardLinkPredictor read = ForwardLinkPredictor.load(folder);
        assertEquals(predictor.result(), read.result());
        for (ForwardResult.Depth depth : predictor.result().depths()) {
            for (int u = 0; u < 60; u++) {
                assertEquals(predictor.score(u, 59 - u, depth.layers()), read.score(u, 59 - u, depth.layers()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SF", "BP"})
    void refusesDamagedClassifiers(NodeMethod method) throws IOException {
        Damage.assertFound(folder, classifier(method)::save, ForwardNodeClassifier::load);
    }

    @Test
    void refusesDepthsThatCannotBe() throws IOException {
        for (LinkMethod method : new LinkMethod[] {LinkMethod.CE, LinkMethod.CE_TOP_TO_INPUT}) {
            predictor(method).save(folder);
            String good = Files.readString(folder.resolve("model.json"));
            for (String layers : List.of("-5", "0", "2147483647", "7")) {
                refuses(() -> ForwardLinkPredictor.load(folder), changed(good, layers));
            }
        }
        for (NodeMethod method : new NodeMethod[] {NodeMethod.SF, NodeMethod.BP}) {
            classifier(method).save(folder);
            String good = Files.readString(folder.resolve("model.json"));
            for (String layers : List.of("-5", "0", "2147483647", "7")) {
                refuses(() -> ForwardNodeClassifier.load(folder), changed(good, layers));
            }
            refuses(
                    () -> ForwardNodeClassifier.load(folder),
                    good.replaceFirst("(?s)\"depths\" : \\[.*?\\]", "\"depths\" : [null]"));
        }
    }

    /** Another depth in the first of the results. */
    private static String changed(String json, String layers) {
        return json.replaceFirst("(?s)(\"depths\" : \\[ *\\{\\s*\"layers\" : )\\d+", "$1" + layers);
    }

    private void refuses(Executable load, String json) throws IOException {
        Files.writeString(folder.resolve("model.json"), json);
        String message = assertThrows(InvalidInputException.class, load).getMessage();
        assertTrue(message.contains("damaged") && message.contains("depth"), message);
    }

    @ParameterizedTest
    @EnumSource(names = {"CE", "CAFO"})
    void refusesDamagedPredictors(LinkMethod method) throws IOException {
        Damage.assertFound(folder, predictor(method)::save, ForwardLinkPredictor::load);
    }
}
