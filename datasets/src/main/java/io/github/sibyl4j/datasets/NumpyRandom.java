package io.github.sibyl4j.datasets;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.util.FastMath;

/**
 * The random stream of numpy's {@code RandomState(seed)}, so that a data set published as "numpy, seed 42" can be
 * generated again.
 *
 * <p>The generator is MT19937 (Matsumoto and Nishimura, ACM TOMACS 1998) seeded with its {@code init_genrand}. Uniform
 * numbers equal numpy's in every bit. Normal numbers come from the polar method of Marsaglia in numpy's order of
 * operations and equal numpy's but for the last digits of about one in 2,700: numpy takes the logarithm from the C
 * library of the machine, this class from Commons Math, which gives the same bits on every JVM.
 */
final class NumpyRandom {
    private final MersenneTwister bits;
    private double spare;
    private boolean hasSpare;

    NumpyRandom(int seed) {
        bits = new MersenneTwister(seed);
    }

    /** A number of [0, 1) with 53 random bits; {@code nextDouble()} of the twister itself would give 52. */
    double uniform() {
        long high = bits.nextInt() >>> 5;
        long low = bits.nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** A standard normal number. They are made in pairs; numpy hands out the second one first. */
    double normal() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double first;
        double second;
        double square;
        do {
            first = 2.0 * uniform() - 1.0;
            second = 2.0 * uniform() - 1.0;
            square = first * first + second * second;
        } while (square >= 1.0 || square == 0.0);
        double factor = Math.sqrt(-2.0 * FastMath.log(square) / square);
        spare = factor * first;
        hasSpare = true;
        return factor * second;
    }
}
