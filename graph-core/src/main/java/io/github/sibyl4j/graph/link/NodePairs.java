package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.io.Sha256;

/** Ordered pairs of nodes: links, or what might be links. Immutable; a pair may occur more than once. */
public final class NodePairs {
    private final int[] first;
    private final int[] second;

    /** @throws io.github.sibyl4j.tensor.InvalidInputException if lengths differ or a node is negative */
    public NodePairs(int[] first, int[] second) {
        require(
                first.length == second.length,
                "pairs need as many first as second nodes, found %d and %d",
                first.length,
                second.length);
        for (int i = 0; i < first.length; i++) {
            require(
                    first[i] >= 0 && second[i] >= 0,
                    "nodes are numbered from 0 on, pair %d is (%d, %d)",
                    i,
                    first[i],
                    second[i]);
        }
        this.first = first.clone();
        this.second = second.clone();
    }

    public int size() {
        return first.length;
    }

    private void requirePair(int pair) {
        // Loops over all pairs pass here: no arguments are boxed for nothing.
        if (pair < 0 || pair >= first.length) {
            throw new InvalidInputException(
                    "pair " + pair + " does not exist: there are " + first.length + " pairs, numbered from 0 on");
        }
    }

    public int first(int pair) {
        requirePair(pair);
        return first[pair];
    }

    public int second(int pair) {
        requirePair(pair);
        return second[pair];
    }

    /** The first node of every pair. */
    public int[] firsts() {
        return first.clone();
    }

    /** The second node of every pair. */
    public int[] seconds() {
        return second.clone();
    }

    /** These pairs and then others. */
    public NodePairs and(NodePairs others) {
        return new NodePairs(joined(first, others.first), joined(second, others.second));
    }

    private static int[] joined(int[] a, int[] b) {
        int[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Adds all pairs to a checksum of data. */
    public void addTo(Sha256 hash) {
        hash.add(size()).add(first).add(second);
    }

    @Override
    public String toString() {
        return "NodePairs[" + size() + "]";
    }
}
