package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.SPECIES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.bits;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.broadcast;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromBits;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/**
 * Uses every vector operation in turn before the compiler has looked at any of them.
 *
 * <p>Until a kernel is compiled, its operations run in the Vector API's own Java code, which all of them share. If that code
 * sees one kind of operation for long, it is compiled for that kind alone, and every other kind then counts as a mistaken
 * guess against each method that contains the operation. A kernel of some twenty operations inherits more of those than
 * the compiler tolerates (100, {@code PerMethodTrapLimit}); it then no longer trusts types, and vectors become objects.
 * What has been seen in turn is not guessed.
 */
final class VectorWarmUp {
    /** Enough for profiles to begin (200 calls) and to see every kind, far from what is compiled for good (5,000). */
    private static final int ROUNDS = 300;

    private VectorWarmUp() {}

    static void run() {
        float[] lanes = new float[2 * LANES];
        HostBuffer room = HostBuffer.of(2L * LANES);
        Object memory = room.vectorView();
        int at = room.byteOffset();
        VectorShuffle<Float> shuffle = VectorShuffle.fromOp(SPECIES, lane -> LANES - 1 - lane);
        for (int i = 0; i < ROUNDS; i++) {
            FloatVector x = fromArray(lanes, 0);
            FloatVector y = VectorMemory.load(memory, at).add(broadcast(0.5f));
            FloatVector sums = x.add(y).sub(x.mul(y)).div(y).add(1f).sub(1f).mul(2f);
            FloatVector one = sums.fma(x, y).neg().abs().sqrt().max(x).min(y).add(x.fma(2f, 1f));
            FloatVector other = whole(one).rearrange(shuffle).add(zero());
            FloatVector chosen = chosen(one, other);
            VectorMemory.store(chosen, memory, at + LANES * Float.BYTES);
            chosen.intoArray(lanes, LANES);
        }
    }

    private static FloatVector whole(FloatVector x) {
        IntVector bits = bits(x);
        IntVector shifted = bits.lanewise(VectorOperators.LSHR, 23).lanewise(VectorOperators.LSHL, 23);
        return fromBits(shifted.add(bits).min(bits).and(bits).or(1).and(3));
    }

    private static FloatVector chosen(FloatVector x, FloatVector y) {
        VectorMask<Float> less = x.compare(VectorOperators.LT, y);
        return x.blend(y, less)
                .blend(0f, x.compare(VectorOperators.GT, 0f))
                .blend(x, y.compare(VectorOperators.EQ, x))
                .blend(y, y.compare(VectorOperators.NE, x))
                .blend(x, y.compare(VectorOperators.LE, x))
                .blend(1f, y.compare(VectorOperators.GE, x));
    }
}
