package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.Collection;

/** The optimiser that all methods share. */
final class Optimizers {
    private Optimizers() {}

    static Adam adam(ForwardConfig config, Collection<Parameter> parameters) {
        return new Adam(parameters, new Adam.Settings(0.9, 0.999, 1e-8, config.weightDecay(), false));
    }
}
