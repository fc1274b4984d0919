package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.tensor.Tensor;

/** Several heads of attention, each with its own equal share of a row. */
record Heads(int count, int channels, boolean concat) {

    /** @param layer whose heads they are, for messages */
    static Heads of(Object layer, int heads, int channels, boolean concat) {
        return new Heads(Inputs.positive(layer, "heads", heads), Inputs.positive(layer, "channels", channels), concat);
    }

    /** The width of all heads side by side. */
    int width() {
        return count * channels;
    }

    /** The width of the result. */
    int out() {
        return concat ? width() : channels;
    }

    /**
     * A vector for each head as columns {@code [width, head]}, zero where another head has its share, so that one product
     * gives the scores of all heads.
     *
     * @param vectors {@code [1, head, channel]}
     */
    Tensor blocks(Tensor vectors) {
        float[] own = new float[width() * count];
        for (int i = 0; i < width(); i++) {
            own[i * count + i / channels] = 1;
        }
        return vectors.reshape(width(), 1).mul(Tensor.of(own, width(), count));
    }

    /** Sums over every head's share: {@code [row, width]} to {@code [row, head]}. */
    Tensor sums(Tensor x) {
        return x.reshape(x.size(0), count, channels).sum(2, false);
    }

    /** Every head's share {@code [row, width]} times its weight {@code [row, head]}. */
    Tensor weighted(Tensor x, Tensor weights) {
        int rows = x.size(0);
        return x.reshape(rows, count, channels)
                .mul(weights.reshape(rows, count, 1))
                .reshape(rows, width());
    }

    /** Heads side by side, or averaged. */
    Tensor merged(Tensor x) {
        return concat ? x : x.reshape(x.size(0), count, channels).mean(1, false);
    }
}
