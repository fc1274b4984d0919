package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.calculus.Calculus;
import io.github.sibyl4j.tensor.Seed;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random sequences of two, three and four relations, sorted by what they compose to. */
final class SequencePools {
    static final int SHORTEST = 2;
    static final int LONGEST = 4;
    private static final int BITS = 6;

    private final Calculus calculus;
    private final int[] pairs;
    /** By length and relation: sequences that compose to this relation alone. */
    private final int[][][] replacements = new int[LONGEST + 1][][];

    SequencePools(Calculus calculus, int size, int listed, Seed seed) {
        this.calculus = calculus;
        pairs = pool(SHORTEST, size, seed.split(SHORTEST));
        for (int length = SHORTEST; length <= LONGEST; length++) {
            int[] pool = length == SHORTEST ? pairs : pool(length, size, seed.split(length));
            replacements[length] =
                    replacements(pool, length, listed, seed.split("lists").split(length));
        }
    }

    private int[] pool(int length, int size, Seed seed) {
        SplittableRandom random = seed.random();
        int[] pool = new int[size];
        for (int i = 0; i < size; i++) {
            for (int step = 0; step < length; step++) {
                pool[i] |= random.nextInt(calculus.size()) << BITS * step;
            }
        }
        return pool;
    }

    private int[][] replacements(int[] pool, int length, int listed, Seed seed) {
        int[][] single = new int[calculus.size()][16];
        int[] counts = new int[calculus.size()];
        for (int sequence : pool) {
            long set = composition(sequence, length);
            if (Long.bitCount(set) == 1) {
                int relation = Long.numberOfTrailingZeros(set);
                if (counts[relation] == single[relation].length) {
                    single[relation] = Arrays.copyOf(single[relation], 2 * counts[relation]);
                }
                single[relation][counts[relation]++] = sequence;
            }
        }
        int[][] lists = new int[calculus.size()][listed];
        for (int relation = 0; relation < lists.length; relation++) {
            require(
                    counts[relation] > 0,
                    "none of %d random sequences of %d relations of %s composes to %s alone: raise the pool size",
                    pool.length,
                    length,
                    calculus.name(),
                    calculus.relation(relation));
            SplittableRandom random = seed.split(relation).random();
            for (int i = 0; i < listed; i++) {
                lists[relation][i] = single[relation][random.nextInt(counts[relation])];
            }
        }
        return lists;
    }

    /** What may hold over a pair. */
    long composition(int number) {
        return composition(pairs[number], SHORTEST);
    }

    private long composition(int sequence, int length) {
        long set = 1L << relation(sequence, 0);
        for (int step = 1; step < length; step++) {
            set = calculus.compose(set, 1L << relation(sequence, step));
        }
        return set;
    }

    int[] pair(int number) {
        return unpack(pairs[number], SHORTEST);
    }

    /** The number of a random pair of relations that allows {@code relation} and rules something out. */
    int pairThatAllows(int relation, SplittableRandom random) {
        while (true) {
            int number = random.nextInt(pairs.length);
            long set = composition(pairs[number], SHORTEST);
            // The benchmark's own table has the universal entries empty, so that none of its paths holds one.
            if ((set >>> relation & 1) != 0 && set != calculus.universal()) {
                return number;
            }
        }
    }

    /** A sequence of this length that composes to {@code relation} alone. */
    int[] replacement(int relation, int length, SplittableRandom random) {
        int[] list = replacements[length][relation];
        return unpack(list[random.nextInt(list.length)], length);
    }

    private static int[] unpack(int sequence, int length) {
        int[] relations = new int[length];
        for (int step = 0; step < length; step++) {
            relations[step] = relation(sequence, step);
        }
        return relations;
    }

    private static int relation(int sequence, int step) {
        return sequence >> BITS * step & (1 << BITS) - 1;
    }
}
