package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/** The network inside layers under test, named as PyTorch's Sequential(Linear, ELU, Linear). */
final class TestMlp extends Module {
    private final Linear hidden;
    private final Linear readout;

    TestMlp(int in, int out, Seed seed) {
        hidden = part("0", new Linear(in, 5, seed.split(0)));
        readout = part("2", new Linear(5, out, seed.split(2)));
    }

    Tensor forward(Tensor x) {
        return readout.forward(hidden.forward(x).elu());
    }
}
