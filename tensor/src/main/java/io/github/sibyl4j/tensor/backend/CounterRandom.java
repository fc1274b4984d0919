package io.github.sibyl4j.tensor.backend;

/** Random numbers by their place, so that any part of a sequence can be made by any thread. */
public final class CounterRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private CounterRandom() {}

    /** The number at a place of the sequence of a seed, uniform in [0, 1) in steps of 2^-24: SplitMix64's outputs. */
    public static float uniform(long seed, long place) {
        long z = seed + (place + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 40) * 0x1p-24f;
    }
}
