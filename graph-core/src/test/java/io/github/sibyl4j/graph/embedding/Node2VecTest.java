package io.github.sibyl4j.graph.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
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
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class Node2VecTest {
    private static final int NODES = 60;
    private static final EmbeddingTraining TRAINING =
            EmbeddingTraining.defaults().withEpochs(20).withBatchSize(15).withLearningRate(0.05);

    private static Node2Vec.Builder small() {
        return Node2Vec.builder().dimension(16).walkLength(10).contextSize(5).walksPerNode(5);
    }

    /** Two communities of the even and of the odd numbers, with few edges between them. */
    private static Graph<Integer, DefaultEdge> communities() {
        Graph<Integer, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < NODES; i++) {
            graph.addVertex(i);
            for (int j = 0; j < i; j++) {
                if (random.nextDouble() < (i % 2 == j % 2 ? 0.3 : 0.01) || j == i - 2) {
                    graph.addEdge(i, j);
                }
            }
        }
        return graph;
    }

    private static final GraphTensor GRAPH = JGraphT.toTensor(communities()).tensor();

    private static void assertSeparate(NodeEmbeddings embeddings) {
        double within = 0;
        double between = 0;
        int right = 0;
        for (int u = 0; u < NODES; u++) {
            for (int v = 0; v < u; v++) {
                if (u % 2 == v % 2) {
                    within += embeddings.similarity(u, v) / (2 * 435);
                } else {
                    between += embeddings.similarity(u, v) / 900;
                }
            }
            int node = u;
            right += (int) embeddings.nearest(u, 5).stream()
                    .filter(near -> near.node() % 2 == node % 2)
                    .count();
        }
        assertTrue(within > between + 0.3, within + " within, " + between + " between");
        assertTrue(right > 0.95 * 5 * NODES, right + " of " + 5 * NODES);
    }

    @Test
    void separatesCommunities() {
        List<Double> losses = new ArrayList<>();
        assertSeparate(small().p(0.5).q(2).build().fit(GRAPH, TRAINING, losses::add));
        assertEquals(20, losses.size());
        assertTrue(losses.get(19) < losses.get(0), losses.toString());
        NodeEmbeddings untrained =
                small().build().fit(GRAPH, TRAINING.withEpochs(1).withLearningRate(1e-9));
        assertThrows(AssertionError.class, () -> assertSeparate(untrained));
    }

    @Test
    void learnsFromWalksOfJGraphT() {
        assertSeparate(small().build().fit(JGraphT.walks(communities()), TRAINING));
    }

    @Test
    void theSeedFixesTheResult() {
        EmbeddingTraining brief = TRAINING.withEpochs(2);
        float[] once = small().build().fit(GRAPH, brief).toTensor().toArray();
        assertArrayEquals(once, small().build().fit(GRAPH, brief).toTensor().toArray());
        assertFalse(Arrays.equals(
                once, small().build().fit(GRAPH, brief.withSeed(2)).toTensor().toArray()));
    }

    @Test
    void lossEqualsPyTorchGeometrics() throws IOException, URISyntaxException {
        var file = Node2VecTest.class.getResource("/link_embedding.safetensors");
        Map<String, Tensor> recorded = Safetensors.read(Path.of(file.toURI()));
        Tensor weight = recorded.get("node2vec/vectors");
        Parameter vectors = Parameter.of(weight.toArray(), weight.shape());
        Tensor loss = new SkipGram(6, 4)
                .loss(vectors, rows(recorded.get("node2vec/walks")), rows(recorded.get("node2vec/others")));
        loss.backward();
        assertEquals(recorded.get("node2vec/loss").item(), loss.item(), 1e-5 * loss.item());
        float[] expected = recorded.get("node2vec/vectors.grad").toArray();
        float[] found = vectors.gradient().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-5f * Math.max(1, Math.abs(expected[i])), "at " + i);
        }
    }

    private static int[][] rows(Tensor matrix) {
        int[][] rows = new int[matrix.size(0)][matrix.size(1)];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (int) matrix.get(i, j);
            }
        }
        return rows;
    }

    /** The pairs of a walk that ended early are those of its nodes alone. */
    @Test
    void shortWalksHaveFewerPairs() {
        Tensor vectors = Tensor.of(new float[] {1, 0.5f, -1, 2}, 4, 1);
        int[][] negatives = {{0, 1, 2, 3}};
        SkipGram skipGram = new SkipGram(4, 3);
        double far = (cost(-0.5) + cost(1) + cost(0.5) + cost(-1)) / 4;
        double near = (cost(0.5) + cost(-1) + cost(-0.5)) / 3;
        assertEquals(
                near + far,
                skipGram.loss(vectors, new int[][] {{0, 1, 2}, {3}}, negatives).item(),
                1e-5);
        assertNull(skipGram.loss(vectors, new int[][] {{1}, {3}}, negatives));
    }

    private static double cost(double logit) {
        return Math.log(1 + Math.exp(-logit));
    }

    @Test
    void givesZerosToIsolatedNodesIfAllowed() {
        GraphTensor graph = GraphTensor.of(5, new int[] {0, 1, 4, 3}, new int[] {1, 0, 4, 0});
        refuses(
                "2 nodes have no edges that a walk can take to or from another node, the first is node 2",
                () -> small().build().fit(graph, TRAINING));
        GraphTensor weightless = GraphTensor.of(3, new int[] {0, 1, 0}, new int[] {1, 0, 2}, new float[] {1, 1, 0});
        refuses(
                "Edges from a node to itself and edges that weigh 0 do not count",
                () -> small().build().fit(weightless, TRAINING));
        NodeEmbeddings embeddings = small().allowIsolated().build().fit(graph, TRAINING.withEpochs(1));
        assertArrayEquals(new float[16], embeddings.vector(2));
        assertArrayEquals(new float[16], embeddings.vector(4));
        assertEquals(0, embeddings.similarity(0, 2));
        assertTrue(embeddings.product(3, 3) > 0);
        refuses(
                "nothing to learn from",
                () -> small().allowIsolated().build().fit(GraphTensor.of(2, new int[0], new int[0]), TRAINING));
        refuses(
                "no nodes",
                () -> small().allowIsolated().build().fit(GraphTensor.of(0, new int[0], new int[0]), TRAINING));
    }

    @Test
    void findsTheNearest() {
        NodeEmbeddings embeddings = NodeEmbeddings.of(Tensor.of(new float[] {1, 0, 2, 2, 0, 3, -1, 0, 5, 0}, 5, 2));
        assertEquals(
                List.of(4, 1, 2, 3),
                embeddings.nearest(0, 4).stream()
                        .map(NodeEmbeddings.Neighbour::node)
                        .toList());
        assertEquals(Math.sqrt(0.5), embeddings.nearest(0, 2).get(1).similarity(), 1e-12);
        assertEquals(2, embeddings.product(0, 1));
        assertArrayEquals(new float[] {0, 3}, embeddings.vector(2));
        refuses("4 other nodes, found a count of 5", () -> embeddings.nearest(0, 5));
        refuses("node must be from 0 to 4, found 5", () -> embeddings.vector(5));
        refuses("matrix", () -> NodeEmbeddings.of(Tensor.of(new float[2], 2)));
        refuses("number 0 of the vector of node 0 is NaN", () -> NodeEmbeddings.of(Tensor.full(Float.NaN, 2, 2)));
    }

    @Test
    void savesAndLoadsTheSameBits(@TempDir Path folder) throws IOException {
        NodeEmbeddings embeddings = small().build().fit(GRAPH, TRAINING.withEpochs(1));
        embeddings.save(folder);
        assertArrayEquals(
                embeddings.toTensor().toArray(),
                NodeEmbeddings.load(folder).toTensor().toArray());
        Path json = folder.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"nodes\" : 60", "\"nodes\" : 61"));
        refuses("[60, 16], expected [61, 16]", () -> NodeEmbeddings.load(folder));
    }

    @Test
    void saysWhatDoesNotFit() {
        refuses("dimension", () -> small().dimension(0).build());
        refuses("contextSize must be at least 2", () -> small().contextSize(1).build());
        refuses("found 10 and 11", () -> small().contextSize(11).build());
        refuses("walksPerNode", () -> small().walksPerNode(0).build());
        refuses("negatives", () -> small().negatives(0).build());
        refuses("p must be positive, found 0.0", () -> small().p(0).build());
        refuses("q must be positive, found NaN", () -> small().q(Double.NaN).build());
        refuses("go their own way", () -> small().q(2).build().fit(JGraphT.walks(communities()), TRAINING));
        refuses("batchSize", () -> TRAINING.withBatchSize(0));
        refuses("epochs", () -> TRAINING.withEpochs(0));
        refuses("learningRate", () -> TRAINING.withLearningRate(-1));
        refuses("loss -> {}", () -> small().build().fit(GRAPH, TRAINING, null));
        refuses("found null", () -> small().build().fit((Walks) null, TRAINING));
        refuses(
                "60 nodes with a dimension of 2000000000 take 120000000000 numbers",
                () -> small().dimension(2_000_000_000).build().fit(GRAPH, TRAINING));
    }

    @Test
    void namesALearningRateThatLeadsOutOfTheRangeOfNumbers() {
        for (double rate : new double[] {1e30, 1e38}) {
            // A single step has no loss after it.
            for (EmbeddingTraining training :
                    List.of(TRAINING, TRAINING.withEpochs(1).withBatchSize(NODES))) {
                EmbeddingTraining wild = training.withLearningRate(rate);
                refuses(
                        "lower the learning rate (now " + rate + ")",
                        () -> small().build().fit(GRAPH, wild));
            }
        }
    }

    private static void refuses(String part, Executable work) {
        String message = assertThrows(InvalidInputException.class, work).getMessage();
        assertTrue(message.contains(part), message);
    }
}
