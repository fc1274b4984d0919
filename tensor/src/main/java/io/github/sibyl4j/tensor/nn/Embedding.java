package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/** A learned row for each of {@code count} things, standard normal at first as in PyTorch. */
public final class Embedding extends Module {
    private final Parameter weight;

    public Embedding(int count, int width, Seed seed) {
        weight = parameter("weight", Parameter.of(seed.split("weight").normal(count * width), count, width));
    }

    /** The rows {@code [index.length, width]}; an index may occur more than once. */
    public Tensor forward(int... index) {
        return weight.gather(index);
    }

    /** {@code [count, width]}. */
    public Parameter weight() {
        return weight;
    }
}
