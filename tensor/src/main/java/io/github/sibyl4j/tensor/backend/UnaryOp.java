package io.github.sibyl4j.tensor.backend;

/** Element-wise functions of one argument {@code x}; some take a constant {@code alpha}. */
public enum UnaryOp {
    NEGATE,
    ABS,
    SIGN,
    SQUARE,
    SQRT,
    EXP,
    LOG,
    RELU,
    /** {@code x > 0 ? x : alpha * x}. */
    LEAKY_RELU,
    /** {@code x > 0 ? x : alpha * (exp(x) - 1)}. */
    ELU,
    SIGMOID,
    TANH,
    /** {@code alpha * x}. */
    SCALE,
    /** {@code x + alpha}. */
    SHIFT
}
