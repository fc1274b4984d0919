package io.github.sibyl4j.reasoning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimplePathsTest {
    private static RelationalGraph graph(int entities, int... ends) {
        int[] head = IntStream.range(0, ends.length / 2).map(e -> ends[2 * e]).toArray();
        int[] tail =
                IntStream.range(0, ends.length / 2).map(e -> ends[2 * e + 1]).toArray();
        return RelationalGraph.of(entities, head, tail, new int[head.length]);
    }

    @Test
    void findsTheShortestFirst() {
        // A cycle between 1 and 2, a dead end at 4, a self-loop.
        RelationalGraph graph = graph(5, 0, 1, 1, 2, 2, 1, 2, 3, 1, 3, 1, 4, 1, 1, 0, 3, 0, 3);
        SimplePaths paths = SimplePaths.between(graph, 0, 3);
        assertTrue(paths.complete());
        int[][] expected = {{7}, {8}, {0, 4}, {0, 1, 3}};
        assertArrayEquals(expected, paths.paths().toArray(int[][]::new));
        assertEquals(0, SimplePaths.between(graph, 3, 0).paths().size());
        assertEquals(1, graph.distance(3, 0));
        assertEquals(2, graph.distance(4, 0));
        assertEquals(-1, graph(3, 0, 1).distance(0, 2));
    }

    @Test
    void saysThatThereAreMore() {
        int[] six = IntStream.range(0, 6)
                .flatMap(i -> IntStream.of(i, i + 1, i, i + 1))
                .toArray();
        SimplePaths all = SimplePaths.between(graph(7, six), 0, 6);
        assertTrue(all.complete());
        assertEquals(64, all.paths().size());
        int[] seven = IntStream.range(0, 7)
                .flatMap(i -> IntStream.of(i, i + 1, i, i + 1))
                .toArray();
        SimplePaths first = SimplePaths.between(graph(8, seven), 0, 7);
        assertFalse(first.complete());
        assertEquals(64, first.paths().size());
        int[] chain =
                IntStream.range(0, 1001).flatMap(i -> IntStream.of(i, i + 1)).toArray();
        assertFalse(SimplePaths.between(graph(1002, chain), 0, 1001).complete());
    }
}
