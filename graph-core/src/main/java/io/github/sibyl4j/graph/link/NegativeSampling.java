package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Pairs of different nodes that are no edges of a graph, each at most once, as PyTorch Geometric's {@code
 * negative_sampling}. A pair {@code (u, v)} counts as an edge only if {@code u} leads to {@code v}: where one direction
 * speaks for both, the graph must hold both.
 *
 * <p>Pairs are drawn by their rank among all that are no edges (Floyd's algorithm, Bentley, CACM 1987), so none is drawn in
 * vain, however dense the graph; memory grows with the edges and the pairs drawn, not with the square of the nodes. PyTorch
 * Geometric draws from all pairs, discards edges, and gives fewer where three rounds did not find enough.
 */
public final class NegativeSampling {
    private final int nodes;
    /** The ranks of all edges among the pairs of different nodes, in order, each once. */
    private final long[] edges;

    /** Prepares a graph, of which samples may then be drawn by any number of threads. */
    public NegativeSampling(GraphTensor graph) {
        nodes = graph.nodeCount();
        long[] ranks = new long[graph.edgeCount()];
        int count = 0;
        for (int e = 0; e < ranks.length; e++) {
            if (graph.source(e) != graph.target(e)) {
                ranks[count++] = rank(graph.source(e), graph.target(e));
            }
        }
        Arrays.sort(ranks, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || ranks[i] != ranks[i - 1]) {
                ranks[distinct++] = ranks[i];
            }
        }
        edges = Arrays.copyOf(ranks, distinct);
    }

    private long rank(int u, int v) {
        return (long) u * (nodes - 1) + (v < u ? v : v - 1);
    }

    /** How many pairs of different nodes are no edges. */
    public long available() {
        return nodes == 0 ? 0 : (long) nodes * (nodes - 1) - edges.length;
    }

    /**
     * Draws pairs, in random order.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are not so many
     */
    public NodePairs sample(int count, Seed seed) {
        require(count >= 0, "the number of negative pairs must not be negative, found %d", count);
        require(
                count <= available(),
                "%d negative pairs were asked for, but of the %d pairs of different nodes %d are edges and only %d are"
                        + " not: ask for fewer",
                count,
                available() + edges.length,
                edges.length,
                available());
        SplittableRandom random = seed.random();
        long[] drawn = new long[count];
        LongSet seen = new LongSet(count);
        for (int i = 0; i < count; i++) {
            long last = available() - count + i;
            long candidate = random.nextLong(last + 1);
            drawn[i] = seen.add(candidate) ? candidate : last;
            if (drawn[i] == last && candidate != last) {
                seen.add(last);
            }
        }
        int[] first = new int[count];
        int[] second = new int[count];
        int[] order = seed.split("order").permutation(count);
        for (int i = 0; i < count; i++) {
            long pair = pair(drawn[order[i]]);
            first[i] = (int) (pair / (nodes - 1));
            int rest = (int) (pair % (nodes - 1));
            second[i] = rest < first[i] ? rest : rest + 1;
        }
        return new NodePairs(first, second);
    }

    /** The pair with this many pairs before it that are no edges. */
    private long pair(long rank) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            // Before this edge stand edges[middle] - middle pairs that are none.
            if (edges[middle] - middle > rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return rank + low;
    }

    /** Whether {@code u} leads to {@code v}. */
    boolean isEdge(int u, int v) {
        return Arrays.binarySearch(edges, rank(u, v)) >= 0;
    }
}
