package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.function.Supplier;

/**
 * A layer that, for an input that stays the same, does once what does not depend on its weights: propagation over the graph
 * above all. Layer-wise training runs a layer a thousand times on one input.
 *
 * <p>What is done once lies in the scope that is open then, or in none; the results give what {@link #forward} would, with
 * the weights of the moment.
 */
public interface FixedInputLayer extends GraphLayer {
    /** @param x {@code [node, in]}, without gradients */
    Supplier<Tensor> onFixed(Tensor x, GraphTensor graph);

    /** @param x {@code [node, in]}, which is never written out */
    Supplier<Tensor> onFixed(SparseMatrix x, GraphTensor graph);
}
