package io.github.sibyl4j.graph.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.Damage;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.forward.Backbone;
import io.github.sibyl4j.graph.forward.ForwardConfig;
import io.github.sibyl4j.graph.forward.ForwardLinkPrediction;
import io.github.sibyl4j.graph.forward.LinkMethod;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.nn.GinConv;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.LogisticRegression;
import io.github.sibyl4j.graph.node.NodeClassification;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.NodeTraining;
import io.github.sibyl4j.graph.node.PlantedPartition;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SelfSupervisedTest {
    @TempDir
    Path folder;

    private final LabelledGraph graph = PlantedPartition.graph(180, 3, new Seed(1));
    private final NodeSplit split = NodeSplit.perClass(graph, 10, 50, 100, new Seed(2));

    private static SelfSupervised.Builder small() {
        return SelfSupervised.builder(StackedEncoder.gcn(32, 16))
                .headWidth(32)
                .steps(30)
                .learningRate(3e-3);
    }

    private PretrainedEncoder pretrain(SelfSupervised.Builder settings, long seed) {
        return settings.build().pretrain(graph.graph(), graph.features(), new Seed(seed), progress -> {});
    }

    private double probed(LabelledGraph embedded) {
        return LogisticRegression.defaults()
                .fit(embedded, split)
                .probabilities(embedded.features())
                .accuracy(embedded, split.test());
    }

    private static void refuses(Executable action, String... parts) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    static Stream<StackedEncoder.Factory> encoders() {
        return Stream.of(
                StackedEncoder.gcn(32, 16),
                StackedEncoder.sage(32, 16),
                StackedEncoder.gat(4, 32, 16),
                StackedEncoder.of(SelfSupervisedTest::gin, 32, 16));
    }

    private static GinConv gin(int in, int out, Seed seed) {
        Linear nn = new Linear(in, out, seed);
        return new GinConv(nn, nn::forward);
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void whatEncodersLearnTellsClassesApart(StackedEncoder.Factory encoder) {
        PretrainedEncoder learned = SelfSupervised.builder(encoder)
                .headWidth(32)
                .steps(40)
                .learningRate(3e-3)
                .build()
                .pretrain(graph.graph(), graph.features(), new Seed(3), progress -> {});
        double raw = probed(graph);
        double found = probed(learned.embed(graph));
        assertTrue(found > raw + 0.1, found + " after " + raw);
    }

    @ParameterizedTest
    @EnumSource(PretextTask.class)
    void everyTaskAloneGetsBetter(PretextTask task) {
        List<PretrainingProgress> seen = new ArrayList<>();
        PretrainedEncoder learned =
                small().tasks(task).steps(40).build().pretrain(graph.graph(), graph.features(), new Seed(4), seen::add);
        assertEquals(40, seen.size());
        assertEquals(seen, learned.history());
        double first = mean(seen.subList(0, 10), task);
        double last = mean(seen.subList(30, 40), task);
        assertTrue(last < 0.95 * first, task + " went from " + first + " to " + last);
    }

    private static double mean(List<PretrainingProgress> steps, PretextTask task) {
        return steps.stream()
                .mapToDouble(step -> step.losses().get(task))
                .average()
                .orElseThrow();
    }

    @Test
    void theSeedFixesTheResult() {
        float[] once = pretrain(small().steps(5), 5).weights().get("layers.0.lin.weight");
        assertArrayEquals(once, pretrain(small().steps(5), 5).weights().get("layers.0.lin.weight"));
        assertFalse(Arrays.equals(once, pretrain(small().steps(5), 6).weights().get("layers.0.lin.weight")));
        float[] untrained = pretrain(small().steps(0), 5).weights().get("layers.0.lin.weight");
        assertFalse(Arrays.equals(once, untrained));
    }

    @Test
    void everyWeightingReportsItsFactors() {
        for (TaskWeighting weighting : TaskWeighting.values()) {
            PretrainingProgress step =
                    pretrain(small().steps(1).weighting(weighting), 5).history().get(0);
            assertEquals(5, step.losses().size());
            double sum = step.factors().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            if (weighting == TaskWeighting.SUM) {
                assertEquals(5, sum);
            } else if (weighting == TaskWeighting.PARETO_OF_LOSSES) {
                assertEquals(1, sum, 1e-9);
            }
        }
    }

    @Test
    void stepsMaySeeNeighbourhoodsOnly() {
        PretrainedEncoder learned = pretrain(small().batch(15).hops(1), 7);
        assertEquals(16, learned.embed(graph.graph(), graph.features()).width());
        assertEquals(16, learned.width());
        assertTrue(probed(learned.embed(graph)) > probed(graph));
    }

    /** Embeddings are features: of a classifier, and of a predictor of links that the encoder has not seen. */
    @Test
    void embeddingsServeWhateverComesNext() {
        LinkSplit links = links(graph.graph());
        PretrainedEncoder learned =
                small().build().pretrain(links.trainGraph(), graph.features(), new Seed(8), progress -> {});
        NodeFeatures embeddings = learned.embed(links.trainGraph(), graph.features());
        ForwardConfig config = ForwardConfig.defaults()
                .withLayers(1)
                .withHidden(16)
                .withLearningRate(1e-2)
                .withEpochs(60);
        double auc = new ForwardLinkPrediction(LinkMethod.CE, Backbone.GCN, config)
                .fit(embeddings, links, new Seed(1), progress -> {})
                .result()
                .last()
                .test();
        assertTrue(auc > 0.7, "links " + auc);
        LabelledGraph embedded = graph.with(embeddings);
        double accuracy = NodeClassification.gcn(16, 0.5)
                .fit(embedded, split, NodeTraining.defaults().withEpochs(60))
                .probabilities(embedded)
                .accuracy(embedded, split.test());
        assertTrue(accuracy > 0.85, "classes " + accuracy);
    }

    /** Every fifth link for test, against pairs a stride apart that are none. */
    private static LinkSplit links(GraphTensor graph) {
        int[] forward = IntStream.range(0, graph.edgeCount())
                .filter(e -> graph.source(e) < graph.target(e))
                .toArray();
        Set<List<Integer>> joined = new HashSet<>();
        IntStream.range(0, graph.edgeCount()).forEach(e -> joined.add(List.of(graph.source(e), graph.target(e))));
        int n = graph.nodeCount();
        int[] others = IntStream.iterate(0, i -> i + 37)
                .filter(i -> i / n % n < i % n && !joined.contains(List.of(i / n % n, i % n)))
                .limit(forward.length)
                .toArray();
        NodePairs[] parts = new NodePairs[4];
        for (int part = 0; part < 2; part++) {
            boolean test = part == 1;
            int[] chosen = IntStream.range(0, forward.length)
                    .filter(i -> (i % 5 == 0) == test)
                    .toArray();
            parts[part] = new NodePairs(
                    IntStream.of(chosen).map(i -> graph.source(forward[i])).toArray(),
                    IntStream.of(chosen).map(i -> graph.target(forward[i])).toArray());
            parts[2 + part] = new NodePairs(
                    IntStream.of(chosen).map(i -> others[i] / n % n).toArray(),
                    IntStream.of(chosen).map(i -> others[i] % n).toArray());
        }
        NodePairs none = new NodePairs(new int[0], new int[0]);
        return new LinkSplit(n, parts[0], parts[2], none, none, parts[1], parts[3]);
    }

    /** Two heads on one layer: kept gradients give what the weighted sum of losses gives. */
    @Test
    void keptGradientsAreThoseOfTheWeightedSum() {
        Linear shared = new Linear(4, 3, new Seed(1));
        Module[] heads = {new Linear(3, 2, new Seed(2)), new Linear(3, 1, new Seed(3))};
        Tensor x = Tensor.normal(new Seed(4), 6, 4);
        TaskGradients kept = new TaskGradients(shared.parameters());
        for (Module head : heads) {
            loss(shared, (Linear) head, x).backward();
            kept.take(head.parameters());
        }
        double[][] gram = kept.gram();
        double[] factors = TaskWeighting.PARETO.factors(gram);
        kept.combine(factors);
        List<Parameter> all = new ArrayList<>(shared.parameters());
        Stream.of(heads).forEach(head -> all.addAll(head.parameters()));
        List<float[]> found = all.stream().map(p -> p.gradient().toArray()).toList();
        all.forEach(Parameter::clearGradient);
        loss(shared, (Linear) heads[0], x)
                .mul((float) factors[0])
                .add(loss(shared, (Linear) heads[1], x).mul((float) factors[1]))
                .backward();
        for (int p = 0; p < all.size(); p++) {
            assertArrayEquals(all.get(p).gradient().toArray(), found.get(p), 1e-6f);
        }
        // Against the combined gradient both get better: their own have an acute angle with it.
        assertTrue(factors[0] * gram[0][0] + factors[1] * gram[0][1] > 0);
        assertTrue(factors[0] * gram[1][0] + factors[1] * gram[1][1] > 0);
    }

    private static Tensor loss(Linear shared, Linear head, Tensor x) {
        return head.forward(shared.forward(x).tanh()).square().mean();
    }

    @Test
    void saysWhatDoesNotFit() {
        GraphTensor none = GraphTensor.of(3, new int[0], new int[0]);
        GraphTensor pair = GraphTensor.of(2, new int[] {0, 1}, new int[] {1, 0});
        NodeFeatures three = NodeFeatures.of(new float[3][2]);
        NodeFeatures two = NodeFeatures.of(new float[2][2]);
        SelfSupervised all = small().steps(1).build();
        Seed seed = new Seed(1);
        refuses(() -> all.pretrain(none, three, seed, p -> {}), "no edges", "LINKS", "leave that task out");
        refuses(() -> all.pretrain(pair, two, seed, p -> {}), "no pairs that are none");
        refuses(() -> all.pretrain(pair, three, seed, p -> {}), "2 nodes", "found 3");
        GraphTensor far = GraphTensor.of(200, new int[] {0}, new int[] {1});
        SelfSupervised few = small().steps(20).batch(2).build();
        refuses(() -> few.pretrain(far, NodeFeatures.of(new float[200][2]), seed, p -> {}), "LINKS", "raise batch");
        GraphTensor one = GraphTensor.of(1, new int[0], new int[0]);
        refuses(() -> all.pretrain(one, NodeFeatures.of(new float[1][2]), seed, p -> {}), "two or more, found 1");
        GraphTensor empty = GraphTensor.of(0, new int[0], new int[0]);
        refuses(() -> all.pretrain(empty, NodeFeatures.of(new float[0][]), seed, p -> {}), "two or more, found 0");
        refuses(() -> all.pretrain(none, NodeFeatures.of(new float[3][0]), seed, p -> {}), "width of 0");
        refuses(() -> small().steps(-1), "steps", "-1");
        refuses(() -> small().learningRate(0), "learningRate", "0.0");
        refuses(() -> small().weightDecay(-1), "weightDecay");
        refuses(() -> small().batch(1), "batch", "1");
        refuses(() -> small().hops(0), "hops");
        refuses(() -> small().headWidth(0), "headWidth");
        refuses(() -> StackedEncoder.gcn(), "at least one layer");
        refuses(() -> StackedEncoder.gcn(8, 0), "positive, found 0");
        refuses(() -> StackedEncoder.gat(4, 6), "multiple of the 4 heads", "6");
        StackedEncoder.Factory odd = StackedEncoder.of((in, out, s) -> gin(in, 2 * out, s), 4);
        SelfSupervised wrong = SelfSupervised.builder(odd).steps(1).build();
        refuses(
                () -> wrong.pretrain(graph.graph(), graph.features(), seed, p -> {}),
                "GinConv",
                "width 4",
                "its output has 8");
        PretrainedEncoder learned = pretrain(small().steps(1), 1);
        refuses(() -> learned.embed(none, three), "trained on 6 features", "found 2");
        refuses(() -> learned.embed(none, NodeFeatures.of(new float[2][6])), "3 nodes", "found 2");
        SelfSupervised wild = small().steps(50).learningRate(1e30).build();
        refuses(() -> wild.pretrain(graph.graph(), graph.features(), seed, p -> {}), "lower the learning rate");
    }

    private void assertSame(PretrainedEncoder expected, PretrainedEncoder found) {
        assertArrayEquals(
                expected.embed(graph).features().toTensor().toArray(),
                found.embed(graph).features().toTensor().toArray());
        expected.weights()
                .forEach((name, values) ->
                        assertArrayEquals(values, found.weights().get(name), name));
        assertEquals(expected.history(), found.history());
        assertEquals(expected.width(), found.width());
    }

    @Test
    void savesAndLoadsTheSameBits() throws IOException {
        for (StackedEncoder.Factory ours : encoders().limit(3).toList()) {
            PretrainedEncoder learned =
                    pretrain(SelfSupervised.builder(ours).headWidth(8).steps(2), 1);
            learned.save(folder);
            assertSame(learned, PretrainedEncoder.load(folder));
            assertSame(learned, PretrainedEncoder.load(folder, ours));
        }
    }

    @Test
    void readsLayersOfOnesOwnWithTheirFactory() throws IOException {
        StackedEncoder.Factory own = StackedEncoder.of(SelfSupervisedTest::gin, 8);
        PretrainedEncoder learned =
                pretrain(SelfSupervised.builder(own).headWidth(8).steps(2), 1);
        learned.save(folder);
        assertSame(learned, PretrainedEncoder.load(folder, own));
        refuses(() -> PretrainedEncoder.load(folder), "layers of your own", "load(directory, encoder)");
        refuses(
                () -> PretrainedEncoder.load(folder, StackedEncoder.of(SelfSupervisedTest::gin, 9)),
                "do not belong to this model");
        refuses(() -> PretrainedEncoder.load(folder, null), "encoder must be given");
    }

    @Test
    void refusesDamagedEncoders() throws IOException {
        PretrainedEncoder learned = pretrain(small().steps(1), 1);
        Damage.assertFound(folder, learned::save, PretrainedEncoder::load);
        Path json = folder.resolve("model.json");
        String good = Files.readString(json);
        Files.writeString(json, good.replace("[ 32, 16 ]", "[ 2000000000, 16 ]"));
        refuses(() -> PretrainedEncoder.load(folder), "damaged", "values at least");
        Files.writeString(json, good.replaceFirst("(?s)\"history\" : \\[.*?\\]", "\"history\" : [null]"));
        refuses(() -> PretrainedEncoder.load(folder), "damaged", "a step of it is missing");
    }

    @Test
    void namesWhatIsNotGiven() {
        refuses(() -> SelfSupervised.builder(null), "encoder must be given");
        refuses(() -> small().weighting(null), "weighting must be given");
        refuses(() -> small().tasks(null), "tasks must be given");
        SelfSupervised settings = small().steps(1).build();
        refuses(
                () -> settings.pretrain(graph.graph(), graph.features(), new Seed(1), null),
                "listener must be given",
                "progress -> {}");
    }

    @Test
    void isolatedNodesTakePart() {
        GraphTensor sparse = GraphTensor.of(4, new int[] {0, 1}, new int[] {1, 0});
        NodeFeatures x = NodeFeatures.of(Tensor.normal(new Seed(1), 4, 3));
        NodeFeatures embedded = small().steps(5)
                .build()
                .pretrain(sparse, x, new Seed(1), p -> {})
                .embed(sparse, x);
        assertEquals(4, embedded.nodes());
    }
}
