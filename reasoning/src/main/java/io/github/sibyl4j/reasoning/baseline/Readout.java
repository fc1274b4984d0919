package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/** One hidden layer with ReLU, {@code [problem, in]} to {@code [problem, relation]}. */
final class Readout extends Module {
    private final Linear hidden;
    private final Linear scores;

    Readout(int in, int width, int relations, Seed seed) {
        hidden = part("hidden", new Linear(in, width, seed.split("hidden")));
        scores = part("scores", new Linear(width, relations, seed.split("scores")));
    }

    Tensor forward(Tensor x) {
        return scores.forward(hidden.forward(x, Activation.RELU));
    }
}
