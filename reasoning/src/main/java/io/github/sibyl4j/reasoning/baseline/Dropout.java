package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/** What is dropped in one pass; every use has a seed of its own. */
record Dropout(double rate, Seed seed) {
    /** Outside of training. */
    static final Dropout NONE = new Dropout(0, new Seed(0));

    Tensor of(Tensor x, String use) {
        return rate == 0 ? x : x.dropout(rate, seed.split(use));
    }

    Dropout split(long number) {
        return rate == 0 ? this : new Dropout(rate, seed.split(number));
    }
}
