package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Activation;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;

/** What both factors of a message go through in the ablation "no bilinear composition": {@code |MLP(x)| + 1e-18}. */
final class MessageNetwork extends Module {
    private static final int WIDTH = 300;

    private final List<Linear> layers = new ArrayList<>();

    MessageNetwork(int width, Seed seed) {
        int[] sizes = {width, WIDTH, WIDTH, WIDTH, width};
        for (int i = 0; i + 1 < sizes.length; i++) {
            layers.add(part("layer" + i, new Linear(sizes[i], sizes[i + 1], seed.split(i))));
        }
    }

    /** {@code [..., coordinate]} to the same. */
    Tensor forward(Tensor x) {
        Tensor y = x;
        for (Linear layer : layers.subList(0, layers.size() - 1)) {
            y = layer.forward(y, Activation.TANH);
        }
        return layers.get(layers.size() - 1).forward(y).abs().add(Pool.EPSILON);
    }
}
