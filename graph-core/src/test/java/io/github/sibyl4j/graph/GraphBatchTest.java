package io.github.sibyl4j.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GraphBatchTest {
    private static final GraphTensor PATH = GraphTensor.of(3, new int[] {0, 1}, new int[] {1, 2});
    private static final GraphTensor NOTHING = GraphTensor.of(0, new int[0], new int[0]);
    private static final GraphTensor LOOP = GraphTensor.of(2, new int[] {1}, new int[] {1}, new float[] {5});
    private static final GraphBatch BATCH = GraphBatch.of(PATH, NOTHING, LOOP);

    @Test
    void joinsGraphsWithoutEdgesBetweenThem() {
        GraphTensor all = BATCH.joined();
        assertEquals(5, all.nodeCount());
        assertArrayEquals(new int[] {0, 1, 4}, ends(all, true));
        assertArrayEquals(new int[] {1, 2, 4}, ends(all, false));
        assertEquals(1, all.weight(0));
        assertEquals(5, all.weight(2));
        assertSame(LOOP, BATCH.graph(2));
        assertSame(all, BATCH.joined());
        assertEquals(2, BATCH.nodesByGraph().size(2));
        assertEquals(0, BATCH.nodesByGraph().size(1));
    }

    private static int[] ends(GraphTensor graph, boolean sources) {
        return IntStream.range(0, graph.edgeCount())
                .map(sources ? graph::source : graph::target)
                .toArray();
    }

    @Test
    void keepsTheTypesOfEdges() {
        GraphTensor first = PATH.withEdgeTypes(new int[] {1, 0}, 2);
        GraphTensor second = LOOP.withEdgeTypes(new int[] {2}, 3);
        GraphTensor all = GraphBatch.of(List.of(first, second)).joined();
        assertEquals(3, all.relationCount());
        assertEquals(1, all.edgeType(0));
        assertEquals(2, all.edgeType(2));
        assertMessage("1 of the 2 graphs", () -> GraphBatch.of(first, LOOP));
    }

    @Test
    void splitsFeaturesIntoThoseOfEachGraph() {
        Tensor x = Tensor.of(new float[] {0, 1, 2, 3, 4}, 5, 1);
        List<Tensor> parts = BATCH.split(x);
        assertArrayEquals(new float[] {0, 1, 2}, parts.get(0).toArray());
        assertArrayEquals(new int[] {0, 1}, parts.get(1).shape());
        assertArrayEquals(new float[] {3, 4}, parts.get(2).toArray());
        assertMessage("[5, ...]", () -> BATCH.split(Tensor.zeros(4, 1)));
    }

    @Test
    void takesSomeNodesOfEveryGraph() {
        GraphBatch some = BATCH.subgraphs(new int[] {2, 1, 4});
        assertEquals(2, some.graph(0).nodeCount());
        assertArrayEquals(new int[] {1}, ends(some.graph(0), true));
        assertArrayEquals(new int[] {0}, ends(some.graph(0), false));
        assertEquals(5, some.graph(2).weight(0));
        assertMessage("found 1 at position 1", () -> BATCH.subgraphs(new int[] {4, 1}));
        assertMessage("found 5 at position 0", () -> BATCH.subgraphs(new int[] {5}));
    }

    @Test
    void aBatchMayBeEmpty() {
        GraphBatch none = GraphBatch.of(List.of());
        assertEquals(0, none.joined().nodeCount());
        assertEquals(0, none.split(Tensor.zeros(0, 3)).size());
    }

    @Test
    void saysWhichGraphDoesNotExist() {
        GraphBatch one = GraphBatch.of(PATH);
        assertMessage("graph 3 does not exist: the batch has 1 graphs", () -> one.graph(3));
    }

    @Test
    void virtualNodesHearAndAreHeardByAllNodesOfTheirGraph() {
        GraphBatch more = VirtualNodes.addTo(BATCH);
        assertArrayEquals(new int[] {0, 1, 0, 1, 2, 3, 3, 3}, ends(more.graph(0), true));
        assertArrayEquals(new int[] {1, 2, 3, 3, 3, 0, 1, 2}, ends(more.graph(0), false));
        assertEquals(1, more.graph(1).nodeCount());
        assertEquals(5, more.graph(2).weight(0));
        assertEquals(1, more.graph(2).weight(1));
        GraphTensor typed = VirtualNodes.addTo(PATH.withEdgeTypes(new int[] {1, 0}, 2));
        assertEquals(4, typed.relationCount());
        assertEquals(2, typed.edgeType(2));
        assertEquals(3, typed.edgeType(7));

        Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}, 5, 1);
        Tensor withZeros = VirtualNodes.addTo(x, BATCH);
        assertArrayEquals(new float[] {1, 2, 3, 0, 0, 4, 5, 0}, withZeros.toArray());
        assertArrayEquals(x.toArray(), VirtualNodes.removeFrom(withZeros, BATCH).toArray());
        assertEquals(8, more.nodeCount());
    }

    private static void assertMessage(String part, Executable action) {
        String message = assertThrows(InvalidInputException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
