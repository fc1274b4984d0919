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
    /** {@code x Phi(x)} with the distribution function of the standard normal distribution (the exact form). */
    GELU,
    /** {@code x sigmoid(x)}. */
    SILU,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    SIN,
    COS,
    /** The logarithm of the absolute value of the gamma function, for {@code x > 0}. */
    LOG_GAMMA,
    /** The derivative of {@link #LOG_GAMMA}. */
    DIGAMMA,
    /** {@code x ^ alpha}. */
    POWER,
    /** {@code x < alpha ? alpha : x}. */
    AT_LEAST,
    /** {@code x > alpha ? alpha : x}. */
    AT_MOST,
    /** {@code alpha * x}. */
    SCALE,
    /** {@code x + alpha}. */
    SHIFT
}
