package io.github.sibyl4j.graph.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.Damage;
import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.PlantedPartition;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphAutoencoderTest {
    private static final AutoencoderTraining BRIEF =
            AutoencoderTraining.defaults().withEpochs(5);

    private final LabelledGraph graph = PlantedPartition.graph(300, 3, new Seed(1));
    private final LinkSplit split = split(graph.graph());

    /** 85, 5 and 10 of a hundred links, with as many other pairs. */
    private static LinkSplit split(GraphTensor graph) {
        int[] links = IntStream.range(0, graph.edgeCount())
                .filter(e -> graph.source(e) < graph.target(e))
                .toArray();
        int[] order = new Seed(5).permutation(links.length);
        int[] parts = {0, links.length * 85 / 100, links.length * 90 / 100, links.length};
        NodePairs all = new NodePairs(
                IntStream.of(order).map(i -> graph.source(links[i])).toArray(),
                IntStream.of(order).map(i -> graph.target(links[i])).toArray());
        NodePairs others = new OtherPairs(graph.nodeCount(), all).draw(links.length, new Seed(6));
        NodePairs[] each = new NodePairs[6];
        for (int i = 0; i < 3; i++) {
            each[2 * i] = part(all, parts[i], parts[i + 1]);
            each[2 * i + 1] = part(others, parts[i], parts[i + 1]);
        }
        return new LinkSplit(graph.nodeCount(), each[0], each[1], each[2], each[3], each[4], each[5]);
    }

    private static NodePairs part(NodePairs pairs, int from, int to) {
        return new NodePairs(
                Arrays.copyOfRange(pairs.firsts(), from, to), Arrays.copyOfRange(pairs.seconds(), from, to));
    }

    private LinkPredictor fit(boolean variational, AutoencoderTraining training) {
        return new GraphAutoencoder(32, 16, variational, Reconstruction.SAMPLED).fit(graph.features(), split, training);
    }

    /** Points of a square, linked where they are near each other. */
    private static GraphTensor neighbourhoods(int nodes) {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = random.doubles(nodes).toArray();
        double[] y = random.doubles(nodes).toArray();
        IntStream.Builder source = IntStream.builder();
        IntStream.Builder target = IntStream.builder();
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                if (i != j && Math.hypot(x[i] - x[j], y[i] - y[j]) < 0.12) {
                    source.add(i);
                    target.add(j);
                }
            }
        }
        return GraphTensor.of(nodes, source.build().toArray(), target.build().toArray());
    }

    /** By where the links are alone: every node's only feature is which one it is. */
    @ParameterizedTest
    @CsvSource({"false, SAMPLED", "true, SAMPLED", "false, WHOLE", "true, WHOLE"})
    void findsLinksThatItHasNotSeen(boolean variational, Reconstruction reconstruction) {
        int n = 250;
        LinkSplit near = split(neighbourhoods(n));
        int[] each = IntStream.range(0, n).toArray();
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        NodeFeatures which = NodeFeatures.of(SparseMatrix.fromCoordinates(n, n, each, each, ones));
        GraphAutoencoder estimator = new GraphAutoencoder(32, 16, variational, reconstruction);
        LinkPredictor predictor = estimator.fit(which, near, AutoencoderTraining.defaults());
        LinkProbabilities probabilities = predictor.probabilities(which, near.trainGraph());
        LinkProbabilities.Quality quality = probabilities.quality(near.test(), near.testNegatives());
        assertTrue(quality.auc() > 0.9, quality.toString());
        assertTrue(quality.averagePrecision() > 0.9, quality.toString());
        assertEquals(200, predictor.history().size());
        LinkProbabilities.Quality early = estimator
                .fit(which, near, BRIEF.withEpochs(1))
                .probabilities(which, near.trainGraph())
                .quality(near.test(), near.testNegatives());
        assertTrue(early.auc() < quality.auc() - 0.02, early + " without training");
        assertEquals(1 / (1 + Math.exp(-probabilities.embeddings().product(3, 4))), probabilities.of(3, 4), 1e-12);
    }

    @Test
    void lossesEqualPyTorchGeometrics() throws IOException, URISyntaxException {
        var file = GraphAutoencoderTest.class.getResource("/link_embedding.safetensors");
        Map<String, Tensor> recorded = Safetensors.read(Path.of(file.toURI()));
        Parameter z = parameter(recorded, "gae/z");
        Tensor loss = ReconstructionLoss.of(z, pairs(recorded, "gae/positive"), pairs(recorded, "gae/negative"));
        loss.backward();
        assertNear(recorded.get("gae/loss"), loss);
        assertNear(recorded.get("gae/z.grad"), z.gradient());
        Parameter mu = parameter(recorded, "vgae/mu");
        Parameter logstd = parameter(recorded, "vgae/logstd");
        Tensor divergence = ReconstructionLoss.divergence(mu, ReconstructionLoss.cutOff(logstd));
        divergence.backward();
        assertNear(recorded.get("vgae/loss"), divergence);
        assertNear(recorded.get("vgae/mu.grad"), mu.gradient());
        assertNear(recorded.get("vgae/logstd.grad"), logstd.gradient());
    }

    /** As in the program of the paper, entry by entry. */
    @Test
    void wholeLossIsTheWeightedCrossEntropyOfAllPairs() {
        NodePairs links = new NodePairs(new int[] {0, 1, 4}, new int[] {1, 3, 2});
        float[] values = new Seed(4).normal(5 * 3);
        Tensor z = Tensor.of(values, 5, 3);
        boolean[][] linked = new boolean[5][5];
        for (int i = 0; i < 3; i++) {
            linked[links.first(i)][links.second(i)] = true;
            linked[links.second(i)][links.first(i)] = true;
        }
        double weight = (25 - 6) / 6.0;
        double sum = 0;
        for (int u = 0; u < 5; u++) {
            for (int v = 0; v < 5; v++) {
                double x = 0;
                for (int k = 0; k < 3; k++) {
                    x += values[u * 3 + k] * values[v * 3 + k];
                }
                sum += linked[u][v] || u == v ? weight * Math.log(1 + Math.exp(-x)) : Math.log(1 + Math.exp(x));
            }
        }
        double norm = 25 / (2 * (25 - 6.0));
        assertEquals(norm * sum / 25, ReconstructionLoss.whole(z, links).item(), 1e-5);
    }

    private static Parameter parameter(Map<String, Tensor> recorded, String name) {
        Tensor tensor = recorded.get(name);
        return Parameter.of(tensor.toArray(), tensor.shape());
    }

    private static NodePairs pairs(Map<String, Tensor> recorded, String name) {
        Tensor rows = recorded.get(name);
        int[][] ends = new int[2][rows.size(1)];
        for (int i = 0; i < rows.size(1); i++) {
            ends[0][i] = (int) rows.get(0, i);
            ends[1][i] = (int) rows.get(1, i);
        }
        return new NodePairs(ends[0], ends[1]);
    }

    private static void assertNear(Tensor expected, Tensor found) {
        float[] values = expected.toArray();
        float[] ours = found.toArray();
        assertEquals(values.length, ours.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], ours[i], 1e-5f * Math.max(1, Math.abs(values[i])), "at " + i);
        }
    }

    @Test
    void drawsNoLinkInEitherDirection() {
        NodePairs links = new NodePairs(new int[] {0, 0, 3, 2}, new int[] {1, 2, 1, 2});
        NodePairs drawn = new OtherPairs(4, links).draw(3000, new Seed(1));
        int[][] count = new int[4][4];
        for (int i = 0; i < drawn.size(); i++) {
            count[drawn.first(i)][drawn.second(i)]++;
        }
        for (int u = 0; u < 4; u++) {
            for (int v = 0; v < 4; v++) {
                boolean other = u != v && !List.of(1, 2, 7).contains(Math.min(u, v) * 4 + Math.max(u, v));
                // Six pairs are left; five deviations of a binomial distribution are 102.
                assertEquals(other ? 500 : 0, count[u][v], other ? 102 : 0, u + ", " + v);
            }
        }
        refuses(
                "no other pairs",
                () -> new OtherPairs(3, new NodePairs(new int[] {0, 1, 0, 1}, new int[] {1, 2, 2, 1})));
    }

    @Test
    void theSeedFixesTheResult() {
        List<Double> told = new ArrayList<>();
        LinkPredictor once = GraphAutoencoder.vgae(8, 4).fit(graph.features(), split, BRIEF, told::add);
        assertEquals(once.history(), told);
        assertEquals(
                told,
                GraphAutoencoder.vgae(8, 4).fit(graph.features(), split, BRIEF).history());
        assertFalse(told.equals(GraphAutoencoder.vgae(8, 4)
                .fit(graph.features(), split, BRIEF.withSeed(2))
                .history()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesAndLoadsTheSameBits(boolean variational, @TempDir Path folder) throws IOException {
        LinkPredictor predictor = fit(variational, BRIEF);
        Damage.assertFound(folder, predictor::save, LinkPredictor::load);
        LinkPredictor read = LinkPredictor.load(folder);
        assertArrayEquals(
                predictor.probabilities(graph.features(), split.trainGraph()).logits(split.test()),
                read.probabilities(graph.features(), split.trainGraph()).logits(split.test()));
        assertEquals(predictor.history(), read.history());
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"latent\" : 16", "\"latent\" : 2000000000"));
        refuses("at least", () -> LinkPredictor.load(folder));
    }

    @Test
    void saysWhatDoesNotFit() {
        NodeFeatures few = NodeFeatures.of(new float[3][6]);
        refuses("300 nodes", () -> GraphAutoencoder.gae(8, 4).fit(few, split, BRIEF));
        LinkPredictor predictor = fit(false, BRIEF.withEpochs(1));
        refuses(
                "trained on 6 features",
                () -> predictor.probabilities(NodeFeatures.of(new float[300][4]), split.trainGraph()));
        refuses("found 3", () -> predictor.probabilities(few, split.trainGraph()));
        NodeFeatures bare = NodeFeatures.of(Tensor.zeros(300, 0));
        refuses("found none (width 0)", () -> GraphAutoencoder.gae(8, 4).fit(bare, split, BRIEF));
        float[][] extreme = new float[300][4];
        for (float[] row : extreme) {
            Arrays.fill(row, 3e38f);
        }
        refuses(
                "or look for extreme values in the features",
                () -> GraphAutoencoder.gae(8, 4).fit(NodeFeatures.of(extreme), split, BRIEF));
        refuses("hidden", () -> GraphAutoencoder.gae(0, 4));
        refuses("latent", () -> GraphAutoencoder.vgae(8, 0));
        refuses("epochs", () -> BRIEF.withEpochs(0));
        refuses("learningRate", () -> BRIEF.withLearningRate(0));
    }

    private static void refuses(String part, Executable work) {
        String message = assertThrows(InvalidInputException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }
}
