package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017): each head compares its part of the queries with its part
 * of the keys and mixes its part of the values, {@code softmax(Q K^T / sqrt(width / heads)) V}.
 */
public final class MultiHeadAttention extends Module {
    private final int width;
    private final int heads;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear out;

    /** @throws IllegalArgumentException if {@code heads} does not divide {@code width} */
    public MultiHeadAttention(int width, int heads, Seed seed) {
        if (heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException("heads must divide width, found " + heads + " and " + width);
        }
        this.width = width;
        this.heads = heads;
        query = part("query", new Linear(width, width, seed.split("query")));
        key = part("key", new Linear(width, width, seed.split("key")));
        value = part("value", new Linear(width, width, seed.split("value")));
        out = part("out", new Linear(width, width, seed.split("out")));
    }

    /**
     * @param queries {@code [batch, target, width]}
     * @param keysAndValues {@code [batch, source, width]}
     * @param mask {@code [target, source]} or {@code [batch, 1, target, source]}, 1 where a target may look at a source
     *     and 0 where not; every target needs at least one source; null when all may see all
     * @return {@code [batch, target, width]}
     */
    public Tensor forward(Tensor queries, Tensor keysAndValues, Tensor mask) {
        if (queries.rank() != 3
                || keysAndValues.rank() != 3
                || queries.size(2) != width
                || keysAndValues.size(2) != width
                || queries.size(0) != keysAndValues.size(0)) {
            throw new IllegalArgumentException("attention of width " + width + " cannot combine queries "
                    + Arrays.toString(queries.shape()) + " and keysAndValues "
                    + Arrays.toString(keysAndValues.shape()) + ": expected [batch, target, " + width
                    + "] and [batch, source, " + width + "]");
        }
        Tensor q = split(query.forward(queries));
        Tensor k = split(key.forward(keysAndValues));
        Tensor v = split(value.forward(keysAndValues));
        Tensor scores = q.matmul(k, false, true).mul((float) (1 / Math.sqrt((double) width / heads)));
        if (mask != null) {
            scores = Tensor.where(mask, scores, Tensor.scalar(Float.NEGATIVE_INFINITY));
        }
        Tensor mixed = scores.softmax(-1).matmul(v);
        return out.forward(mixed.permute(0, 2, 1, 3).reshape(queries.shape()));
    }

    /** {@code [batch, head, row, width / heads]}. */
    private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, width / heads).permute(0, 2, 1, 3);
    }
}
