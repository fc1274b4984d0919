package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.bits;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromBits;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Functions of so many vector operations that broadcasting their constants too would be more than the compiler inlines into
 * one method. They read them from fields, for every vector again.
 */
final class LongVectorMath {
    private static final FloatVector ZERO = broadcast(0f);
    private static final FloatVector ONE = broadcast(1f);
    private static final FloatVector HALF = broadcast(0.5f);
    private static final FloatVector INFINITY = broadcast(Float.POSITIVE_INFINITY);
    /** ln 2 in two parts, the first exact in few bits (Cody and Waite). */
    private static final FloatVector LN2_HIGH = broadcast(-0.693359375f);

    private static final FloatVector LN2_LOW = broadcast(2.12194440e-4f);
    private static final FloatVector NOT_A_NUMBER = broadcast(Float.NaN);
    private static final FloatVector MINUS_INFINITY = broadcast(Float.NEGATIVE_INFINITY);
    private static final FloatVector SQUARE_ROOT_OF_HALF = broadcast(0.70710678f);
    private static final FloatVector L8 = broadcast(7.0376836292e-2f);
    private static final FloatVector L7 = broadcast(-1.1514610310e-1f);
    private static final FloatVector L6 = broadcast(1.1676998740e-1f);
    private static final FloatVector L5 = broadcast(-1.2420140846e-1f);
    private static final FloatVector L4 = broadcast(1.4249322787e-1f);
    private static final FloatVector L3 = broadcast(-1.6668057665e-1f);
    private static final FloatVector L2 = broadcast(2.0000714765e-1f);
    private static final FloatVector L1 = broadcast(-2.4999993993e-1f);
    private static final FloatVector L0 = broadcast(3.3333331174e-1f);
    /** Beyond this the density of the standard normal distribution is zero in float32. */
    private static final FloatVector NORMAL_HIGH = broadcast(13f);

    private static final FloatVector DENSITY = broadcast(0.3989422804f);
    /** Abramowitz and Stegun 7.1.26, for erfc(x / sqrt 2) / 2. */
    private static final FloatVector N_T = broadcast(0.3275911f * 0.70710678f);

    private static final FloatVector N5 = broadcast(0.5f * 1.061405429f);
    private static final FloatVector N4 = broadcast(0.5f * -1.453152027f);
    private static final FloatVector N3 = broadcast(0.5f * 1.421413741f);
    private static final FloatVector N2 = broadcast(0.5f * -0.284496736f);
    private static final FloatVector N1 = broadcast(0.5f * 0.254829592f);

    private LongVectorMath() {}

    /**
     * The natural logarithm, relative error about 1e-7 (polynomial of Cephes' logf); numbers below the smallest normal one
     * count as zero. The Vector API's own would give other bits when compiled than when interpreted.
     */
    static FloatVector log(FloatVector x) {
        IntVector bits = bits(x);
        // 2^23 plus the exponent, as a float, less 2^23.
        FloatVector e =
                fromBits(bits.lanewise(VectorOperators.LSHR, 23).or(0x4B000000)).sub(8388608f + 126f);
        FloatVector m = fromBits(bits.and(0x007FFFFF).or(0x3F000000));
        VectorMask<Float> small = m.compare(VectorOperators.LT, SQUARE_ROOT_OF_HALF);
        e = e.blend(e.sub(ONE), small);
        m = m.blend(m.add(m), small).sub(ONE);
        FloatVector square = m.mul(m);
        FloatVector p = L8.fma(m, L7)
                .fma(m, L6)
                .fma(m, L5)
                .fma(m, L4)
                .fma(m, L3)
                .fma(m, L2)
                .fma(m, L1)
                .fma(m, L0);
        FloatVector y = p.mul(m).mul(square).sub(e.mul(LN2_LOW)).sub(square.mul(HALF));
        return m.add(y)
                .sub(e.mul(LN2_HIGH))
                .blend(x, x.compare(VectorOperators.EQ, INFINITY))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.LT, Float.MIN_NORMAL))
                .blend(NOT_A_NUMBER, x.compare(VectorOperators.LT, ZERO))
                .blend(x, x.compare(VectorOperators.NE, x));
    }

    /** {@code exp(-x^2 / 2)}. */
    private static FloatVector bell(FloatVector size) {
        FloatVector bounded = size.blend(NORMAL_HIGH, size.compare(VectorOperators.GT, NORMAL_HIGH));
        return VectorMath.expWithin(bounded.mul(bounded).mul(HALF).neg());
    }

    /** The distribution function of the standard normal distribution, absolute error about 1e-7. */
    private static FloatVector normal(FloatVector x, FloatVector size, FloatVector bell) {
        FloatVector t = ONE.div(size.fma(N_T, ONE));
        FloatVector tail = N5.fma(t, N4).fma(t, N3).fma(t, N2).fma(t, N1).mul(t).mul(bell);
        return tail.blend(ONE.sub(tail), x.compare(VectorOperators.GT, ZERO));
    }

    /** The derivative of {@link VectorMath#gelu}: {@code Phi(x) + x phi(x)}. */
    static FloatVector geluSlope(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector bell = bell(size);
        return bell.mul(DENSITY).fma(x, normal(x, size, bell));
    }
}
