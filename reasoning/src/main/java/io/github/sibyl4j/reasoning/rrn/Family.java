package io.github.sibyl4j.reasoning.rrn;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Persons of different ages, and one whose age is known.
 *
 * @param ages in years, of each person
 * @param tree the pairs of persons whose difference of ages is known
 * @param known the person whose age is
 */
record Family(int[] ages, int[][] tree, int known) {
    static final int PERSONS = 8;
    /** Ages are smaller than this. */
    static final int AGES = 99;
    /** One for each Pruefer sequence of 6 persons. */
    static final int TREES = 262_144;

    /** @param tree 0 to {@link #TREES} - 1 */
    static Family draw(int tree, SplittableRandom random) {
        int known = random.nextInt(PERSONS);
        int[] ages = new int[PERSONS];
        for (int person = 0; person < PERSONS; person++) {
            int age;
            do {
                age = random.nextInt(AGES);
            } while (contains(ages, person, age));
            ages[person] = age;
        }
        return new Family(ages, tree(tree), known);
    }

    private static boolean contains(int[] values, int count, int value) {
        return Arrays.stream(values, 0, count).anyMatch(each -> each == value);
    }

    /** The edges of a tree from its Pruefer sequence, whose numbers are the digits of an index to the base of the persons. */
    static int[][] tree(int index) {
        int[] sequence = new int[PERSONS - 2];
        int[] open = new int[PERSONS];
        Arrays.fill(open, 1);
        int rest = index;
        for (int i = 0; i < sequence.length; i++) {
            sequence[i] = rest % PERSONS;
            rest /= PERSONS;
            open[sequence[i]]++;
        }
        int[][] edges = new int[PERSONS - 1][];
        for (int i = 0; i < sequence.length; i++) {
            int leaf = leaf(open);
            edges[i] = new int[] {leaf, sequence[i]};
            open[leaf]--;
            open[sequence[i]]--;
        }
        int last = leaf(open);
        open[last]--;
        edges[PERSONS - 2] = new int[] {last, leaf(open)};
        return edges;
    }

    private static int leaf(int[] open) {
        int leaf = 0;
        while (open[leaf] != 1) {
            leaf++;
        }
        return leaf;
    }

    /** How many differences lead from the known age to that of each person. */
    int[] jumps() {
        int[] jumps = new int[PERSONS];
        Arrays.fill(jumps, PERSONS);
        jumps[known] = 0;
        // As many passes as there are edges reach every person.
        for (int pass = 0; pass < tree.length; pass++) {
            for (int[] edge : tree) {
                jumps[edge[0]] = Math.min(jumps[edge[0]], jumps[edge[1]] + 1);
                jumps[edge[1]] = Math.min(jumps[edge[1]], jumps[edge[0]] + 1);
            }
        }
        return jumps;
    }
}
