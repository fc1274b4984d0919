package io.github.sibyl4j.graph.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.Damage;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedNodeClassifierTest {
    @TempDir
    Path folder;

    private final LabelledGraph graph = PlantedPartition.graph(60, 3, new Seed(1));
    private final NodeSplit split = NodeSplit.perClass(graph, 5, 12, 12, new Seed(2));

    private NodeClassifier fit(NodeClassification estimator) {
        return estimator.fit(graph, split, NodeTraining.defaults().withEpochs(5));
    }

    private void assertSame(NodeClassifier expected, NodeClassifier found) {
        for (int node = 0; node < graph.nodes(); node++) {
            assertArrayEquals(
                    expected.probabilities(graph).of(node),
                    found.probabilities(graph).of(node));
        }
        expected.weights()
                .forEach((name, values) ->
                        assertArrayEquals(values, found.weights().get(name), name));
        assertEquals(expected.history(), found.history());
        assertEquals(expected.bestEpoch(), found.bestEpoch());
    }

    @Test
    void givesTheSameBits() throws IOException {
        NodeClassifier gcn = fit(NodeClassification.gcn(8, 0.5));
        gcn.save(folder);
        assertSame(gcn, NodeClassifier.load(folder));
        NodeClassifier gat = fit(NodeClassification.gat(4, 2, 0.5));
        gat.save(folder);
        assertSame(gat, NodeClassifier.load(folder));
        NodeClassifier.load(folder).save(folder.resolve("again"));
        assertSame(gat, NodeClassifier.load(folder.resolve("again")));
    }

    @Test
    void takesANetworkOfOnesOwn() throws IOException {
        NodeNetwork.Factory own = (features, classes, seed) -> new GcnNetwork(features, 5, classes, 0, seed);
        NodeSplit withoutValidation = new NodeSplit(split.train(), new int[0], split.test());
        NodeClassifier classifier = NodeClassification.of(own)
                .fit(graph, withoutValidation, NodeTraining.defaults().withEpochs(3));
        classifier.save(folder);
        assertSame(classifier, NodeClassifier.load(folder, own));
        String without = assertThrows(InvalidInputException.class, () -> NodeClassifier.load(folder))
                .getMessage();
        assertTrue(without.contains("load(directory, network)"), without);
        String other = assertThrows(
                        InvalidInputException.class,
                        () -> NodeClassifier.load(
                                folder, (features, classes, seed) -> new GcnNetwork(features, 6, classes, 0, seed)))
                .getMessage();
        assertTrue(other.contains("do not belong to this model"), other);
    }

    @Test
    void refusesWhatIsDamaged() throws IOException {
        Damage.assertFound(folder, fit(NodeClassification.gcn(8, 0.5))::save, NodeClassifier::load);
        Path json = folder.resolve("model.json");
        String text = Files.readString(json);
        Files.writeString(
                json, text.replaceFirst("(?s)\"history\" : \\[.*?\\]", "\"history\" : [null, null, null, null, null]"));
        String message = assertThrows(InvalidInputException.class, () -> NodeClassifier.load(folder))
                .getMessage();
        assertTrue(message.contains("damaged") && message.contains("an epoch of the history is missing"), message);
    }

    @Test
    void takesNoMemoryForSizesThatWereNotSaved() throws IOException {
        fit(NodeClassification.gcn(8, 0.5)).save(folder);
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"hidden\" : 8", "\"hidden\" : 2000000000"));
        String message = assertThrows(InvalidInputException.class, () -> NodeClassifier.load(folder))
                .getMessage();
        assertTrue(message.contains("at least"), message);
    }

    @Test
    void namesDataSeedAndPlatform() throws IOException {
        fit(NodeClassification.gcn(8, 0.5)).save(folder);
        String text = Files.readString(folder.resolve("model.json"));
        assertTrue(text.contains("\"seed\" : 1"), text);
        assertTrue(text.contains("\"java\" : \"" + System.getProperty("java.version")), text);
        NodeSplit turned = new NodeSplit(split.train(), split.test(), split.validation());
        NodeClassification.gcn(8, 0.5)
                .fit(graph, turned, NodeTraining.defaults().withEpochs(5))
                .save(folder);
        String other = Files.readString(folder.resolve("model.json"));
        assertEquals(64, hash(text).length());
        assertTrue(!hash(text).equals(hash(other)), "another split is other data");
    }

    private static String hash(String text) {
        return text.replaceAll("(?s).*\"dataSha256\" : \"(\\w+)\".*", "$1");
    }
}
