package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.graph.classify.CrossValidation;
import io.github.sibyl4j.graph.classify.GraphClassification;
import io.github.sibyl4j.graph.classify.GraphClassifier;
import io.github.sibyl4j.graph.classify.GraphDataset;
import io.github.sibyl4j.graph.classify.GraphProbabilities;
import io.github.sibyl4j.graph.classify.GraphSample;
import io.github.sibyl4j.graph.embedding.EmbeddingTraining;
import io.github.sibyl4j.graph.embedding.Node2Vec;
import io.github.sibyl4j.graph.embedding.NodeEmbeddings;
import io.github.sibyl4j.graph.jgrapht.JGraphT;
import io.github.sibyl4j.graph.link.AutoencoderTraining;
import io.github.sibyl4j.graph.link.GraphAutoencoder;
import io.github.sibyl4j.graph.link.LinkPredictor;
import io.github.sibyl4j.graph.link.LinkProbabilities;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.link.RandomLinkSplit;
import io.github.sibyl4j.graph.metric.HitsAtK;
import io.github.sibyl4j.graph.metric.ReciprocalRank;
import io.github.sibyl4j.graph.node.ClassProbabilities;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeClassification;
import io.github.sibyl4j.graph.node.NodeClassifier;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.NodeTraining;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README, on small graphs. */
class ReadmeTest {

    /** Papers of two fields, each citing the two before it in its field. */
    private static Graph<String, DefaultEdge> citations() {
        Graph<String, DefaultEdge> papers = new SimpleGraph<>(DefaultEdge.class);
        for (int i = 0; i < 40; i++) {
            papers.addVertex(name(i));
            for (int back : new int[] {2, 4}) {
                if (i >= back) {
                    papers.addEdge(name(i), name(i - back));
                }
            }
        }
        return papers;
    }

    private static String name(int i) {
        return (i % 2 == 0 ? "graphs " : "series ") + i;
    }

    private static float[] wordCounts(String paper) {
        return new float[] {paper.startsWith("g") ? 2 : 0, paper.startsWith("s") ? 3 : 0, paper.length()};
    }

    @Test
    void savesAClassifierOfNodes(@TempDir Path folder) throws IOException {
        IndexedGraph<String> indexed = JGraphT.toTensor(citations());
        LabelledGraph data =
                LabelledGraph.of(indexed, paper -> wordCounts(paper), paper -> paper.startsWith("g") ? 0 : 1, 2);
        NodeSplit split = NodeSplit.perClass(data, 4, 8, 20, new Seed(1));
        NodeClassifier classifier = NodeClassification.gcn(16, 0.5).fit(data, split, NodeTraining.defaults());

        classifier.save(folder);
        NodeClassifier again = NodeClassifier.load(folder); // any number of threads may use it
        ClassProbabilities probabilities = again.probabilities(data);

        assertEquals(1, probabilities.accuracy(data, split.test()));
    }

    private static Map<Integer, Float> countsByWord(String paper) {
        return paper.startsWith("g") ? Map.of(0, 2f, 2, 9f) : Map.of(1, 3f, 2, 9f);
    }

    @Test
    void takesFeaturesThatAreMostlyZeros() {
        IndexedGraph<String> indexed = JGraphT.toTensor(citations());
        NodeFeatures words = NodeFeatures.ofSparse(indexed, 3, paper -> countsByWord(paper));
        LabelledGraph data = LabelledGraph.of(indexed, words, paper -> paper.startsWith("g") ? 0 : 1, 2);

        assertTrue(data.features().isSparse());
        assertEquals(2, data.features().toTensor().toArray()[0]);
    }

    private static float[] features(String atom) {
        return new float[] {atom.startsWith("C") ? 1 : 0, atom.startsWith("N") ? 1 : 0};
    }

    /** Rings and chains. */
    private static Graph<String, DefaultEdge> molecule(int number) {
        Graph<String, DefaultEdge> atoms = new SimpleGraph<>(DefaultEdge.class);
        int size = 5 + number % 4;
        for (int i = 0; i < size; i++) {
            atoms.addVertex((i == 0 ? "N" : "C") + i);
            if (i > 0) {
                atoms.addEdge((i == 1 ? "N" : "C") + (i - 1), "C" + i);
            }
        }
        if (number % 2 == 0) {
            atoms.addEdge("C" + (size - 1), "N0");
        }
        return atoms;
    }

    @Test
    void classifiesGraphs(@TempDir Path folder) throws IOException {
        List<Graph<String, DefaultEdge>> molecules = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            molecules.add(molecule(i));
        }
        List<GraphSample> samples = new ArrayList<>();
        for (Graph<String, DefaultEdge> molecule : molecules) {
            int label = molecule.edgeSet().size() == molecule.vertexSet().size() ? 1 : 0;
            samples.add(GraphSample.of(JGraphT.toTensor(molecule), atom -> features(atom), label));
        }
        GraphDataset data = new GraphDataset(samples, 2);

        GraphClassification estimator =
                GraphClassification.builder().layers(3).hidden(16).build(); // GIN, sums over nodes
        TrainingConfig training = GraphClassification.training().withEpochs(100);
        CrossValidation result = CrossValidation.of(estimator, data, 4, training, fold -> {});
        double accuracy = result.mean(); // and deviation()

        GraphClassifier classifier = estimator.fit(data, data.pick(), training); // no validation: the last epoch
        GraphProbabilities probabilities = classifier.probabilities(samples);
        float[] ofFirst = probabilities.of(0); // a number a class
        classifier.save(folder);

        assertTrue(accuracy > 0.8, result.toString());
        assertEquals(1, ofFirst[0] + ofFirst[1], 1e-6);
        assertEquals(
                ofFirst[0], GraphClassifier.load(folder).probabilities(samples).of(0)[0]);
    }

    @Test
    void predictsLinks() {
        IndexedGraph<String> indexed = JGraphT.toTensor(citations());
        RandomLinkSplit links = RandomLinkSplit.defaults().withUndirected(true); // a fifth is tested
        LinkSplit split = links.split(indexed.tensor(), new Seed(1)).linkSplit();
        NodeFeatures x = NodeFeatures.of(indexed, paper -> wordCounts(paper)).normalized();

        LinkPredictor predictor = GraphAutoencoder.gae(32, 16).fit(x, split, AutoencoderTraining.defaults()); // or vgae
        LinkProbabilities probabilities = predictor.probabilities(x, split.trainGraph());
        double p = probabilities.of(indexed.indexOf("graphs 8"), indexed.indexOf("graphs 12"));
        LinkProbabilities.Quality quality = probabilities.quality(split.test(), split.testNegatives()); // AUC and AP
        float[] asked = probabilities.logits(split.test());
        float[] others = probabilities.logits(split.testNegatives());
        double hits = HitsAtK.of(asked, others, 3);
        double rank = ReciprocalRank.of(asked, others);

        assertTrue(p > 0.5, "probability " + p);
        // Words tell fields apart, and nothing of pairs within one, which half of those without a link are: 0.75 in
        // all.
        NodePairs across = acrossFields(split.testNegatives());
        assertTrue(probabilities.quality(split.test(), across).auc() > 0.8, quality.toString());
        assertTrue(quality.auc() > 0.65 && hits > 0 && rank > 0, quality.toString());
    }

    private static NodePairs acrossFields(NodePairs pairs) {
        int[] kept = IntStream.range(0, pairs.size())
                .filter(i -> (pairs.first(i) + pairs.second(i)) % 2 == 1)
                .toArray();
        return new NodePairs(
                IntStream.of(kept).map(pairs::first).toArray(),
                IntStream.of(kept).map(pairs::second).toArray());
    }

    @Test
    void embedsNodes() {
        IndexedGraph<String> indexed = JGraphT.toTensor(citations());
        Node2Vec estimator = Node2Vec.builder()
                .dimension(16)
                .walkLength(10)
                .contextSize(5)
                .p(1)
                .q(0.5)
                .build();
        NodeEmbeddings embeddings = estimator.fit(
                indexed.tensor(), EmbeddingTraining.defaults().withEpochs(60).withLearningRate(0.05));
        float[] vector = embeddings.vector(indexed.indexOf("graphs 8"));
        for (NodeEmbeddings.Neighbour near : embeddings.nearest(indexed.indexOf("graphs 8"), 3)) {
            String paper = indexed.vertices().get(near.node()); // with near.similarity()
            assertTrue(paper.startsWith("graphs"), paper);
        }
        assertEquals(16, vector.length);
    }
}
