package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.Pow;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/** Functions of one and of two arguments. Where ND4J's own form loses NaN or overflows, it is composed of others. */
final class ElementwiseOps {
    /** 1 / sqrt(2 pi). */
    private static final double DENSITY = 0.3989422804014327;

    private ElementwiseOps() {}

    private static void exec(Op op) {
        Nd4j.getExecutioner().exec(op);
    }

    static void unary(UnaryOp op, INDArray x, float alpha, INDArray out) {
        switch (op) {
            case NEGATE:
                exec(new Negative(x, out));
                break;
            case ABS:
                exec(new Abs(x, out));
                break;
            case SIGN:
                sign(x, out);
                break;
            case SQUARE:
                exec(new Square(x, out));
                break;
            case SQRT:
                exec(new Sqrt(x, out));
                break;
            case EXP:
                exec(new Exp(x, out));
                break;
            case LOG:
                exec(new Log(x, out));
                break;
            case RELU:
                out.assign(x);
                BooleanIndexing.replaceWhere(out, 0, Conditions.lessThanOrEqual(0));
                break;
            case LEAKY_RELU:
                exec(new LeakyReLU(x, out, alpha));
                break;
            case ELU:
                INDArray below = x.dup('c');
                exec(new Expm1(below, below));
                Ops.select(x.gt(0), x, below.muli(alpha), out);
                break;
            case SIGMOID:
                exec(new Sigmoid(x, out));
                break;
            case TANH:
                exec(new Tanh(x, out));
                break;
            case GELU:
                normal(x, out);
                out.muli(x);
                break;
            case SILU:
                exec(new Sigmoid(x, out));
                out.muli(x);
                break;
            case SOFTPLUS:
                softplus(x, out);
                break;
            case SIN:
                exec(new Sin(x, out));
                break;
            case COS:
                exec(new Cos(x, out));
                break;
            case LOG_GAMMA:
                Ops.run("lgamma", out, x);
                break;
            case DIGAMMA:
                Ops.run("digamma", out, x);
                break;
            case POWER:
                exec(new Pow(x, out, alpha));
                break;
            case AT_LEAST:
                out.assign(x);
                BooleanIndexing.replaceWhere(out, alpha, Conditions.lessThan(alpha));
                break;
            case AT_MOST:
                out.assign(x);
                BooleanIndexing.replaceWhere(out, alpha, Conditions.greaterThan(alpha));
                break;
            case SCALE:
                x.muli(alpha, out);
                break;
            case SHIFT:
                x.addi(alpha, out);
                break;
            default:
                throw new AssertionError(op);
        }
    }

    /** ND4J takes NaN for 0. */
    static void sign(INDArray x, INDArray out) {
        INDArray sign = x.ulike();
        exec(new Sign(x, sign));
        Ops.select(x.eq(x), sign, x, out);
    }

    /** The distribution function of the standard normal distribution. */
    private static void normal(INDArray x, INDArray out) {
        x.muli(-Math.sqrt(0.5), out);
        exec(new Erfc(out, out));
        out.muli(0.5);
    }

    /** {@code max(x, 0) + log(1 + exp(-|x|))}, which does not overflow. */
    private static void softplus(INDArray x, INDArray out) {
        INDArray positive = x.ulike();
        unary(UnaryOp.RELU, x, 0, positive);
        exec(new Abs(x, out));
        exec(new Negative(out, out));
        exec(new Exp(out, out));
        exec(new Log1p(out, out));
        out.addi(positive);
    }

    static void binary(BinaryOp op, Nd4jBuffer a, Nd4jBuffer b, float alpha, Broadcast walk, Nd4jBuffer out) {
        long[] shape = Arrays.stream(walk.sizes()).asLongStream().toArray();
        INDArray left = a.array(operandShape(shape, walk.stepsA()));
        INDArray right = b.array(operandShape(shape, walk.stepsB()));
        if (a.whole() == out.whole()) {
            left = left.dup('c');
        }
        if (stretchesBoth(walk)) {
            left = expand(left, shape);
        }
        INDArray result = out.array(shape);
        switch (op) {
            case ADD:
                Ops.run("add", result, left, right);
                break;
            case SUBTRACT:
                Ops.run("subtract", result, left, right);
                break;
            case MULTIPLY:
                Ops.run("multiply", result, left, right);
                break;
            case DIVIDE:
                Ops.run("divide", result, left, right);
                break;
            default:
                pairwise(op, expand(left, shape), expand(right, shape), alpha, result);
        }
    }

    /** Whether along some axis both operands are repeated, which ND4J's own broadcasting does not do. */
    private static boolean stretchesBoth(Broadcast walk) {
        for (int axis = 0; axis < walk.sizes().length; axis++) {
            if (walk.stepsA()[axis] == 0 && walk.stepsB()[axis] == 0) {
                return true;
            }
        }
        return false;
    }

    private static long[] operandShape(long[] sizes, int[] steps) {
        long[] shape = sizes.clone();
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = steps[axis] == 0 ? 1 : sizes[axis];
        }
        return shape;
    }

    private static INDArray expand(INDArray x, long[] shape) {
        if (Arrays.equals(x.shape(), shape)) {
            return x;
        }
        INDArray all = Nd4j.createUninitialized(DataType.FLOAT, shape);
        return Ops.run("broadcast_to", all, x, Nd4j.createFromArray(shape));
    }

    private static INDArray keep(INDArray where, INDArray a, INDArray out) {
        return Ops.select(where, a, a.like(), out);
    }

    private static void pairwise(BinaryOp op, INDArray a, INDArray b, float alpha, INDArray out) {
        switch (op) {
            case MAXIMUM:
            case MINIMUM:
                // What ND4J gives is NaN only where b is.
                INDArray extreme = Ops.run(op == BinaryOp.MAXIMUM ? "maximum" : "minimum", a.ulike(), a, b);
                Ops.select(a.eq(a), extreme, a, out);
                break;
            case GREATER_OR_EQUAL:
                out.assign(a.gt(b)).addi(a.eq(b).castTo(DataType.FLOAT));
                break;
            case GREATER:
                out.assign(a.gt(b));
                break;
            case EQUAL:
                out.assign(a.eq(b));
                break;
            case KEEP_WHERE:
                keep(b.neq(0), a, out);
                break;
            case KEEP_WHERE_NOT:
                keep(b.eq(0), a, out);
                break;
            case RELU_GRADIENT:
                keep(b.gt(0), a, out);
                break;
            case LEAKY_RELU_GRADIENT:
                Ops.select(b.gt(0), a, a.mul(alpha), out);
                break;
            case ELU_GRADIENT:
                Ops.select(b.gt(0), a, b.add(alpha).muli(a), out);
                break;
            case SIGMOID_GRADIENT:
                b.rsubi(1, out);
                out.muli(b).muli(a);
                break;
            case TANH_GRADIENT:
                exec(new Square(b, out));
                out.rsubi(1).muli(a);
                break;
            case ABS_GRADIENT:
                sign(b, out);
                out.muli(a);
                break;
            case GELU_GRADIENT:
                geluGradient(a, b, out);
                break;
            case SILU_GRADIENT:
                exec(new Sigmoid(b, out));
                INDArray slope = out.rsub(1).muli(b).addi(1);
                out.muli(slope).muli(a);
                break;
            case SOFTPLUS_GRADIENT:
                exec(new Sigmoid(b, out));
                out.muli(a);
                break;
            case POWER_GRADIENT:
                exec(new Pow(b, out, alpha - 1.0));
                out.muli(alpha).muli(a);
                break;
            case AT_LEAST_GRADIENT:
                keep(b.gte(alpha), a, out);
                break;
            case AT_MOST_GRADIENT:
                keep(b.lte(alpha), a, out);
                break;
            default:
                throw new AssertionError(op);
        }
    }

    /** {@code a (Phi(x) + x phi(x))}. */
    private static void geluGradient(INDArray a, INDArray x, INDArray out) {
        INDArray density = x.ulike();
        exec(new Square(x, density));
        density.muli(-0.5);
        exec(new Exp(density, density));
        density.muli(DENSITY).muli(x);
        normal(x, out);
        out.addi(density).muli(a);
    }
}
