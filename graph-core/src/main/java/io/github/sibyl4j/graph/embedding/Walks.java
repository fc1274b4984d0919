package io.github.sibyl4j.graph.embedding;

import java.util.SplittableRandom;

/** Random walks on the nodes {@code 0 .. nodes() - 1}. */
public interface Walks {
    int nodes();

    /** The nodes that no way leads from to another or from another to. */
    int[] isolatedNodes();

    /**
     * The nodes of one walk in their order, the start among them. A walk ends early at a node without a way on.
     *
     * @param length the most nodes
     * @param random decides on every step
     */
    int[] from(int start, int length, SplittableRandom random);
}
