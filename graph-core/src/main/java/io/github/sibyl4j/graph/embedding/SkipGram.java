package io.github.sibyl4j.graph.embedding;

import io.github.sibyl4j.tensor.Tensor;

/**
 * Skip-gram with negative sampling (Mikolov et al., 2013) as in PyTorch Geometric's Node2Vec: in every window of
 * {@code context} nodes of a walk the first one goes with each of the others, and one matrix holds both ends. The loss is
 * {@code -mean log(s(z_u z_v) + 1e-15)} over such pairs of the walks and {@code -mean log(1 - s(z_u z_v) + 1e-15)} over those of
 * random sequences.
 */
final class SkipGram {
    private static final float EPSILON = 1e-15f;

    private final int length;
    private final int context;

    SkipGram(int length, int context) {
        this.length = length;
        this.context = context;
    }

    /** A walk with what is missing of its length, which is in no pair, filled up with its start. */
    private record Rows(int[] nodes, Tensor pairs, float count) {}

    /**
     * @param vectors {@code [node, width]}
     * @param walks of at most {@code length} nodes
     * @param negatives of exactly {@code length} nodes
     * @return a single number, or null where no walk has two nodes
     */
    Tensor loss(Tensor vectors, int[][] walks, int[][] negatives) {
        Rows near = rows(walks);
        if (near.count == 0) {
            return null;
        }
        Rows far = rows(negatives);
        // 1 - s(x) is s(-x), which does not vanish in rounding.
        return mean(products(vectors, near), near)
                .add(mean(products(vectors, far).neg(), far));
    }

    private static Tensor mean(Tensor logits, Rows rows) {
        return logits.sigmoid().add(EPSILON).log().mul(rows.pairs).sum().mul(-1 / rows.count);
    }

    /** The products of every possible first node of a window with all nodes of its walk {@code [walk, first, node]}. */
    private Tensor products(Tensor vectors, Rows rows) {
        Tensor all = vectors.gather(rows.nodes).reshape(rows.nodes.length / length, length, vectors.size(1));
        return all.slice(1, 0, windows()).matmul(all, false, true);
    }

    private int windows() {
        return length - context + 1;
    }

    private Rows rows(int[][] walks) {
        int[] nodes = new int[walks.length * length];
        float[] pairs = new float[walks.length * windows() * length];
        int count = 0;
        for (int w = 0; w < walks.length; w++) {
            int[] walk = walks[w];
            for (int i = 0; i < length; i++) {
                nodes[w * length + i] = walk[i < walk.length ? i : 0];
            }
            for (int from = 0; from < windows(); from++) {
                for (int i = from + 1; i < Math.min(from + context, walk.length); i++) {
                    pairs[(w * windows() + from) * length + i] = 1;
                    count++;
                }
            }
        }
        return new Rows(nodes, Tensor.of(pairs, walks.length, windows(), length), count);
    }
}
