package io.github.sibyl4j.graph.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.Damage;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphClassificationTest {
    private static final GraphClassification SMALL =
            GraphClassification.builder().layers(2).hidden(16).dropout(0).build();
    private static final TrainingConfig SHORT = GraphClassification.training().withEpochs(20);

    private static final GraphDataset TRAIN = Rings.dataset(120, new Seed(1));
    private static final GraphDataset VALIDATION = Rings.dataset(40, new Seed(2));
    private static final GraphDataset TEST = Rings.dataset(100, new Seed(3));

    private static double accuracy(GraphClassification estimator, GraphDataset train, GraphDataset test) {
        return estimator.fit(train, VALIDATION, SHORT).probabilities(test).accuracy(test.labels());
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowNodesAreJoined(Backbone backbone) {
        double accuracy = accuracy(
                GraphClassification.builder()
                        .backbone(backbone)
                        .layers(2)
                        .hidden(16)
                        .dropout(0)
                        .build(),
                TRAIN,
                TEST);
        assertTrue(accuracy > 0.95, backbone + " " + accuracy);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN", "MAX"})
    void poolsInOtherWays(Pooling pooling) {
        double accuracy = accuracy(
                GraphClassification.builder()
                        .layers(2)
                        .hidden(16)
                        .pooling(pooling)
                        .dropout(0.2)
                        .build(),
                TRAIN,
                TEST);
        assertTrue(accuracy > 0.9, pooling + " " + accuracy);
    }

    @Test
    void cannotTellByDegreesAlone() {
        GraphDataset blind = Rings.withoutEdges(TRAIN);
        GraphDataset blindTest = Rings.withoutEdges(TEST);
        double accuracy = SMALL.fit(blind, Rings.withoutEdges(VALIDATION), SHORT)
                .probabilities(blindTest)
                .accuracy(blindTest.labels());
        assertTrue(accuracy < 0.7, "without edges " + accuracy);
    }

    @Test
    void crossValidates() {
        List<CrossValidation.Fold> told = new ArrayList<>();
        CrossValidation result = CrossValidation.of(SMALL, TRAIN, 4, SHORT.withEpochs(15), told::add);
        assertEquals(4, result.folds().size());
        assertEquals(told, result.folds());
        assertTrue(result.mean() > 0.9, result.toString());
        double[] accuracies = result.folds().stream()
                .mapToDouble(CrossValidation.Fold::accuracy)
                .toArray();
        assertEquals(new DescriptiveStatistics(accuracies).getStandardDeviation(), result.deviation(), 1e-12);
    }

    @Test
    void foldsHoldEveryGraphOnceAndEveryClassAlike() {
        int[] labels = IntStream.range(0, 103)
                .map(i -> i % 7 == 0 ? 2 : i % 3 == 0 ? 1 : 0)
                .toArray();
        StratifiedFolds folds = new StratifiedFolds(labels, 10, new Seed(4));
        Set<Integer> seen = new HashSet<>();
        for (int fold = 0; fold < 10; fold++) {
            int[] members = folds.members(fold);
            assertEquals(10.3, members.length, 0.8);
            for (int c = 0; c < 3; c++) {
                int wanted = c;
                double all =
                        Arrays.stream(labels).filter(label -> label == wanted).count();
                long found =
                        Arrays.stream(members).filter(i -> labels[i] == wanted).count();
                assertEquals(all / 10, found, 0.999);
            }
            Arrays.stream(members).forEach(i -> assertTrue(seen.add(i)));
            int another = (fold + 1) % 10;
            assertEquals(103 - members.length - folds.members(another).length, folds.others(fold, another).length);
        }
        assertEquals(103, seen.size());
        assertFalse(Arrays.equals(folds.members(0), new StratifiedFolds(labels, 10, new Seed(5)).members(0)));
    }

    @Test
    void batchesLeaveNothingOut() {
        int[] order = new Seed(1).permutation(100);
        List<GraphDataset> batches = GraphClassification.batches(TEST, order, 32);
        assertEquals(
                List.of(25, 25, 25, 25),
                batches.stream().map(GraphDataset::size).toList());
        assertEquals(
                Set.copyOf(TEST.samples()),
                new HashSet<>(batches.stream()
                        .flatMap(batch -> batch.samples().stream())
                        .toList()));
    }

    @Test
    void theSeedFixesTheResult() {
        GraphDataset few = TRAIN.pick(IntStream.range(0, 30).toArray());
        float[] once = SMALL.fit(few, VALIDATION, SHORT.withEpochs(2))
                .probabilities(TEST)
                .of(0);
        assertArrayEquals(
                once,
                SMALL.fit(few, VALIDATION, SHORT.withEpochs(2))
                        .probabilities(TEST)
                        .of(0));
        assertFalse(Arrays.equals(
                once,
                SMALL.fit(few, VALIDATION, SHORT.withEpochs(2).withSeed(9))
                        .probabilities(TEST)
                        .of(0)));
    }

    @Test
    void stopsWithoutProgressAndWorksWithoutValidation() {
        GraphClassifier patient = SMALL.fit(
                TRAIN.pick(0, 1, 2, 3), VALIDATION, SHORT.withEpochs(200).withPatience(3));
        assertEquals(patient.bestEpoch() + 3, patient.history().size());
        GraphClassifier.Epoch best = patient.history().get(patient.bestEpoch() - 1);
        assertTrue(patient.history().stream().allMatch(epoch -> epoch.validationLoss() >= best.validationLoss()));
        GraphClassifier last = SMALL.fit(TRAIN.pick(0, 1, 2, 3), TRAIN.pick(), SHORT.withEpochs(3));
        assertEquals(3, last.bestEpoch());
        assertTrue(Double.isNaN(last.history().get(0).validationLoss()));
    }

    @Test
    void takesGraphsOfJGraphT() {
        List<GraphSample> samples = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Graph<String, DefaultEdge> molecule = new SimpleGraph<>(DefaultEdge.class);
            String[] atoms = {"C", "O", "N", "H"};
            for (int a = 0; a < 4 + i % 3; a++) {
                molecule.addVertex(atoms[a % 4] + a);
            }
            List<String> names = List.copyOf(molecule.vertexSet());
            for (int a = 1; a < names.size(); a++) {
                molecule.addEdge(names.get(i % 2 == 0 ? 0 : a - 1), names.get(a));
            }
            samples.add(GraphSample.of(
                    JGraphT.toTensor(molecule), atom -> new float[] {1, atom.startsWith("C") ? 1 : 0}, i % 2));
        }
        GraphDataset data = new GraphDataset(samples, 2);
        GraphProbabilities probabilities =
                SMALL.fit(data, data.pick(), SHORT.withEpochs(15)).probabilities(samples);
        assertEquals(1, probabilities.accuracy(data.labels()));
        float[] first = probabilities.of(0);
        assertEquals(1, first[0] + first[1], 1e-6);
        assertEquals(40, probabilities.graphs());
    }

    @Test
    void savesAndLoadsTheSameBits(@TempDir Path folder) throws IOException {
        GraphDataset few = TRAIN.pick(IntStream.range(0, 30).toArray());
        for (Backbone backbone : Backbone.values()) {
            GraphClassifier classifier = GraphClassification.builder()
                    .backbone(backbone)
                    .layers(2)
                    .hidden(4)
                    .build()
                    .fit(few, few.pick(), SHORT.withEpochs(2));
            Damage.assertFound(folder, classifier::save, GraphClassifier::load);
            GraphClassifier read = GraphClassifier.load(folder);
            for (int i = 0; i < TEST.size(); i++) {
                assertArrayEquals(
                        classifier.probabilities(TEST).of(i),
                        read.probabilities(TEST).of(i));
            }
            assertEquals(classifier.history(), read.history());
        }
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"hidden\" : 4", "\"hidden\" : 100000"));
        refuses("at least", () -> GraphClassifier.load(folder));
    }

    @Test
    void saysWhatDoesNotFit() {
        GraphTensor pair = GraphTensor.of(2, new int[] {0}, new int[] {1});
        NodeFeatures narrow = NodeFeatures.of(new float[][] {{1}, {2}});
        GraphSample sample = new GraphSample(pair, narrow, 1);
        refuses(
                "no nodes",
                () -> new GraphSample(GraphTensor.of(0, new int[0], new int[0]), NodeFeatures.of(new float[0][]), 0));
        refuses("2 nodes", () -> new GraphSample(pair, NodeFeatures.of(new float[][] {{1}}), 0));
        refuses("at least two classes", () -> new GraphDataset(List.of(sample), 1));
        refuses("graph 0 has the label -1", () -> new GraphDataset(List.of(new GraphSample(pair, narrow, -1)), 2));
        refuses(
                "graph 1 has 5",
                () -> new GraphDataset(List.of(sample, TEST.samples().get(0)), 2));
        refuses("no training graphs", () -> SMALL.fit(TEST.pick(), TEST, SHORT));
        refuses("are of class 0", () -> SMALL.fit(TEST.pick(0, 2), TEST, SHORT));
        GraphDataset three = new GraphDataset(TEST.samples(), 3);
        refuses("2 classes and 5 features a node, validation graphs 3", () -> SMALL.fit(TRAIN, three, SHORT));
        GraphClassifier classifier = SMALL.fit(TRAIN.pick(0, 1), TRAIN.pick(), SHORT.withEpochs(1));
        float[][] extreme = {{3e38f, 3e38f}, {3e38f, 3e38f}};
        GraphDataset wild = new GraphDataset(
                List.of(
                        new GraphSample(pair, NodeFeatures.of(extreme), 0),
                        new GraphSample(pair, NodeFeatures.of(extreme), 1)),
                2);
        refuses("or look for extreme values in the features", () -> SMALL.fit(wild, wild, SHORT));
        refuses("trained on 5 features a node, graph 0 has 1", () -> classifier.probabilities(List.of(sample)));
        refuses("as many labels, found 1", () -> classifier.probabilities(TEST).accuracy(1));
        GraphProbabilities two = classifier.probabilities(TEST.pick(0, 1));
        refuses("graph 1 has no label to judge by", () -> two.accuracy(0, GraphSample.UNKNOWN));
        refuses("graph 0 has the label 2, expected 0 to 1", () -> two.accuracy(2, 0));
        refuses("the graph has the label -9", () -> new GraphSample(pair, narrow, -9));
        refuses("graph 999 does not exist", () -> TEST.pick(0, 999));
        refuses("graph -1 does not exist", () -> TEST.label(-1));
        refuses("graph must be from 0", () -> classifier.probabilities(TEST).of(100));
        refuses("found 2 folds", () -> CrossValidation.of(SMALL, TRAIN, 2, SHORT, fold -> {}));
        refuses("the most are 2", () -> CrossValidation.of(SMALL, TRAIN.pick(0, 1, 2, 3), 3, SHORT, fold -> {}));
        refuses("dropout", () -> GraphClassification.builder().dropout(1).build());
        refuses("layers", () -> GraphClassification.builder().layers(0).build());
        refuses("hidden", () -> GraphClassification.builder().hidden(0).build());
        refuses("pooling", () -> GraphClassification.builder().pooling(null).build());
    }

    private static void refuses(String part, Executable work) {
        String message = assertThrows(InvalidInputException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }
}
