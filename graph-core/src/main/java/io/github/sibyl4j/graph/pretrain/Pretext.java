package io.github.sibyl4j.graph.pretrain;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/** A task with its own head, which is what its parameters are; the encoder is shared with the other tasks. */
abstract class Pretext extends Module {
    private static final float SHORTEST = 1e-12f;

    /** @param seed decides what is masked, dropped and drawn; a new one every step */
    abstract Tensor loss(StackedEncoder encoder, StepGraph step, Seed seed);

    /** Rows of length 1; those of less than 1e-12 are divided by that. */
    static Tensor unit(Tensor rows) {
        return rows.div(rows.square()
                .sum(-1, true)
                .clamp(SHORTEST * SHORTEST, Float.MAX_VALUE)
                .sqrt());
    }
}
