package io.github.sibyl4j.tensor;

import java.util.SplittableRandom;

/**
 * An explicit source of randomness. Every use takes a seed of its own, split off by name or number, so that adding one
 * use does not change another, and equal seeds give equal numbers on every machine.
 */
public record Seed(long value) {

    /** The seed of a named use. */
    public Seed split(String use) {
        long hash = value;
        for (int i = 0; i < use.length(); i++) {
            hash = mix(hash + use.charAt(i));
        }
        return new Seed(mix(hash + use.length()));
    }

    /** The seed of a numbered use: an epoch, a layer, a batch. */
    public Seed split(long number) {
        return new Seed(mix(mix(value) + number));
    }

    /** A generator that starts from this seed; each call gives the same one. */
    public SplittableRandom random() {
        return new SplittableRandom(value);
    }

    /** {@code count} numbers that are uniform in {@code [-bound, bound)}. */
    public float[] uniform(int count, double bound) {
        SplittableRandom random = random();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return values;
    }

    /** {@code count} numbers from the standard normal distribution (Box and Muller 1958). */
    public float[] normal(int count) {
        SplittableRandom random = random();
        float[] values = new float[count];
        for (int i = 0; i < count; i += 2) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            double angle = 2 * Math.PI * random.nextDouble();
            values[i] = (float) (radius * Math.cos(angle));
            if (i + 1 < count) {
                values[i + 1] = (float) (radius * Math.sin(angle));
            }
        }
        return values;
    }

    /** The numbers 0 to {@code count - 1} in random order. */
    public int[] permutation(int count) {
        SplittableRandom random = random();
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
