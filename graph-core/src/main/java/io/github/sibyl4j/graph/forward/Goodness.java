package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Tensor;

/** How strongly a layer responds: high for positive examples and low for negative ones after training. */
@FunctionalInterface
public interface Goodness {
    /** {@code G(a) = sum_k a_k^2} (Hinton 2022). */
    Goodness SUM_OF_SQUARES = rows -> rows.square().sum(-1, false);

    /** @param rows {@code [row, width]} to {@code [row]} */
    Tensor of(Tensor rows);
}
