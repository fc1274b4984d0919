package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/** {@code u + S4(LayerNorm(u))}: the block around the {@link S4} layer in TSDiff (Kollovieh et al. 2023). */
public final class S4Block extends Module {
    private final LayerNorm norm;
    private final S4 layer;

    /** See {@link S4#S4(int, int, int, Seed)}. */
    public S4Block(int channels, int states, int length, Seed seed) {
        norm = part("norm", new LayerNorm(channels));
        layer = part("layer", new S4(channels, states, length, seed.split("layer")));
    }

    /**
     * @param u {@code [batch, time, channel]} with at most as many steps as the kernels have
     * @return the same shape
     */
    public Tensor forward(Tensor u) {
        return u.add(layer.forward(norm.forward(u)));
    }

    /** The layer inside, whose kernels may be computed once for many passes. */
    public S4 layer() {
        return layer;
    }

    /** {@link #forward(Tensor)} with given kernels of {@link #layer()}. */
    public Tensor forward(Tensor u, Tensor kernels) {
        return u.add(layer.forward(norm.forward(u), kernels));
    }
}
