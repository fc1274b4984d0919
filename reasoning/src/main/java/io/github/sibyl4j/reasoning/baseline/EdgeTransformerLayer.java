package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.LayerNorm;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/**
 * Attention over triangles and a feed-forward network four times as wide, each added to its own normalised input, as the
 * authors' code has it: {@code x = norm(x) + attention(norm(x))}, {@code x = norm(x) + ff(norm(x))}.
 */
final class EdgeTransformerLayer extends Module {
    private static final int WIDER = 4;

    private final int heads;
    private final Linear leftKey;
    private final Linear rightKey;
    private final Linear leftValue;
    private final Linear rightValue;
    private final Linear out;
    private final Linear widen;
    private final Linear narrow;
    private final LayerNorm attended;
    private final LayerNorm fed;

    EdgeTransformerLayer(int width, int heads, Seed seed) {
        this.heads = heads;
        leftKey = part("left_key", glorot(width, width, false, seed.split("left_key")));
        rightKey = part("right_key", glorot(width, width, false, seed.split("right_key")));
        leftValue = part("left_value", glorot(width, width, false, seed.split("left_value")));
        rightValue = part("right_value", glorot(width, width, false, seed.split("right_value")));
        out = part("out", glorot(width, width, false, seed.split("out")));
        widen = part("widen", glorot(width, WIDER * width, true, seed.split("widen")));
        narrow = part("narrow", glorot(WIDER * width, width, true, seed.split("narrow")));
        attended = part("norm1", new LayerNorm(width));
        fed = part("norm2", new LayerNorm(width));
    }

    private static Linear glorot(int in, int out, boolean bias, Seed seed) {
        Linear linear = new Linear(in, out, bias, seed);
        linear.weight().assign(seed.split("weight").uniform(in * out, Math.sqrt(6.0 / (in + out))));
        return linear;
    }

    /** {@code [pair, width]} to the same. */
    Tensor forward(Tensor states, PairBatch batch, Dropout dropout) {
        Tensor x = attended.forward(states);
        Tensor mixed = TriangularAttention.of(
                leftKey.forward(x),
                rightKey.forward(x),
                leftValue.forward(x),
                rightValue.forward(x),
                heads,
                batch,
                dropout);
        Tensor y = fed.forward(x.add(dropout.of(out.forward(mixed), "attention")));
        Tensor wide = dropout.of(widen.forward(y, Activation.RELU), "wide");
        return y.add(dropout.of(narrow.forward(wide), "narrow"));
    }
}
