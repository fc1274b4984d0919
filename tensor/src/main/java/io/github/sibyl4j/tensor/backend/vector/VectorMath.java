package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.FLOATS;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.bits;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromBits;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Functions on vectors, far faster than a scalar call a lane and the same on every processor with fused multiply-add. They
 * are as short as accuracy allows, because the compiler inlines no more than some fifty vector operations into one method
 * ({@code NodeCountInliningCutoff}), and the vectors of the rest go through the heap. A constant is broadcast where it is
 * used, an operation too, for the compiler then keeps it in a register; one in a field is read again for every vector.
 * Bounds, used twice each, are in fields all the same. See {@link LongVectorMath} for functions that are longer.
 */
final class VectorMath {
    /** Beyond these exp is infinite or zero in float32 (results below the smallest normal number are flushed). */
    private static final float EXP_HIGH = 88.72f;

    private static final float EXP_LOW = -87.33f;

    static final FloatVector ZERO = broadcast(0f);
    static final FloatVector ONE = broadcast(1f);
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float LOG2_E = 1.44269504f;
    /** 1.5 * 2^23: adding it rounds to an integer and leaves that integer in the low bits. */
    private static final float ROUND = 12582912f;

    private static final float MINUS_LN2 = -0.693147182f;
    /** (exp(x) - 1) / x within half a ln 2, the largest relative error of exp is 9e-8. */
    private static final float E5 = 8.290229365e-3f;

    private static final float E4 = 4.189839214e-2f;
    private static final float E3 = 1.666764021e-1f;
    private static final float E2 = 4.999914467e-1f;
    private static final float E1 = 9.999997020e-1f;
    private static final FloatVector SIGMOID_HIGH = broadcast(87f);
    private static final FloatVector SIGMOID_LOW = broadcast(-87f);
    private static final FloatVector TANH_HIGH = broadcast(7.90531110763549805f);
    private static final FloatVector TANH_LOW = broadcast(-7.90531110763549805f);
    private static final float T13 = -2.76076847742355e-16f;
    private static final float T11 = 2.00018790482477e-13f;
    private static final float T9 = -8.60467152213735e-11f;
    private static final float T7 = 5.12229709037114e-08f;
    private static final float T5 = 1.48572235717979e-05f;
    private static final float T3 = 6.37261928875436e-04f;
    private static final float T1 = 4.89352455891786e-03f;
    private static final float D6 = 1.19825839466702e-06f;
    private static final float D4 = 1.18534705686654e-04f;
    private static final float D2 = 2.26843463243900e-03f;
    private static final float D0 = 4.89352518554385e-03f;

    private static final float HALF = 0.5f;

    /** log(1 + x) / x on [0, 1], a Chebyshev fit of degree 10; the constant term is 1. */
    private static final float G10 = 0.00203769f;

    private static final float G9 = -0.01344483f;
    private static final float G8 = 0.04155762f;
    private static final float G7 = -0.08253533f;
    private static final float G6 = 0.12425103f;
    private static final float G5 = -0.16108632f;
    private static final float G4 = 0.19891537f;
    private static final float G3 = -0.24987393f;
    private static final float G2 = 0.33332569f;
    private static final float G1 = -0.49999982f;

    private static final IntVector PHI_HIGH_BITS =
            IntVector.broadcast(SPECIES.withLanes(int.class), Float.floatToRawIntBits(5.5f));
    private static final float P12 = 1.1050415443801e-10f;
    private static final float P10 = -2.351116812349e-8f;
    private static final float P8 = 3.849245786114e-6f;
    private static final float P6 = 2.174721157644e-4f;
    private static final float P4 = 4.796063061804e-3f;
    private static final float P2 = 4.025444760919e-2f;
    private static final float P0 = 3.989415466785e-1f;
    private static final float Q8 = 7.894195732661e-5f;
    private static final float Q6 = 2.094403374940e-3f;
    private static final float Q4 = 3.162815794849e-2f;
    private static final float Q2 = 2.675610482693e-1f;

    // Each a constant of its own: the compiler does not look into arrays.
    private static final VectorShuffle<Float> BY_8 = rotation(8);
    private static final VectorShuffle<Float> BY_4 = rotation(4);
    private static final VectorShuffle<Float> BY_2 = rotation(2);
    private static final VectorShuffle<Float> BY_1 = rotation(1);

    private VectorMath() {}

    static FloatVector exp(FloatVector x) {
        return expWithin(x)
                .blend(INFINITY, x.compare(VectorOperators.GT, EXP_HIGH))
                .blend(0f, x.compare(VectorOperators.LT, EXP_LOW));
    }

    /** exp for arguments that cannot overflow; 0 below the lower bound. */
    static FloatVector expBelowZero(FloatVector x) {
        return expWithin(x).blend(0f, x.compare(VectorOperators.LT, EXP_LOW));
    }

    /**
     * exp for arguments between the bounds above, relative error below 3e-7: {@code 2^n exp(r)}, where the power of two is
     * added to the exponent. NaN stays NaN.
     */
    static FloatVector expWithin(FloatVector x) {
        FloatVector rounded = x.fma(LOG2_E, ROUND);
        FloatVector r = rounded.sub(ROUND).fma(broadcast(MINUS_LN2), x);
        FloatVector p = broadcast(E5)
                .fma(r, broadcast(E4))
                .fma(r, broadcast(E3))
                .fma(r, broadcast(E2))
                .fma(r, broadcast(E1))
                .fma(r, broadcast(1f));
        IntVector exponent = bits(rounded).lanewise(VectorOperators.LSHL, 23);
        return fromBits(bits(p).add(exponent));
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector bounded = x.blend(SIGMOID_LOW, x.compare(VectorOperators.LT, SIGMOID_LOW))
                .blend(SIGMOID_HIGH, x.compare(VectorOperators.GT, SIGMOID_HIGH));
        return broadcast(1f).div(expWithin(bounded.neg()).add(1f));
    }

    /** A quotient of odd and even polynomials (Eigen's coefficients), a few units in the last place; NaN stays NaN. */
    static FloatVector tanh(FloatVector x) {
        FloatVector b = x.blend(TANH_LOW, x.compare(VectorOperators.LT, TANH_LOW))
                .blend(TANH_HIGH, x.compare(VectorOperators.GT, TANH_HIGH));
        FloatVector s = b.mul(b);
        FloatVector p = broadcast(T13)
                .fma(s, broadcast(T11))
                .fma(s, broadcast(T9))
                .fma(s, broadcast(T7))
                .fma(s, broadcast(T5))
                .fma(s, broadcast(T3))
                .fma(s, broadcast(T1));
        return p.mul(b)
                .div(broadcast(D6).fma(s, broadcast(D4)).fma(s, broadcast(D2)).fma(s, broadcast(D0)));
    }

    /** {@code x > 0 ? x : alpha (exp(x) - 1)}, absolute error about 1e-7. */
    static FloatVector elu(FloatVector x, float alpha) {
        FloatVector bounded = x.blend(SIGMOID_LOW, x.compare(VectorOperators.LT, SIGMOID_LOW))
                .blend(0f, x.compare(VectorOperators.GT, 0f));
        return expWithin(bounded).sub(1f).mul(alpha).blend(x, x.compare(VectorOperators.GT, 0f));
    }

    static FloatVector sign(FloatVector x) {
        return x.sub(x)
                .blend(1f, x.compare(VectorOperators.GT, 0f))
                .blend(broadcast(-1f), x.compare(VectorOperators.LT, 0f));
    }

    /** {@code log(1 + exp(x))}, relative error about 2e-7. */
    static FloatVector softplus(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector e = expWithin(size.blend(SIGMOID_HIGH, size.compare(VectorOperators.GT, SIGMOID_HIGH))
                .neg());
        FloatVector p = broadcast(G10)
                .fma(e, broadcast(G9))
                .fma(e, broadcast(G8))
                .fma(e, broadcast(G7))
                .fma(e, broadcast(G6))
                .fma(e, broadcast(G5));
        p = p.fma(e, broadcast(G4))
                .fma(e, broadcast(G3))
                .fma(e, broadcast(G2))
                .fma(e, broadcast(G1))
                .fma(e, broadcast(1f));
        return p.fma(e, x.blend(0f, x.compare(VectorOperators.LT, 0f)));
    }

    /**
     * {@code x Phi(x)} as {@code x / 2 + |x| (Phi(|x|) - 1/2)}, the bracket a quotient of an odd and an even polynomial
     * (a minimax fit up to 5.5, where it reaches 1/2); absolute error about 1e-7 times {@code |x|}.
     */
    static FloatVector gelu(FloatVector x) {
        FloatVector size = x.abs();
        // Positive floats are ordered as their bits are; NaN comes back by way of x.
        FloatVector u = fromBits(bits(size).min(PHI_HIGH_BITS));
        FloatVector s = u.mul(u);
        FloatVector p = broadcast(P12)
                .fma(s, broadcast(P10))
                .fma(s, broadcast(P8))
                .fma(s, broadcast(P6))
                .fma(s, broadcast(P4))
                .fma(s, broadcast(P2))
                .fma(s, broadcast(P0));
        FloatVector q = broadcast(Q8)
                .fma(s, broadcast(Q6))
                .fma(s, broadcast(Q4))
                .fma(s, broadcast(Q2))
                .fma(s, broadcast(1f));
        return p.mul(u).div(q).fma(size, x.mul(HALF));
    }

    // The next three are called once a row, too seldom for the compiler to put methods of ours that they call in their
    // place.

    /** The sum of all lanes in a fixed order, that of a tree, whether interpreted or compiled. */
    static float sumOfLanes(FloatVector x) {
        return sumOfCopies(x, 1).lane(0);
    }

    /** In every lane the sum of the lanes that are multiples of {@code period}, a power of two, away, in a fixed order. */
    static FloatVector sumOfCopies(FloatVector x, int period) {
        FloatVector sum = (FloatVector) FLOATS.cast(x);
        if (SPECIES.length() > 8 && period <= 8) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (SPECIES.length() > 4 && period <= 4) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        if (SPECIES.length() > 2 && period <= 2) {
            sum = sum.add(sum.rearrange(BY_2));
        }
        return period == 1 ? sum.add(sum.rearrange(BY_1)) : sum;
    }

    /** The largest value of all lanes, NaN left out. */
    static float maxOfLanes(FloatVector x) {
        FloatVector max = (FloatVector) FLOATS.cast(x);
        if (SPECIES.length() > 8) {
            FloatVector other = max.rearrange(BY_8);
            max = max.blend(other, other.compare(VectorOperators.GT, max));
        }
        if (SPECIES.length() > 4) {
            FloatVector other = max.rearrange(BY_4);
            max = max.blend(other, other.compare(VectorOperators.GT, max));
        }
        if (SPECIES.length() > 2) {
            FloatVector other = max.rearrange(BY_2);
            max = max.blend(other, other.compare(VectorOperators.GT, max));
        }
        FloatVector other = max.rearrange(BY_1);
        return max.blend(other, other.compare(VectorOperators.GT, max)).lane(0);
    }

    /** Lanes of {@code b} where they are larger than those of {@code a}. */
    static FloatVector larger(FloatVector a, FloatVector b) {
        return exact(a).blend(b, exact(b).compare(VectorOperators.GT, a));
    }

    /** Moves every lane down by so many places, and around. */
    private static VectorShuffle<Float> rotation(int places) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane + places) % SPECIES.length());
    }
}
