package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/** A hidden layer with ReLU and a linear one, of weights as Glorot's and biases of zero. */
final class Head extends Module {
    private final Linear hidden;
    private final Linear readout;

    Head(int in, int width, int out, Seed seed) {
        hidden = part("hidden", glorot(in, width, true, seed.split("hidden")));
        readout = part("readout", glorot(width, out, true, seed.split("readout")));
    }

    Tensor forward(Tensor x) {
        return readout.forward(hidden(x));
    }

    Tensor hidden(Tensor x) {
        return hidden.forward(x, Activation.RELU);
    }

    Tensor readout(Tensor hidden) {
        return readout.forward(hidden);
    }

    static Linear glorot(int in, int out, boolean bias, Seed seed) {
        Linear linear = new Linear(in, out, bias, seed);
        linear.weight().assign(seed.split("weight").uniform(in * out, Math.sqrt(6.0 / (in + out))));
        if (bias) {
            linear.bias().assign(new float[out]);
        }
        return linear;
    }
}
