package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.Arrays;

/**
 * Messages of one direction: from the head along the edges, or from the tail against them.
 *
 * @param incoming the edges whose message an entity receives, ascending
 * @param level after how many rounds an entity's state no longer changes, because no walk of so many edges that passes the
 *     source nowhere but at its start ends there; {@code rounds} where there are longer ones
 */
record Direction(RelationalGraph graph, boolean forward, int source, int[][] incoming, int[] level) {

    /** @param rootLevel the level of an entity that receives nothing */
    static Direction of(RelationalGraph graph, boolean forward, int source, int rounds, int rootLevel) {
        int[] count = new int[graph.entities()];
        for (int e = 0; e < graph.edges(); e++) {
            count[forward ? graph.tail(e) : graph.head(e)]++;
        }
        int[][] incoming = new int[graph.entities()][];
        for (int v = 0; v < incoming.length; v++) {
            incoming[v] = new int[count[v]];
        }
        Arrays.fill(count, 0);
        for (int e = 0; e < graph.edges(); e++) {
            int to = forward ? graph.tail(e) : graph.head(e);
            incoming[to][count[to]++] = e;
        }
        Direction direction = new Direction(graph, forward, source, incoming, new int[graph.entities()]);
        direction.findLevels(rounds, rootLevel);
        return direction;
    }

    int from(int edge) {
        return forward ? graph.head(edge) : graph.tail(edge);
    }

    /** Levels in topological order; what lies on a cycle or behind one is never reached and keeps changing. */
    private void findLevels(int rounds, int rootLevel) {
        int[] missing = new int[level.length];
        int[] ready = new int[level.length];
        int length = 0;
        for (int v = 0; v < level.length; v++) {
            missing[v] = v == source ? 0 : incoming[v].length;
            if (missing[v] == 0) {
                level[v] = v == source ? 0 : rootLevel;
                ready[length++] = v;
            }
        }
        int[][] outgoing = outgoing();
        for (int i = 0; i < length; i++) {
            int u = ready[i];
            for (int edge : outgoing[u]) {
                int v = forward ? graph.tail(edge) : graph.head(edge);
                if (v != source) {
                    level[v] = Math.max(level[v], level[u] + 1);
                    if (--missing[v] == 0) {
                        ready[length++] = v;
                    }
                }
            }
        }
        for (int v = 0; v < level.length; v++) {
            level[v] = missing[v] > 0 ? rounds : Math.min(level[v], rounds);
        }
    }

    private int[][] outgoing() {
        int[] count = new int[level.length];
        for (int e = 0; e < graph.edges(); e++) {
            count[from(e)]++;
        }
        int[][] outgoing = new int[level.length][];
        for (int v = 0; v < outgoing.length; v++) {
            outgoing[v] = new int[count[v]];
        }
        for (int e = graph.edges() - 1; e >= 0; e--) {
            outgoing[from(e)][--count[from(e)]] = e;
        }
        return outgoing;
    }
}
