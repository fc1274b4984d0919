package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;

import io.github.sibyl4j.tensor.backend.BinaryOp;
import io.github.sibyl4j.tensor.backend.Broadcast;
import io.github.sibyl4j.tensor.backend.UnaryOp;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.ScalarMath;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** See {@link ElementwiseLoop}: {@code OP} is the operation of one loaded copy. */
final class ElementwiseTemplate implements ElementwiseLoop {
    private static final Object OP = operation();
    private static final UnaryOp UNARY = OP instanceof UnaryOp op ? op : null;
    private static final BinaryOp BINARY = OP instanceof BinaryOp op ? op : null;
    /** Rare functions without a vector form. */
    private static final boolean SCALAR = UNARY == UnaryOp.SIN
            || UNARY == UnaryOp.COS
            || UNARY == UnaryOp.LOG_GAMMA
            || UNARY == UnaryOp.DIGAMMA
            || UNARY == UnaryOp.POWER
            || BINARY == BinaryOp.POWER_GRADIENT;

    /** Values that are gathered at a time. */
    private static final int BLOCK = 1024;

    /** Longer rows hold enough whole vectors of their own. */
    private static final int LONGEST_TILED = 256;

    private static Object operation() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), "_", Object.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void unary(HostBuffer x, float alpha, HostBuffer out, int from, int to) {
        Object xMemory = x.vectorView();
        Object outMemory = out.vectorView();
        int xAt = x.byteOffset();
        int outAt = out.byteOffset();
        int i = from;
        for (; !SCALAR && i <= to - LANES; i += LANES) {
            store(apply(load(xMemory, xAt + (i << 2)), alpha), outMemory, outAt + (i << 2));
        }
        for (; i < to; i++) {
            float value = x.bytes().getFloat(xAt + (i << 2));
            out.bytes().putFloat(outAt + (i << 2), ScalarMath.apply(UNARY, value, alpha));
        }
    }

    @Override
    public void binary(
            HostBuffer a,
            int ao,
            int stepA,
            HostBuffer b,
            int bo,
            int stepB,
            float alpha,
            HostBuffer out,
            int o,
            int count) {
        int aAt = a.byteOffset() + (ao << 2);
        int bAt = b.byteOffset() + (bo << 2);
        int outAt = out.byteOffset() + (o << 2);
        Object aMemory = a.vectorView();
        Object bMemory = b.vectorView();
        Object outMemory = out.vectorView();
        int i = 0;
        int bound = SCALAR ? -1 : count - LANES;
        if (stepA == 1 && stepB == 1) {
            for (; i <= bound; i += LANES) {
                FloatVector left = load(aMemory, aAt + (i << 2));
                FloatVector right = load(bMemory, bAt + (i << 2));
                store(apply(left, right, alpha), outMemory, outAt + (i << 2));
            }
        } else if (stepA == 1 && bound >= 0) {
            FloatVector right = broadcast(b.bytes().getFloat(bAt));
            for (; i <= bound; i += LANES) {
                FloatVector left = load(aMemory, aAt + (i << 2));
                store(apply(left, right, alpha), outMemory, outAt + (i << 2));
            }
        } else if (stepB == 1 && bound >= 0) {
            FloatVector left = broadcast(a.bytes().getFloat(aAt));
            for (; i <= bound; i += LANES) {
                FloatVector right = load(bMemory, bAt + (i << 2));
                store(apply(left, right, alpha), outMemory, outAt + (i << 2));
            }
        } else if (bound >= 0) {
            FloatVector left = broadcast(a.bytes().getFloat(aAt));
            FloatVector right = broadcast(b.bytes().getFloat(bAt));
            FloatVector both = apply(left, right, alpha);
            for (; i <= bound; i += LANES) {
                store(both, outMemory, outAt + (i << 2));
            }
        }
        ByteBuffer aBytes = a.bytes();
        ByteBuffer bBytes = b.bytes();
        for (; i < count; i++) {
            float left = aBytes.getFloat(aAt + ((i * stepA) << 2));
            float right = bBytes.getFloat(bAt + ((i * stepB) << 2));
            out.bytes().putFloat(outAt + (i << 2), ScalarMath.apply(BINARY, left, right, alpha));
        }
    }

    @Override
    public void binaryRuns(HostBuffer a, HostBuffer b, float alpha, Broadcast walk, HostBuffer out, int from, int to) {
        int run = walk.runLength();
        if (!SCALAR && run > 0 && run <= LONGEST_TILED && walk.repeatsRowB()) {
            tiled(a, tile(b, run, (to - from) * run), alpha, out, from * run, (to - from) * run);
            return;
        }
        if (!SCALAR && run < LANES) {
            gathered(a, b, alpha, walk, out, from, to);
            return;
        }
        for (int r = from; r < to; r++) {
            binary(a, walk.startA(r), walk.runStepA(), b, walk.startB(r), walk.runStepB(), alpha, out, r * run, run);
        }
    }

    /** A short row so often that whole vectors cover it, and oftener while there is that much to do. */
    private static float[] tile(HostBuffer row, int width, int count) {
        int length = width % LANES == 0 ? width : width * LANES;
        while (length < BLOCK && length <= count / 2) {
            length *= 2;
        }
        float[] tile = new float[length];
        gather(row, 0, 1, tile, 0, width);
        for (int filled = width; filled < length; filled *= 2) {
            System.arraycopy(tile, 0, tile, filled, Math.min(filled, length - filled));
        }
        return tile;
    }

    private static void tiled(HostBuffer a, float[] tile, float alpha, HostBuffer out, int o, int count) {
        Object aMemory = a.vectorView();
        Object outMemory = out.vectorView();
        for (int start = o; start < o + count; start += tile.length) {
            int aAt = a.byteOffset() + (start << 2);
            int outAt = out.byteOffset() + (start << 2);
            int end = Math.min(tile.length, o + count - start);
            int i = 0;
            for (; i <= end - LANES; i += LANES) {
                FloatVector right = fromArray(tile, i);
                store(apply(load(aMemory, aAt + (i << 2)), right, alpha), outMemory, outAt + (i << 2));
            }
            for (; i < end; i++) {
                float left = a.bytes().getFloat(aAt + (i << 2));
                out.bytes().putFloat(outAt + (i << 2), ScalarMath.apply(BINARY, left, tile[i], alpha));
            }
        }
    }

    /** Short runs, some of which are put together so that whole vectors cover them. */
    private static void gathered(
            HostBuffer a, HostBuffer b, float alpha, Broadcast walk, HostBuffer out, int from, int to) {
        int run = walk.runLength();
        int together = Math.max(1, BLOCK / run);
        float[] left = new float[together * run];
        float[] right = new float[together * run];
        Object outMemory = out.vectorView();
        for (int r = from; r < to; r += together) {
            int runs = Math.min(together, to - r);
            for (int k = 0; k < runs; k++) {
                gather(a, walk.startA(r + k), walk.runStepA(), left, k * run, run);
                gather(b, walk.startB(r + k), walk.runStepB(), right, k * run, run);
            }
            int outAt = out.byteOffset() + (r * run << 2);
            int count = runs * run;
            int i = 0;
            for (; i <= count - LANES; i += LANES) {
                FloatVector x = fromArray(left, i);
                FloatVector y = fromArray(right, i);
                store(apply(x, y, alpha), outMemory, outAt + (i << 2));
            }
            for (; i < count; i++) {
                out.bytes().putFloat(outAt + (i << 2), ScalarMath.apply(BINARY, left[i], right[i], alpha));
            }
        }
    }

    private static void gather(HostBuffer x, int at, int step, float[] values, int to, int count) {
        ByteBuffer bytes = x.bytes();
        int byteAt = x.byteOffset() + (at << 2);
        for (int i = 0; i < count; i++) {
            values[to + i] = bytes.getFloat(byteAt + (i * step << 2));
        }
    }

    // These chains stand in the template, not in a shared class: each copy compiles just its own link of them. They are
    // short because a method of more than 325 bytes is not inlined, and then its vectors go through the heap.

    private static FloatVector apply(FloatVector x, float alpha) {
        if (UNARY == UnaryOp.SCALE) return x.mul(alpha);
        if (UNARY == UnaryOp.SHIFT) return x.add(alpha);
        if (UNARY == UnaryOp.AT_LEAST) return x.blend(alpha, x.compare(VectorOperators.LT, alpha));
        if (UNARY == UnaryOp.AT_MOST) return x.blend(alpha, x.compare(VectorOperators.GT, alpha));
        if (UNARY == UnaryOp.LEAKY_RELU) return x.mul(alpha).blend(x, x.compare(VectorOperators.GT, 0f));
        if (UNARY == UnaryOp.ELU) return VectorMath.elu(x, alpha);
        return apply(x);
    }

    private static FloatVector apply(FloatVector x) {
        if (UNARY == UnaryOp.NEGATE) return x.neg();
        if (UNARY == UnaryOp.ABS) return x.abs();
        if (UNARY == UnaryOp.SIGN) return VectorMath.sign(x);
        if (UNARY == UnaryOp.SQUARE) return x.mul(x);
        if (UNARY == UnaryOp.SQRT) return x.sqrt();
        if (UNARY == UnaryOp.EXP) return VectorMath.exp(x);
        if (UNARY == UnaryOp.LOG) return LongVectorMath.log(x);
        if (UNARY == UnaryOp.RELU) return x.blend(VectorMath.ZERO, x.compare(VectorOperators.LE, VectorMath.ZERO));
        if (UNARY == UnaryOp.SIGMOID) return VectorMath.sigmoid(x);
        if (UNARY == UnaryOp.TANH) return VectorMath.tanh(x);
        if (UNARY == UnaryOp.GELU) return VectorMath.gelu(x);
        if (UNARY == UnaryOp.SILU) return VectorMath.sigmoid(x).mul(x);
        if (UNARY == UnaryOp.SOFTPLUS) return VectorMath.softplus(x);
        throw new AssertionError(OP);
    }

    private static FloatVector apply(FloatVector a, FloatVector b, float alpha) {
        if (BINARY == BinaryOp.ADD) return a.add(b);
        if (BINARY == BinaryOp.SUBTRACT) return a.sub(b);
        if (BINARY == BinaryOp.MULTIPLY) return a.mul(b);
        if (BINARY == BinaryOp.DIVIDE) return a.div(b);
        if (BINARY == BinaryOp.MAXIMUM) return a.max(b);
        if (BINARY == BinaryOp.MINIMUM) return a.min(b);
        if (BINARY == BinaryOp.GREATER_OR_EQUAL) {
            return VectorMath.ZERO.blend(VectorMath.ONE, a.compare(VectorOperators.GE, b));
        }
        if (BINARY == BinaryOp.GREATER) {
            return VectorMath.ZERO.blend(VectorMath.ONE, a.compare(VectorOperators.GT, b));
        }
        if (BINARY == BinaryOp.EQUAL) {
            return VectorMath.ZERO.blend(VectorMath.ONE, a.compare(VectorOperators.EQ, b));
        }
        if (BINARY == BinaryOp.KEEP_WHERE) return a.blend(VectorMath.ZERO, b.compare(VectorOperators.EQ, 0f));
        if (BINARY == BinaryOp.KEEP_WHERE_NOT) return VectorMath.ZERO.blend(a, b.compare(VectorOperators.EQ, 0f));
        return gradient(a, b, alpha);
    }

    private static FloatVector gradient(FloatVector a, FloatVector b, float alpha) {
        if (BINARY == BinaryOp.RELU_GRADIENT) return VectorMath.ZERO.blend(a, b.compare(VectorOperators.GT, 0f));
        if (BINARY == BinaryOp.LEAKY_RELU_GRADIENT) return a.mul(alpha).blend(a, b.compare(VectorOperators.GT, 0f));
        if (BINARY == BinaryOp.ELU_GRADIENT) return a.mul(b.add(alpha)).blend(a, b.compare(VectorOperators.GT, 0f));
        if (BINARY == BinaryOp.SIGMOID_GRADIENT) return a.mul(b.mul(VectorMath.ONE.sub(b)));
        if (BINARY == BinaryOp.TANH_GRADIENT) return a.mul(VectorMath.ONE.sub(b.mul(b)));
        if (BINARY == BinaryOp.ABS_GRADIENT) return a.mul(VectorMath.sign(b));
        if (BINARY == BinaryOp.GELU_GRADIENT) return LongVectorMath.geluSlope(b).mul(a);
        if (BINARY == BinaryOp.SILU_GRADIENT) {
            FloatVector s = VectorMath.sigmoid(b);
            return VectorMath.ONE.sub(s).fma(b, VectorMath.ONE).mul(s).mul(a);
        }
        if (BINARY == BinaryOp.SOFTPLUS_GRADIENT) return VectorMath.sigmoid(b).mul(a);
        if (BINARY == BinaryOp.AT_LEAST_GRADIENT) return VectorMath.ZERO.blend(a, b.compare(VectorOperators.GE, alpha));
        if (BINARY == BinaryOp.AT_MOST_GRADIENT) return VectorMath.ZERO.blend(a, b.compare(VectorOperators.LE, alpha));
        throw new AssertionError(OP);
    }
}
