package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.Arrays;

/** One shortest path between two entities, edges taken as undirected. */
final class ShortestPath {
    private ShortestPath() {}

    /**
     * The entities of the path, both ends included, empty where there is none. Of several paths it is the one that breadth-first
     * search from the head finds when it tries edges in the order of their numbers.
     */
    static int[] between(RelationalGraph graph, int head, int tail) {
        int[][] edges = incident(graph);
        int[] before = new int[graph.entities()];
        Arrays.fill(before, -1);
        before[head] = head;
        int[] queue = new int[graph.entities()];
        queue[0] = head;
        int length = 1;
        for (int i = 0; i < length && before[tail] < 0; i++) {
            for (int edge : edges[queue[i]]) {
                int next = graph.head(edge) == queue[i] ? graph.tail(edge) : graph.head(edge);
                if (before[next] < 0) {
                    before[next] = queue[i];
                    queue[length++] = next;
                }
            }
        }
        return before[tail] < 0 ? new int[0] : walk(before, head, tail);
    }

    private static int[] walk(int[] before, int head, int tail) {
        int steps = 0;
        for (int at = tail; at != head; at = before[at]) {
            steps++;
        }
        int[] path = new int[steps + 1];
        for (int at = tail, i = steps; i >= 0; i--) {
            path[i] = at;
            at = before[at];
        }
        return path;
    }

    /** The edges at each entity in ascending order. */
    private static int[][] incident(RelationalGraph graph) {
        int[] count = new int[graph.entities()];
        for (int e = 0; e < graph.edges(); e++) {
            count[graph.head(e)]++;
            count[graph.tail(e)]++;
        }
        int[][] edges = new int[graph.entities()][];
        for (int u = 0; u < edges.length; u++) {
            edges[u] = new int[count[u]];
        }
        Arrays.fill(count, 0);
        for (int e = 0; e < graph.edges(); e++) {
            edges[graph.head(e)][count[graph.head(e)]++] = e;
            edges[graph.tail(e)][count[graph.tail(e)]++] = e;
        }
        return edges;
    }
}
