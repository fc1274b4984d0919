package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.UnaryOp;

/**
 * What a dense layer does to its sums in one go, see {@link Tensor#linear(Tensor, Tensor, Activation)}: functions whose
 * derivative follows from their result, so that the sums need not be kept.
 */
public enum Activation {
    NONE(null, null),
    RELU(UnaryOp.RELU, BinaryOp.RELU_GRADIENT),
    /** {@code x > 0 ? x : exp(x) - 1}. */
    ELU(UnaryOp.ELU, BinaryOp.ELU_GRADIENT),
    SIGMOID(UnaryOp.SIGMOID, BinaryOp.SIGMOID_GRADIENT),
    TANH(UnaryOp.TANH, BinaryOp.TANH_GRADIENT);

    final UnaryOp function;
    /** Of a gradient and the result. */
    final BinaryOp slope;

    Activation(UnaryOp function, BinaryOp slope) {
        this.function = function;
        this.slope = slope;
    }
}
