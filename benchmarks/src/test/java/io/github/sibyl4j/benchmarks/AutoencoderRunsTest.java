package io.github.sibyl4j.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.datasets.GraphFiles;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.graph.link.Reconstruction;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.tensor.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutoencoderRunsTest {
    private final LabelledGraph cora = GraphFiles.embedded("planetoid-cora").graph();

    @Test
    void comesNearThePublishedFiguresWithOneSeed() {
        AutoencoderRuns.Cell cell =
                new AutoencoderRuns.Cell("planetoid-cora", "GAE", Reconstruction.SAMPLED, 91.0, 92.0);
        LinkSplit split = new LinkHoldout(cora.graph()).split(new Seed(0));
        AutoencoderRuns.Run run = AutoencoderRuns.run(cell, cora.features(), split, 0);
        assertTrue(run.auc() > 87, run.toString());
        assertTrue(run.averagePrecision() > 87, run.toString());
    }

    @Test
    void splitsEveryLinkOnceAndTakesOthersThatAreNone() {
        LinkSplit split = new LinkHoldout(cora.graph()).split(new Seed(3));
        assertEquals(5278 - 263 - 527, split.train().size());
        assertEquals(263, split.validation().size());
        assertEquals(527, split.test().size());
        Set<List<Integer>> seen = new HashSet<>();
        for (NodePairs part : List.of(
                split.train(),
                split.trainNegatives(),
                split.validation(),
                split.validationNegatives(),
                split.test(),
                split.testNegatives())) {
            for (int i = 0; i < part.size(); i++) {
                assertTrue(part.first(i) < part.second(i));
                assertTrue(seen.add(List.of(part.first(i), part.second(i))));
            }
        }
        assertEquals(2 * 5278, seen.size());
        int links = 0;
        for (int e = 0; e < cora.graph().edgeCount(); e++) {
            int u = cora.graph().source(e);
            int v = cora.graph().target(e);
            links += u < v && seen.contains(List.of(u, v)) ? 1 : 0;
        }
        assertEquals(5278, links);
    }
}
