package io.github.sibyl4j.tensor.backend;

/**
 * Element-wise functions of two arguments {@code a} and {@code b}. The names ending in {@code _GRADIENT} are backward
 * rules: {@code a} is the gradient of the result, {@code b} the result {@code y} or the input {@code x}, as said.
 */
public enum BinaryOp {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    MINIMUM,
    /** {@code a >= b ? 1 : 0}. */
    GREATER_OR_EQUAL,
    /** {@code a * (y > 0)}. */
    RELU_GRADIENT,
    /** {@code a * (x > 0 ? 1 : alpha)}. */
    LEAKY_RELU_GRADIENT,
    /** {@code a * (y > 0 ? 1 : y + alpha)}. */
    ELU_GRADIENT,
    /** {@code a * y * (1 - y)}. */
    SIGMOID_GRADIENT,
    /** {@code a * (1 - y * y)}. */
    TANH_GRADIENT,
    /** {@code a * sign(x)}. */
    ABS_GRADIENT
}
