package io.github.sibyl4j.tensor.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * {@code y = x W^T + b} for {@code x} {@code [..., in]}, which gives {@code [..., out]}. Weights {@code [out, in]} and bias
 * start uniform in {@code +-1 / sqrt(in)}, as PyTorch's do.
 */
public final class Linear extends Module {
    private final Parameter weight;
    private final Parameter bias;

    public Linear(int in, int out, Seed seed) {
        this(in, out, true, seed);
    }

    public Linear(int in, int out, boolean withBias, Seed seed) {
        require(in >= 1 && out >= 1, "Linear needs in and out of at least 1, found in = %d and out = %d", in, out);
        double bound = 1 / Math.sqrt(in);
        weight = parameter("weight", Parameter.of(seed.split("weight").uniform(in * out, bound), out, in));
        bias = withBias ? parameter("bias", Parameter.of(seed.split("bias").uniform(out, bound), out)) : null;
    }

    public Tensor forward(Tensor x) {
        return x.linear(weight, bias);
    }

    /** {@code f(x W^T + b)} in one go. */
    public Tensor forward(Tensor x, Activation f) {
        return x.linear(weight, bias, f);
    }

    /** {@code [out, in]}. */
    public Parameter weight() {
        return weight;
    }

    /** {@code [out]}, or null. */
    public Parameter bias() {
        return bias;
    }
}
