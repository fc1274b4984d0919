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
    /** {@code a > b ? 1 : 0}. */
    GREATER,
    /** {@code a == b ? 1 : 0}. */
    EQUAL,
    /** {@code b != 0 ? a : 0}, whatever {@code a} is. */
    KEEP_WHERE,
    /** {@code b == 0 ? a : 0}, whatever {@code a} is. */
    KEEP_WHERE_NOT,
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
    ABS_GRADIENT,
    /** {@code a * (Phi(x) + x phi(x))}. */
    GELU_GRADIENT,
    /** {@code a * s * (1 + x (1 - s))} with {@code s = sigmoid(x)}. */
    SILU_GRADIENT,
    /** {@code a * sigmoid(x)}. */
    SOFTPLUS_GRADIENT,
    /** {@code a * alpha * x ^ (alpha - 1)}. */
    POWER_GRADIENT,
    /** {@code a * (x >= alpha)}. */
    AT_LEAST_GRADIENT,
    /** {@code a * (x <= alpha)}. */
    AT_MOST_GRADIENT
}
