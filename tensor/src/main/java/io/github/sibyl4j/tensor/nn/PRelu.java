package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;

/** {@code x > 0 ? x : a x} with one learned slope {@code a} that starts at 0.25, as PyTorch's PReLU (He et al. 2015). */
public final class PRelu extends Module {
    private final Parameter slope = parameter("weight", Parameter.of(new float[] {0.25f}, 1));

    public Tensor forward(Tensor x) {
        return x.relu().sub(x.neg().relu().mul(slope));
    }
}
