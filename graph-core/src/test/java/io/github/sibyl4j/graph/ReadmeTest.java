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
        LinkSplit split = split(indexed.tensor());
        NodeFeatures x = NodeFeatures.of(indexed, paper -> wordCounts(paper)).normalized();

        LinkPredictor predictor = GraphAutoencoder.gae(32, 16).fit(x, split, AutoencoderTraining.defaults()); // or vgae
        LinkProbabilities probabilities = predictor.probabilities(x, split.trainGraph());
        double p = probabilities.of(indexed.indexOf("graphs 8"), indexed.indexOf("graphs 12"));
        LinkProbabilities.Quality quality = probabilities.quality(split.test(), split.testNegatives()); // AUC and AP
        float[] links = probabilities.logits(split.test());
        float[] others = probabilities.logits(split.testNegatives());
        double hits = HitsAtK.of(links, others, 3);
        double rank = ReciprocalRank.of(links, others);

        assertTrue(p > 0.5, "probability " + p);
        assertTrue(quality.auc() > 0.8 && hits > 0 && rank > 0, quality.toString());
    }

    /** Every tenth link is tested, against pairs of the two fields. */
    private static LinkSplit split(GraphTensor graph) {
        List<int[]> train = new ArrayList<>();
        List<int[]> test = new ArrayList<>();
        for (int e = 0; e < graph.edgeCount(); e++) {
            if (graph.source(e) < graph.target(e)) {
                (e % 20 < 2 ? test : train).add(new int[] {graph.source(e), graph.target(e)});
            }
        }
        List<int[]> others = new ArrayList<>();
        for (int i = 0; i < train.size(); i++) {
            others.add(new int[] {2 * (i % 20), 39 - 2 * (i * 7 % 20)});
        }
        NodePairs none = pairs(List.of());
        return new LinkSplit(
                graph.nodeCount(),
                pairs(train),
                pairs(others),
                none,
                none,
                pairs(test),
                pairs(others.subList(0, test.size())));
    }

    private static NodePairs pairs(List<int[]> pairs) {
        return new NodePairs(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray());
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
