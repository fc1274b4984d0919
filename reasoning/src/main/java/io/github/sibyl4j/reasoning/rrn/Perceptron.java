package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;

/**
 * ReLU layers and a linear one, with the first and the last within reach, as the network computes parts of them elsewhere.
 * Weights start Glorot uniform, biases at zero.
 */
final class Perceptron extends Module {
    private final List<Linear> layers = new ArrayList<>();

    Perceptron(int in, int width, int hidden, int out, Seed seed) {
        for (int i = 0; i <= hidden; i++) {
            int from = i == 0 ? in : width;
            int to = i == hidden ? out : width;
            Seed use = seed.split(i);
            Linear layer = part("layer" + i, new Linear(from, to, use));
            layer.weight().assign(use.split("weight").uniform(from * to, Math.sqrt(6.0 / (from + to))));
            layer.bias().assign(new float[to]);
            layers.add(layer);
        }
    }

    Tensor forward(Tensor x) {
        return last().forward(hidden(x));
    }

    /** What the last layer sees. */
    Tensor hidden(Tensor x) {
        return layers.size() == 1 ? x : inner(first().forward(x, Activation.RELU));
    }

    /** What the last layer sees, from the value of the first. */
    Tensor inner(Tensor x) {
        Tensor y = x;
        for (int i = 1; i < layers.size() - 1; i++) {
            y = layers.get(i).forward(y, Activation.RELU);
        }
        return y;
    }

    Linear first() {
        return layers.get(0);
    }

    Linear last() {
        return layers.get(layers.size() - 1);
    }

    /** The sum of all squared weights, without the biases. */
    Tensor squaredWeights() {
        Tensor sum = null;
        for (Linear layer : layers) {
            Tensor squares = layer.weight().square().sum();
            sum = sum == null ? squares : sum.add(squares);
        }
        return sum;
    }
}
