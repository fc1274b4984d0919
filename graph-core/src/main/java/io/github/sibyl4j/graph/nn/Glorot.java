package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.nn.Linear;
import java.util.Arrays;

/** Weights uniform in {@code +-sqrt(6 / (a + b))} with the last two sizes a and b (Glorot and Bengio 2010). */
final class Glorot {
    private Glorot() {}

    static Parameter parameter(Seed seed, int... shape) {
        int length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        double fans = shape[shape.length - 2] + shape[shape.length - 1];
        return Parameter.of(seed.uniform(length, Math.sqrt(6 / fans)), shape);
    }

    /** A bias, if there is one, starts as {@link Linear}'s. */
    static Linear linear(int in, int out, boolean bias, Seed seed) {
        Linear linear = new Linear(in, out, bias, seed);
        linear.weight().assign(seed.split("weight").uniform(in * out, Math.sqrt(6.0 / (in + out))));
        return linear;
    }
}
