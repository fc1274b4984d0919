package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.UnaryOp;

/** The element-wise functions on single floats: for the fallback kernels and for what vectors leave over. */
public final class ScalarMath {
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
            default:
                throw new AssertionError(op);
        }
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    static float tanh(float x) {
        return (float) Math.tanh(x);
    }
}
