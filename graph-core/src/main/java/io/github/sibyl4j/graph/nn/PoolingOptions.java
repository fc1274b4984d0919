package io.github.sibyl4j.graph.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * Which nodes {@link TopKPooling} and {@link SagPooling} keep.
 *
 * @param ratio below 1 the share of every graph's nodes, rounded up; from 1 the number of nodes, as far as there are so many
 * @param minScore null, or the score that a node must exceed, in place of the ratio; scores are then the softmax over the
 *     nodes of a graph, of which the best always stays
 * @param multiplier of the features of nodes that stay
 */
public record PoolingOptions(double ratio, Double minScore, float multiplier) {

    public PoolingOptions {
        require(ratio > 0, "pooling keeps a positive ratio of the nodes, found %s", ratio);
    }

    /** Half of the nodes. */
    public static PoolingOptions defaults() {
        return new PoolingOptions(0.5, null, 1);
    }

    public PoolingOptions withRatio(double value) {
        return new PoolingOptions(value, minScore, multiplier);
    }

    public PoolingOptions withMinScore(double value) {
        return new PoolingOptions(ratio, value, multiplier);
    }

    public PoolingOptions withMultiplier(float value) {
        return new PoolingOptions(ratio, minScore, value);
    }
}
