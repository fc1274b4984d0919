package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.Arrays;

/** The relations that one reads on the way from the head of a query to its tail. */
final class RelationPath {
    private RelationPath() {}

    /**
     * The relations of a shortest path along the edges or, where there is none, of a shortest path with edges walked either way;
     * a relation {@code r} that is walked backward is {@code relations + r}. Of several paths it is the one that
     * breadth-first search from the head finds when it tries edges in the order of their numbers.
     *
     * @param problem whose entities some path joins
     */
    static int[] of(RelationalInstance problem, int relations) {
        RelationalGraph graph = problem.graph();
        int[] edges = search(graph, problem.head(), problem.tail(), false);
        if (edges == null) {
            edges = search(graph, problem.head(), problem.tail(), true);
        }
        int[] read = new int[edges.length];
        int at = problem.head();
        for (int i = 0; i < read.length; i++) {
            boolean forward = graph.head(edges[i]) == at;
            read[i] = graph.relation(edges[i]) + (forward ? 0 : relations);
            at = forward ? graph.tail(edges[i]) : graph.head(edges[i]);
        }
        return read;
    }

    /** The edges of the path, or null. */
    private static int[] search(RelationalGraph graph, int head, int tail, boolean eitherWay) {
        int[] edgeTo = new int[graph.entities()];
        int[] distance = new int[graph.entities()];
        Arrays.fill(distance, -1);
        distance[head] = 0;
        int[] queue = new int[graph.entities()];
        queue[0] = head;
        int length = 1;
        for (int i = 0; i < length && distance[tail] < 0; i++) {
            int u = queue[i];
            for (int e = 0; e < graph.edges(); e++) {
                int v = graph.head(e) == u ? graph.tail(e) : eitherWay && graph.tail(e) == u ? graph.head(e) : u;
                if (distance[v] < 0) {
                    distance[v] = distance[u] + 1;
                    edgeTo[v] = e;
                    queue[length++] = v;
                }
            }
        }
        if (distance[tail] < 0) {
            return null;
        }
        int[] path = new int[distance[tail]];
        for (int v = tail, i = path.length - 1; i >= 0; i--) {
            int e = edgeTo[v];
            path[i] = e;
            v = graph.tail(e) == v && distance[graph.head(e)] == i ? graph.head(e) : graph.tail(e);
        }
        return path;
    }
}
