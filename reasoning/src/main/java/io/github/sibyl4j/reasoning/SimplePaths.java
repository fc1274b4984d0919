package io.github.sibyl4j.reasoning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Paths along the edges that visit no entity twice, the shortest first.
 *
 * @param paths the edges of each
 * @param complete whether there are no others
 */
record SimplePaths(List<int[]> paths, boolean complete) {
    static final int MOST = 64;
    private static final int LONGEST = 1000;
    /** Edges tried, lest a graph in which paths are many but hard to tell from dead ends takes forever. */
    private static final int PATIENCE = 1_000_000;

    static SimplePaths between(RelationalGraph graph, int head, int tail) {
        Search search = new Search(graph, tail);
        if (head == tail || search.distance[head] < 0) {
            return new SimplePaths(List.of(), true);
        }
        boolean more = true;
        for (int length = search.distance[head]; more && !search.exhausted && length <= LONGEST; length++) {
            search.cut = false;
            search.extend(head, length);
            more = search.cut;
        }
        return new SimplePaths(List.copyOf(search.found), !more && !search.exhausted);
    }

    /** Depth-first for paths of one length at a time. */
    private static final class Search {
        private final RelationalGraph graph;
        private final int tail;
        private final List<List<Integer>> outgoing = new ArrayList<>();
        /** Edges from each entity to the tail at least; -1 where none lead there. */
        private final int[] distance;

        private final boolean[] visited;
        private final Deque<Integer> path = new ArrayDeque<>();
        private final List<int[]> found = new ArrayList<>();
        private boolean cut;
        private boolean exhausted;
        private int tried;

        Search(RelationalGraph graph, int tail) {
            this.graph = graph;
            this.tail = tail;
            visited = new boolean[graph.entities()];
            distance = new int[graph.entities()];
            List<List<Integer>> incoming = new ArrayList<>();
            for (int v = 0; v < graph.entities(); v++) {
                outgoing.add(new ArrayList<>());
                incoming.add(new ArrayList<>());
            }
            for (int e = 0; e < graph.edges(); e++) {
                outgoing.get(graph.head(e)).add(e);
                incoming.get(graph.tail(e)).add(e);
            }
            Arrays.fill(distance, -1);
            distance[tail] = 0;
            Deque<Integer> queue = new ArrayDeque<>(List.of(tail));
            while (!queue.isEmpty()) {
                int v = queue.remove();
                for (int edge : incoming.get(v)) {
                    if (distance[graph.head(edge)] < 0) {
                        distance[graph.head(edge)] = distance[v] + 1;
                        queue.add(graph.head(edge));
                    }
                }
            }
        }

        void extend(int entity, int edges) {
            if (entity == tail) {
                if (edges == 0) {
                    exhausted |= found.size() == MOST;
                    if (!exhausted) {
                        found.add(path.stream().mapToInt(Integer::intValue).toArray());
                    }
                }
                return;
            }
            visited[entity] = true;
            for (int edge : outgoing.get(entity)) {
                int next = graph.tail(edge);
                exhausted |= ++tried > PATIENCE;
                if (exhausted) {
                    break;
                }
                if (visited[next] || distance[next] < 0) {
                    continue;
                }
                if (distance[next] > edges - 1) {
                    cut = true;
                    continue;
                }
                path.addLast(edge);
                extend(next, edges - 1);
                path.removeLast();
            }
            visited[entity] = false;
        }
    }
}
