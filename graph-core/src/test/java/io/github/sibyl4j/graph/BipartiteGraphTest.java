package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BipartiteGraphTest {
    private static final BipartiteGraph GRAPH =
            BipartiteGraph.of(3, 2, new int[] {2, 0, 2, 1}, new int[] {1, 0, 0, 1}, new float[] {1, 2, 3, 4});
    private static final Tensor X = Tensor.of(new float[] {1, 10, 100}, 3, 1);

    @Test
    void addsAndAveragesTheSourcesOfATarget() {
        assertArrayEquals(new float[] {302, 140}, GRAPH.sums().times(X).toArray());
        assertArrayEquals(new float[] {151, 70}, GRAPH.means().times(X).toArray());
        assertArrayEquals(new float[] {101, 110}, GRAPH.structure().times(X).toArray());
        Tensor ofTargets = Tensor.of(new float[] {1, 10}, 2, 1);
        assertArrayEquals(
                new float[] {2, 40, 13},
                GRAPH.reversed().sums().times(ofTargets).toArray());
    }

    @Test
    void aTargetWithoutEdgesGetsZeros() {
        BipartiteGraph graph = BipartiteGraph.of(1, 2, new int[] {0}, new int[] {1});
        Tensor x = Tensor.of(new float[] {5}, 1, 1);
        assertArrayEquals(new float[] {0, 5}, graph.means().times(x).toArray());
    }

    @Test
    void bringsEdgesIntoTheOrderOfEntries() {
        Tensor perEdge = Tensor.of(new float[] {0, 1, 2, 3}, 4, 1);
        assertArrayEquals(new float[] {1, 2, 0, 3}, GRAPH.inEntryOrder(perEdge).toArray());
        for (int entry = 0; entry < 4; entry++) {
            int edge = (int) GRAPH.inEntryOrder(perEdge).get(entry, 0);
            assertEquals(GRAPH.source(edge), GRAPH.structure().columnIndex(entry));
            assertEquals(GRAPH.weight(edge), GRAPH.sums().value(entry));
        }
    }

    @Test
    void ownLoopsReplaceThoseGivenAndTakeTheMeanOfIncomingFeatures() {
        BipartiteGraph graph = BipartiteGraph.of(3, 3, new int[] {1, 0, 1, 2, 0}, new int[] {1, 1, 1, 1, 2});
        BipartiteGraph looped = graph.withOwnLoops();
        assertEquals(6, looped.edgeCount());
        assertArrayEquals(new float[] {0, 1, 1, 0, 1, 1}, new float[] {
            looped.source(0), looped.target(0), looped.target(1), looped.source(2), looped.source(4), looped.target(4)
        });
        Tensor features = Tensor.of(new float[] {9, 2, 9, 4, 7}, 5, 1);
        assertArrayEquals(
                new float[] {2, 4, 7, 0, 3, 7}, graph.withOwnLoops(features).toArray());
    }

    @Test
    void buildsEverythingOnce() {
        assertSame(GRAPH.means(), GRAPH.means());
        assertSame(GRAPH.structure(), GRAPH.structure());
        assertSame(GRAPH.unweighted(), GRAPH.unweighted());
        assertSame(GRAPH.withOwnLoops(), GRAPH.withOwnLoops());
        GraphTensor graph = GraphTensor.of(2, new int[] {0}, new int[] {1});
        assertSame(graph.bipartite(), graph.bipartite());
    }

    @Test
    void namesTheEdgeThatIsWrong() {
        assertMessage("edge 0 leads from source 3", () -> BipartiteGraph.of(3, 2, new int[] {3}, new int[] {0}));
        assertMessage("to target 2", () -> BipartiteGraph.of(3, 2, new int[] {2}, new int[] {2}));
        assertMessage("equally long", () -> BipartiteGraph.of(3, 2, new int[] {2}, new int[0]));
        assertMessage(
                "has the weight NaN",
                () -> BipartiteGraph.of(3, 2, new int[] {2}, new int[] {1}, new float[] {Float.NaN}));
        assertMessage("edge 99 does not exist", () -> GRAPH.source(99));
        assertMessage("edge 99 does not exist", () -> GRAPH.target(99));
        assertMessage("edge -1 does not exist", () -> GRAPH.weight(-1));
        assertMessage("found [3, 1]", () -> GRAPH.inEntryOrder(X));
        assertMessage("found [3, 1]", () -> GRAPH.withOwnLoops(X));
    }

    @Test
    void edgeTypesAreCheckedAndKeptByTransformations() {
        GraphTensor graph = GraphTensor.of(3, new int[] {0, 1, 1}, new int[] {1, 1, 2});
        assertMessage("edge 1 has the type 2, expected 0 to 1", () -> graph.withEdgeTypes(new int[] {0, 2, 0}, 2));
        assertMessage("edge 0 has the type -1", () -> graph.withEdgeTypes(new int[] {-1, 0, 0}, 2));
        assertMessage("found 1 types for 3 edges", () -> graph.withEdgeTypes(new int[] {0}, 2));
        GraphTensor typed = graph.withEdgeTypes(new int[] {0, 0, 1}, 2);
        assertEquals(1, typed.withoutSelfLoops().edgeType(1));
        assertEquals(1, typed.reversed().edgeType(2));
        assertEquals(1, typed.subgraph(new int[] {2, 1}).edgeType(1));
        assertEquals(2 * 2 + 1, typed.relations().target(2));
        assertThrows(IllegalStateException.class, graph::relations);
    }

    private static void assertMessage(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
