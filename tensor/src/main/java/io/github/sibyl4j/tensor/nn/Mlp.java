package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/** One hidden layer with ELU and a linear readout, {@code [..., in]} to {@code [..., out]}. */
public final class Mlp extends Module {
    private final Linear hidden;
    private final Linear readout;

    public Mlp(int in, int width, int out, Seed seed) {
        hidden = part("hidden", new Linear(in, width, seed.split("hidden")));
        readout = part("readout", new Linear(width, out, seed.split("readout")));
    }

    public Tensor forward(Tensor x) {
        return readout.forward(hidden.forward(x, Activation.ELU));
    }

    /**
     * The same for {@code concat(x, perNode)} along the last axis, without building it: {@code x} {@code [batch, node, a]},
     * {@code perNode} {@code [node, b]} the same for every sample, {@code a + b = in}.
     */
    public Tensor forward(Tensor x, Tensor perNode) {
        int varying = x.size(-1);
        Tensor weight = hidden.weight();
        Tensor fixedShare = perNode.linear(weight.slice(1, varying, weight.size(1)), hidden.bias());
        Tensor sum = x.linear(weight.slice(1, 0, varying), null).add(fixedShare);
        return readout.forward(sum.elu());
    }
}
