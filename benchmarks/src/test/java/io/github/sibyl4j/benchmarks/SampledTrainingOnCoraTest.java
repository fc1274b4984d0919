package io.github.sibyl4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.datasets.GraphFiles;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeClassification;
import io.github.sibyl4j.graph.node.NodeClassifier;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.graph.node.NodeTraining;
import io.github.sibyl4j.graph.sampling.NeighborSampling;
import org.junit.jupiter.api.Test;

/** Cora with its public split: what is learned from samples is about as good as what is learned from the whole graph. */
class SampledTrainingOnCoraTest {
    private static final NodeClassification SAGE = NodeClassification.sage(32, 2, 0.5);

    private final LabelledGraph raw = GraphFiles.embedded("planetoid-cora").graph();
    private final LabelledGraph cora = raw.with(raw.features().normalized());
    private final NodeSplit split = GraphFiles.embedded("planetoid-cora").publicSplit();

    private double accuracy(NodeClassification estimator, NodeTraining training) {
        NodeClassifier classifier = estimator.fit(cora, split, training);
        return classifier.probabilities(cora).accuracy(cora, split.test());
    }

    @Test
    void samplesTeachAsMuchAsTheWholeGraph() {
        double whole = accuracy(SAGE, NodeTraining.defaults().withEpochs(60));
        double sampled = accuracy(
                SAGE.withNeighborSampling(NeighborSampling.of(10, 10), 35, 1),
                NodeTraining.defaults().withEpochs(15));
        double clusters =
                accuracy(SAGE.withClusters(40, 10, 1), NodeTraining.defaults().withEpochs(15));
        assertTrue(whole > 0.76, "whole graph " + whole);
        assertTrue(sampled > whole - 0.03, "sampled " + sampled + ", whole graph " + whole);
        assertTrue(clusters > whole - 0.04, "clusters " + clusters + ", whole graph " + whole);
    }

    @Test
    void equalSeedsGiveEqualBitsForAnyNumberOfThreads() {
        NodeTraining brief = NodeTraining.defaults().withEpochs(2);
        float[][] weights = new float[4][];
        int[] threads = {0, 1, 2, 4};
        for (int i = 0; i < threads.length; i++) {
            weights[i] = SAGE.withNeighborSampling(NeighborSampling.of(5, 5), 35, threads[i])
                    .fit(cora, split, brief)
                    .weights()
                    .get("convs.0.lin_l.weight");
        }
        for (float[] other : weights) {
            assertArrayEquals(weights[0], other);
        }
    }
}
