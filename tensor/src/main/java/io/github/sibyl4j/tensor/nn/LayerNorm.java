package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/** {@link Tensor#layerNorm} with a learned gain (at first 1) and bias (at first 0), {@code [..., width]} to the same. */
public final class LayerNorm extends Module {
    private static final float EPSILON = 1e-5f;

    private final Parameter gain;
    private final Parameter bias;

    public LayerNorm(int width) {
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        gain = parameter("weight", Parameter.of(ones, width));
        bias = parameter("bias", Parameter.zeros(width));
    }

    public Tensor forward(Tensor x) {
        return x.layerNorm(gain, bias, EPSILON);
    }
}
