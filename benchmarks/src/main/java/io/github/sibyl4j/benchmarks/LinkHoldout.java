package io.github.sibyl4j.benchmarks;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.link.NodePairs;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The split of Kipf and Welling (2016): 5 of a hundred undirected links for validation, 10 for test, rounded down, the others to learn
 * from, each part with as many distinct pairs of two nodes that no link of the graph joins.
 */
final class LinkHoldout {
    private final GraphTensor graph;

    LinkHoldout(GraphTensor graph) {
        this.graph = graph;
    }

    LinkSplit split(Seed seed) {
        int n = graph.nodeCount();
        Set<Long> seen = new HashSet<>();
        long[] links = new long[graph.edgeCount()];
        int count = 0;
        for (int e = 0; e < graph.edgeCount(); e++) {
            long key = key(graph.source(e), graph.target(e));
            if (graph.source(e) != graph.target(e) && seen.add(key)) {
                links[count++] = key;
            }
        }
        SplittableRandom random = seed.split("others").random();
        long[] others = new long[count];
        for (int i = 0; i < count; ) {
            int u = random.nextInt(n);
            int v = random.nextInt(n);
            if (u != v && seen.add(key(u, v))) {
                others[i++] = key(u, v);
            }
        }
        int[] order = seed.split("links").permutation(count);
        long[] drawn = Arrays.stream(order).mapToLong(i -> links[i]).toArray();
        int validation = (int) (0.05 * count);
        int test = (int) (0.1 * count);
        int train = count - validation - test;
        return new LinkSplit(
                n,
                pairs(drawn, 0, train),
                pairs(others, 0, train),
                pairs(drawn, train, train + validation),
                pairs(others, train, train + validation),
                pairs(drawn, train + validation, count),
                pairs(others, train + validation, count));
    }

    private long key(int u, int v) {
        return (long) Math.min(u, v) * graph.nodeCount() + Math.max(u, v);
    }

    private NodePairs pairs(long[] keys, int from, int to) {
        int n = graph.nodeCount();
        return new NodePairs(
                Arrays.stream(keys, from, to).mapToInt(key -> (int) (key / n)).toArray(),
                Arrays.stream(keys, from, to).mapToInt(key -> (int) (key % n)).toArray());
    }
}
