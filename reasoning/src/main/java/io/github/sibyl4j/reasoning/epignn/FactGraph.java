package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.Arrays;

/**
 * Facts with their inverses, along which messages travel: relation {@code r} holds from {@code u} to {@code v} as its inverse
 * {@code r + relations} holds from {@code v} to {@code u}.
 *
 * @param graph facts first, then the inverse of each in the same order
 * @param incoming the edges whose message an entity receives, ascending
 */
record FactGraph(RelationalGraph graph, int[][] incoming) {

    static FactGraph of(RelationalGraph facts, int relations) {
        int count = facts.edges();
        int[] head = new int[2 * count];
        int[] tail = new int[2 * count];
        int[] relation = new int[2 * count];
        for (int e = 0; e < count; e++) {
            head[e] = facts.head(e);
            tail[e] = facts.tail(e);
            relation[e] = facts.relation(e);
            head[count + e] = tail[e];
            tail[count + e] = head[e];
            relation[count + e] = relation[e] + relations;
        }
        return of(RelationalGraph.of(facts.entities(), head, tail, relation), new boolean[count]);
    }

    /** The same without some of the facts, and without their inverses. */
    FactGraph without(int... facts) {
        boolean[] left = new boolean[facts()];
        for (int fact : facts) {
            left[fact] = true;
        }
        return of(graph, left);
    }

    private static FactGraph of(RelationalGraph graph, boolean[] without) {
        int[] count = new int[graph.entities()];
        for (int e = 0; e < graph.edges(); e++) {
            count[graph.tail(e)] += without[e % without.length] ? 0 : 1;
        }
        int[][] incoming = new int[graph.entities()][];
        for (int v = 0; v < incoming.length; v++) {
            incoming[v] = new int[count[v]];
        }
        Arrays.fill(count, 0);
        for (int e = 0; e < graph.edges(); e++) {
            int to = graph.tail(e);
            if (!without[e % without.length]) {
                incoming[to][count[to]++] = e;
            }
        }
        return new FactGraph(graph, incoming);
    }

    int entities() {
        return graph.entities();
    }

    int facts() {
        return graph.edges() / 2;
    }

    /** Whether nothing is said of an entity. */
    boolean isolated(int entity) {
        return incoming[entity].length == 0;
    }

    /** Edges from an entity to every other, at most {@code most}; larger where more are needed. */
    int[] distances(int from, int most) {
        int[] distance = new int[entities()];
        Arrays.fill(distance, most + 1);
        int[] queue = new int[entities()];
        distance[from] = 0;
        queue[0] = from;
        int length = 1;
        for (int i = 0; i < length && distance[queue[i]] < most; i++) {
            // Whoever sends a message receives one over its inverse.
            for (int edge : incoming[queue[i]]) {
                int next = graph.head(edge);
                if (distance[next] > most) {
                    distance[next] = distance[queue[i]] + 1;
                    queue[length++] = next;
                }
            }
        }
        return distance;
    }
}
