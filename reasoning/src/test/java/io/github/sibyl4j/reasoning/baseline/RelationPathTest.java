package io.github.sibyl4j.reasoning.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import org.junit.jupiter.api.Test;

class RelationPathTest {
    private static final int RELATIONS = 5;

    private static void assertRead(int[] expected, int entities, int tail, int[][] edges) {
        int[] from = new int[edges.length];
        int[] to = new int[edges.length];
        int[] relation = new int[edges.length];
        for (int e = 0; e < edges.length; e++) {
            from[e] = edges[e][0];
            to[e] = edges[e][1];
            relation[e] = edges[e][2];
        }
        RelationalGraph graph = RelationalGraph.of(entities, from, to, relation);
        assertArrayEquals(expected, RelationPath.of(new RelationalInstance(graph, 0, tail, 0), RELATIONS));
    }

    @Test
    void readsAChainInOrder() {
        assertRead(new int[] {3, 1, 4}, 4, 3, new int[][] {{1, 2, 1}, {0, 1, 3}, {2, 3, 4}});
    }

    @Test
    void takesTheFirstOfTheShortestPaths() {
        int[][] edges = {{0, 0, 4}, {0, 1, 0}, {0, 2, 1}, {1, 3, 2}, {2, 3, 3}, {0, 4, 4}, {4, 2, 4}};
        assertRead(new int[] {0, 2}, 5, 3, edges);
        assertRead(new int[] {2}, 2, 1, new int[][] {{0, 1, 2}, {0, 1, 3}});
    }

    @Test
    void walksBackwardOnlyWhereNoPathLeadsAlongTheEdges() {
        assertRead(new int[] {0, 1, 2}, 4, 3, new int[][] {{3, 0, 4}, {0, 1, 0}, {1, 2, 1}, {2, 3, 2}});
        assertRead(new int[] {RELATIONS + 4, 1}, 3, 2, new int[][] {{1, 0, 4}, {1, 2, 1}, {2, 2, 3}});
        assertRead(new int[] {2, RELATIONS + 3}, 3, 2, new int[][] {{0, 1, 2}, {2, 1, 3}});
    }
}
