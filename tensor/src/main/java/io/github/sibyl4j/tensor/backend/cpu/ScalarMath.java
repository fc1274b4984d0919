package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;

/** The element-wise functions on single floats: for the fallback kernels and for what vectors leave over. */
public final class ScalarMath {
    /** 1 / sqrt(2 pi). */
    private static final double DENSITY = 0.3989422804014327;

    private ScalarMath() {}

    public static float apply(UnaryOp op, float x, float alpha) {
        switch (op) {
            case NEGATE:
                return -x;
            case ABS:
                return Math.abs(x);
            case SIGN:
                return Math.signum(x);
            case SQUARE:
                return x * x;
            case SQRT:
                return (float) Math.sqrt(x);
            case EXP:
                return (float) Math.exp(x);
            case LOG:
                return (float) Math.log(x);
            case RELU:
                // Written so that NaN stays NaN.
                return x <= 0 ? 0 : x;
            case LEAKY_RELU:
                return x > 0 ? x : alpha * x;
            case ELU:
                return x > 0 ? x : alpha * (float) Math.expm1(x);
            case SIGMOID:
                return sigmoid(x);
            case TANH:
                return tanh(x);
            case GELU:
                return (float) (x * normal(x));
            case SILU:
                return (float) (x / (1 + Math.exp(-x)));
            case SOFTPLUS:
                return (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs((double) x))));
            case SIN:
                return (float) Math.sin(x);
            case COS:
                return (float) Math.cos(x);
            case LOG_GAMMA:
                return (float) Gamma.logGamma(x);
            case DIGAMMA:
                return (float) Gamma.digamma(x);
            case POWER:
                return (float) Math.pow(x, alpha);
            case AT_LEAST:
                return x < alpha ? alpha : x;
            case AT_MOST:
                return x > alpha ? alpha : x;
            case SCALE:
                return alpha * x;
            case SHIFT:
                return x + alpha;
            default:
                throw new AssertionError(op);
        }
    }

    public static float apply(BinaryOp op, float a, float b, float alpha) {
        switch (op) {
            case ADD:
                return a + b;
            case SUBTRACT:
                return a - b;
            case MULTIPLY:
                return a * b;
            case DIVIDE:
                return a / b;
            case MAXIMUM:
                return Math.max(a, b);
            case MINIMUM:
                return Math.min(a, b);
            case GREATER_OR_EQUAL:
                return a >= b ? 1 : 0;
            case RELU_GRADIENT:
                return b > 0 ? a : 0;
            case LEAKY_RELU_GRADIENT:
                return b > 0 ? a : alpha * a;
            case ELU_GRADIENT:
                return b > 0 ? a : a * (b + alpha);
            case SIGMOID_GRADIENT:
                return a * (b * (1 - b));
            case TANH_GRADIENT:
                return a * (1 - b * b);
            case ABS_GRADIENT:
                return a * Math.signum(b);
            case GREATER:
                return a > b ? 1 : 0;
            case EQUAL:
                return a == b ? 1 : 0;
            case KEEP_WHERE:
                return b != 0 ? a : 0;
            case KEEP_WHERE_NOT:
                return b == 0 ? a : 0;
            case GELU_GRADIENT:
                return (float) (a * (normal(b) + b * Math.exp(-0.5 * b * b) * DENSITY));
            case SILU_GRADIENT:
                double s = 1 / (1 + Math.exp(-b));
                return (float) (a * s * (1 + b * (1 - s)));
            case SOFTPLUS_GRADIENT:
                return a * sigmoid(b);
            case POWER_GRADIENT:
                return (float) (a * alpha * Math.pow(b, alpha - 1.0));
            case AT_LEAST_GRADIENT:
                return b >= alpha ? a : 0;
            case AT_MOST_GRADIENT:
                return b <= alpha ? a : 0;
            default:
                throw new AssertionError(op);
        }
    }

    /** The distribution function of the standard normal distribution, as half of a complementary error function. */
    private static double normal(double x) {
        return 0.5 * Erf.erfc(-x * Math.sqrt(0.5));
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    static float tanh(float x) {
        return (float) Math.tanh(x);
    }

    /**
     * Zero in place of what is below the smallest normal number: a moment that fades away without gradients would pass
     * through numbers with which processors take a hundred times as long.
     */
    public static float flushed(float x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
    }
}
