package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Pairs of two nodes that are not among some links, in neither direction. */
final class OtherPairs {
    private final int nodes;
    /** Both directions of every link as {@code first * nodes + second}, ascending. */
    private final long[] links;

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if there are no other pairs */
    OtherPairs(int nodes, NodePairs pairs) {
        this.nodes = nodes;
        long[] keys = new long[2 * pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            keys[2 * i] = key(pairs.first(i), pairs.second(i));
            keys[2 * i + 1] = key(pairs.second(i), pairs.first(i));
        }
        links = Arrays.stream(keys).sorted().distinct().toArray();
        long between =
                Arrays.stream(links).filter(key -> key / nodes != key % nodes).count();
        require(
                between < (long) nodes * (nodes - 1),
                "all %d nodes are linked with each other: there are no other pairs to learn from",
                nodes);
    }

    private long key(int first, int second) {
        return (long) first * nodes + second;
    }

    /** Drawn one by one, so that a pair may occur twice. */
    NodePairs draw(int count, Seed seed) {
        SplittableRandom random = seed.random();
        int[] first = new int[count];
        int[] second = new int[count];
        for (int i = 0; i < count; i++) {
            do {
                first[i] = random.nextInt(nodes);
                second[i] = random.nextInt(nodes);
            } while (first[i] == second[i] || Arrays.binarySearch(links, key(first[i], second[i])) >= 0);
        }
        return new NodePairs(first, second);
    }
}
