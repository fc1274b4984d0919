package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.stream.IntStream;

/**
 * Facts to reason from, and facts held out that are to follow from them, over the same entities.
 *
 * @param graph of every entity of the whole one fact at least
 */
public record FactSplit<V>(NamedGraph<V> graph, NamedGraph<V> heldOut) {

    /**
     * A random split; a fact that is written twice is one.
     *
     * @param share of the facts to hold out, rounded; fewer where every entity would not keep one of its facts
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the share does not lie between 0 and 1, or no fact can be held out
     */
    public static <V> FactSplit<V> of(NamedGraph<V> all, double share, Seed seed) {
        require(share > 0 && share < 1, "the share to hold out must lie between 0 and 1, found %s", share);
        NamedGraph<V> facts = all.distinct();
        RelationalGraph graph = facts.graph();
        int[] degree = new int[graph.entities()];
        for (int e = 0; e < graph.edges(); e++) {
            degree[graph.head(e)]++;
            degree[graph.tail(e)] += graph.tail(e) == graph.head(e) ? 0 : 1;
        }
        long wanted = Math.round(share * graph.edges());
        boolean[] held = new boolean[graph.edges()];
        int count = 0;
        for (int e : seed.permutation(graph.edges())) {
            int head = graph.head(e);
            int tail = graph.tail(e);
            if (count < wanted && degree[head] > 1 && degree[tail] > 1) {
                held[e] = true;
                count++;
                degree[head]--;
                degree[tail] -= tail == head ? 0 : 1;
            }
        }
        require(
                count > 0,
                "of %d facts none can be held out (asked: a share of %s): each would be the only one of an entity, or the"
                        + " share is too small",
                graph.edges(),
                share);
        return new FactSplit<>(facts.select(where(held, false)), facts.select(where(held, true)));
    }

    private static int[] where(boolean[] held, boolean value) {
        return IntStream.range(0, held.length).filter(e -> held[e] == value).toArray();
    }
}
