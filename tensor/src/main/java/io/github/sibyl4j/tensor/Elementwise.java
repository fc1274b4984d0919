package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.util.Arrays;
import java.util.Locale;

/** Element-wise operations with their backward rules. */
final class Elementwise {
    private Elementwise() {}

    static Tensor unary(UnaryOp op, Tensor x, float alpha) {
        Tensor y = apply(op, x, alpha);
        return Autograd.recordUniform(y, g -> unaryGradient(op, g, x, y, alpha), x);
    }

    private static void unaryGradient(UnaryOp op, Tensor g, Tensor x, Tensor y, float alpha) {
        boolean ofGradientAlone = op == UnaryOp.NEGATE || op == UnaryOp.SCALE || op == UnaryOp.SHIFT;
        if (ofGradientAlone && Autograd.isUniform(g, y)) {
            x.addUniformGradient(unaryGradient(op, g, x, y, alpha, Autograd.inPlaceOf(g)));
        } else if (op == UnaryOp.SHIFT) {
            x.addGradient(g);
        } else {
            x.addGradient(unaryGradient(op, g, x, y, alpha, Autograd.roomInPlaceOf(g, x)));
        }
    }

    /** By its input or its result, whichever is cheaper. */
    private static Tensor unaryGradient(UnaryOp op, Tensor g, Tensor x, Tensor y, float alpha, Tensor out) {
        switch (op) {
            case NEGATE:
                return into(out, UnaryOp.NEGATE, g, 0);
            case ABS:
                return into(out, BinaryOp.ABS_GRADIENT, g, x, 0);
            case SIGN:
                Tensor.backend().fill(out.buffer(), 0);
                return out;
            case SQUARE:
                return into(out, UnaryOp.SCALE, into(out, BinaryOp.MULTIPLY, g, x, 0), 2);
            case SQRT:
                return into(out, UnaryOp.SCALE, into(out, BinaryOp.DIVIDE, g, y, 0), 0.5f);
            case EXP:
                return into(out, BinaryOp.MULTIPLY, g, y, 0);
            case LOG:
                return into(out, BinaryOp.DIVIDE, g, x, 0);
            case RELU:
                return into(out, BinaryOp.RELU_GRADIENT, g, y, 0);
            case LEAKY_RELU:
                return into(out, BinaryOp.LEAKY_RELU_GRADIENT, g, x, alpha);
            case ELU:
                return into(out, BinaryOp.ELU_GRADIENT, g, y, alpha);
            case SIGMOID:
                return into(out, BinaryOp.SIGMOID_GRADIENT, g, y, 0);
            case TANH:
                return into(out, BinaryOp.TANH_GRADIENT, g, y, 0);
            case GELU:
                return into(out, BinaryOp.GELU_GRADIENT, g, x, 0);
            case SILU:
                return into(out, BinaryOp.SILU_GRADIENT, g, x, 0);
            case SOFTPLUS:
                return into(out, BinaryOp.SOFTPLUS_GRADIENT, g, x, 0);
            case SIN:
                return into(out, BinaryOp.MULTIPLY, g, apply(UnaryOp.COS, x, 0), 0);
            case COS:
                return into(out, UnaryOp.NEGATE, into(out, BinaryOp.MULTIPLY, g, apply(UnaryOp.SIN, x, 0), 0), 0);
            case LOG_GAMMA:
                return into(out, BinaryOp.MULTIPLY, g, apply(UnaryOp.DIGAMMA, x, 0), 0);
            case POWER:
                return into(out, BinaryOp.POWER_GRADIENT, g, x, alpha);
            case AT_LEAST:
                return into(out, BinaryOp.AT_LEAST_GRADIENT, g, x, alpha);
            case AT_MOST:
                return into(out, BinaryOp.AT_MOST_GRADIENT, g, x, alpha);
            case SCALE:
                return into(out, UnaryOp.SCALE, g, alpha);
            case SHIFT:
                return g;
            default:
                throw new AssertionError(op);
        }
    }

    /** ADD, SUBTRACT, MULTIPLY, DIVIDE, MAXIMUM or MINIMUM with broadcasting. */
    static Tensor binary(BinaryOp op, Tensor a, Tensor b) {
        Tensor y = apply(op, a, b, 0);
        if (op == BinaryOp.ADD && a.length() == y.length() && b.length() == y.length()) {
            return plainSum(y, a, b);
        }
        return Autograd.record(
                y,
                g -> {
                    if (a.tracksGradient()) {
                        a.addGradient(sumTo(leftGradient(op, g, a, b), a.shape()));
                    }
                    if (b.tracksGradient()) {
                        b.addGradient(sumTo(rightGradient(op, g, a, b), b.shape()));
                    }
                },
                a,
                b);
    }

    private static Tensor plainSum(Tensor y, Tensor a, Tensor b) {
        return Autograd.recordUniform(
                y,
                g -> {
                    for (Tensor operand : new Tensor[] {a, b}) {
                        if (Autograd.isUniform(g, y)) {
                            operand.addUniformGradient(g);
                        } else {
                            operand.addGradient(sumTo(g, operand.shape()));
                        }
                    }
                },
                a,
                b);
    }

    private static Tensor leftGradient(BinaryOp op, Tensor g, Tensor a, Tensor b) {
        switch (op) {
            case ADD:
            case SUBTRACT:
                return g;
            case MULTIPLY:
                return apply(BinaryOp.MULTIPLY, g, b, 0);
            case DIVIDE:
                return apply(BinaryOp.DIVIDE, g, b, 0);
            case MAXIMUM:
                return apply(BinaryOp.MULTIPLY, g, apply(BinaryOp.GREATER_OR_EQUAL, a, b, 0), 0);
            case MINIMUM:
                return apply(BinaryOp.SUBTRACT, g, rightGradient(op, g, a, b), 0);
            default:
                throw new AssertionError(op);
        }
    }

    private static Tensor rightGradient(BinaryOp op, Tensor g, Tensor a, Tensor b) {
        switch (op) {
            case ADD:
                return g;
            case SUBTRACT:
                return apply(UnaryOp.NEGATE, g, 0);
            case MULTIPLY:
                return apply(BinaryOp.MULTIPLY, g, a, 0);
            case DIVIDE:
                // d(a / b) / db = -(a / b) / b
                Tensor quotient = apply(BinaryOp.DIVIDE, a, b, 0);
                return apply(UnaryOp.NEGATE, apply(BinaryOp.MULTIPLY, g, apply(BinaryOp.DIVIDE, quotient, b, 0), 0), 0);
            case MAXIMUM:
                return apply(BinaryOp.SUBTRACT, g, leftGradient(op, g, a, b), 0);
            case MINIMUM:
                return apply(BinaryOp.MULTIPLY, g, apply(BinaryOp.GREATER_OR_EQUAL, a, b, 0), 0);
            default:
                throw new AssertionError(op);
        }
    }

    /** 1 where the comparison holds and 0 elsewhere; a constant for gradients. */
    static Tensor compare(BinaryOp op, Tensor a, Tensor b) {
        return apply(op, a, b, 0);
    }

    /**
     * {@code condition != 0 ? a : b} with broadcasting. What is not chosen has no influence and gets a gradient of zero,
     * NaN included.
     */
    static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Tensor y = apply(
                BinaryOp.ADD,
                apply(BinaryOp.KEEP_WHERE, a, condition, 0),
                apply(BinaryOp.KEEP_WHERE_NOT, b, condition, 0),
                0);
        return Autograd.record(
                y,
                g -> {
                    if (a.tracksGradient()) {
                        a.addGradient(sumTo(apply(BinaryOp.KEEP_WHERE, g, condition, 0), a.shape()));
                    }
                    if (b.tracksGradient()) {
                        b.addGradient(sumTo(apply(BinaryOp.KEEP_WHERE_NOT, g, condition, 0), b.shape()));
                    }
                },
                a,
                b);
    }

    /** Repeats {@code x} to a shape it broadcasts to. */
    static Tensor repeat(Tensor x, int[] shape) {
        Tensor out = Tensor.allocate(shape);
        if (x.length() == 1) {
            Tensor.backend().fill(out.buffer(), x.detach().reshape().item());
        } else if (out.length() > 0) {
            Broadcast walk = Broadcast.of(x.shape(), new int[0], shape);
            Tensor.backend().binary(BinaryOp.ADD, x.buffer(), Tensor.scalar(0).buffer(), 0, walk, out.buffer());
        }
        return out;
    }

    static Tensor sum(Tensor a, Tensor b) {
        return apply(BinaryOp.ADD, a, b, 0);
    }

    private static Tensor apply(UnaryOp op, Tensor x, float alpha) {
        return into(Tensor.allocate(x.shape()), op, x, alpha);
    }

    private static Tensor into(Tensor out, UnaryOp op, Tensor x, float alpha) {
        Tensor.backend().unary(op, x.buffer(), alpha, out.buffer());
        return out;
    }

    private static Tensor apply(BinaryOp op, Tensor a, Tensor b, float alpha) {
        int[] shape = Shape.broadcast(a.shape(), b.shape(), op.name().toLowerCase(Locale.ROOT));
        return into(Tensor.allocate(shape), op, a, b, alpha);
    }

    private static Tensor into(Tensor out, BinaryOp op, Tensor a, Tensor b, float alpha) {
        if (out.length() > 0) {
            Broadcast walk = Broadcast.of(a.shape(), b.shape(), out.shape());
            Tensor.backend().binary(op, a.buffer(), b.buffer(), alpha, walk, out.buffer());
        }
        return out;
    }

    /** Sums a gradient over the axes along which an operand of this shape was stretched. */
    static Tensor sumTo(Tensor gradient, int[] shape) {
        Tensor result = gradient;
        int extra = gradient.rank() - shape.length;
        if (extra > 0) {
            int[] rest = Arrays.copyOfRange(gradient.shape(), extra, gradient.rank());
            int leading = Shape.product(gradient.shape(), 0, extra);
            result = Reductions.sumPlain(result.detach().reshape(flat(leading, rest)), 0, false);
            result = result.reshape(rest);
        }
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] == 1 && result.size(axis) != 1) {
                result = Reductions.sumPlain(result, axis, true);
            }
        }
        return result;
    }

    private static int[] flat(int leading, int[] rest) {
        return new int[] {leading, (int) Shape.length(rest)};
    }
}
