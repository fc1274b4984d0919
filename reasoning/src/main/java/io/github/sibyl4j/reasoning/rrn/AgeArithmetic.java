package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Age arithmetic (Palm et al. 2018, in the history of their code): 8 persons of different ages, 0 to 98; how much older or
 * younger one is than another, along a random tree; the age of one; how old is another? A node is a fact: both persons, the kind
 * of fact, a difference or an age, and who is asked about, all one-hot. Every fact talks to every other.
 */
public final class AgeArithmetic {
    /** The largest number of steps from the person whose age is known to the one asked about. */
    public static final int MOST_JUMPS = 7;

    private static final int PERSONS = 8;
    private static final int AGES = 99;
    /** Age differences and ages. */
    private static final int NUMBERS = 100;

    private static final int OLDER = 0;
    private static final int YOUNGER = 1;
    private static final int AGE = 2;
    private static final int FEATURES = 3 * PERSONS + 3 + NUMBERS;
    /** The labelled trees on 8 nodes, one for each Pruefer sequence. */
    private static final int TREES = 1 << 18;

    private static final ProblemGraph FACTS = ProblemGraph.complete(PERSONS);

    private AgeArithmetic() {}

    /** Which trees: nine tenths of them, chosen once and for all, are for training. */
    public enum Part {
        TRAIN,
        TEST
    }

    /**
     * @param problem its answer is an age
     * @param jumps the number of facts that lead from the known age to the one asked for
     */
    public record Question(RrnProblem problem, int jumps) {}

    /** A builder with the published configuration. */
    public static RecurrentRelationalNetwork.Builder network() {
        return RecurrentRelationalNetwork.builder()
                .features(FEATURES)
                .hidden(128)
                .rounds(8)
                .output(Output.GRAPH)
                .outputLayers(1, 0.5)
                .classes(NUMBERS);
    }

    /**
     * Random questions.
     *
     * @param fewest jumps of a question, 0 to 7
     * @param most jumps of a question; pairs of persons farther apart are not asked about
     */
    public static List<Question> questions(Part part, int fewest, int most, int count, Seed seed) {
        requireJumps(fewest, most);
        require(count >= 0, "the number of questions cannot be negative, found %d", count);
        int[] trees = trees(part);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            questions.add(question(trees, fewest, most, seed.split(i).random()));
        }
        return questions;
    }

    /** Questions without end: trees, ages and persons are drawn anew for each, as published. */
    public static ProblemStream stream(Part part, int fewest, int most, Seed seed) {
        requireJumps(fewest, most);
        int[] trees = trees(part);
        return place ->
                question(trees, fewest, most, seed.split(place).random()).problem();
    }

    private static void requireJumps(int fewest, int most) {
        require(
                fewest >= 0 && fewest <= most && most <= MOST_JUMPS,
                "jumps must lie between 0 and %d, found %d to %d",
                MOST_JUMPS,
                fewest,
                most);
    }

    private static int[] trees(Part part) {
        int[] trees = new Seed(0).permutation(TREES);
        int training = (int) (0.9 * TREES);
        return part == Part.TRAIN ? Arrays.copyOf(trees, training) : Arrays.copyOfRange(trees, training, TREES);
    }

    private static Question question(int[] trees, int fewest, int most, SplittableRandom random) {
        while (true) {
            int[][] tree = tree(trees[random.nextInt(trees.length)]);
            int known = random.nextInt(PERSONS);
            int asked = random.nextInt(PERSONS);
            int jumps = distance(tree, known, asked);
            if (jumps >= fewest && jumps <= most) {
                int[] ages = ages(random);
                return new Question(problem(tree, ages, known, asked), jumps);
            }
        }
    }

    private static int[] ages(SplittableRandom random) {
        int[] ages = new int[PERSONS];
        for (int i = 0; i < PERSONS; i++) {
            int age;
            do {
                age = random.nextInt(AGES);
            } while (contains(ages, i, age));
            ages[i] = age;
        }
        return ages;
    }

    private static boolean contains(int[] values, int count, int value) {
        return Arrays.stream(values, 0, count).anyMatch(each -> each == value);
    }

    /** The edges of a tree from its Pruefer sequence, whose six numbers are the octal digits of an index. */
    static int[][] tree(int index) {
        int[] sequence = new int[PERSONS - 2];
        int[] open = new int[PERSONS];
        Arrays.fill(open, 1);
        for (int i = 0; i < sequence.length; i++) {
            sequence[i] = index >> 3 * i & 7;
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

    static int distance(int[][] tree, int from, int to) {
        int[] distances = new int[PERSONS];
        Arrays.fill(distances, PERSONS);
        distances[from] = 0;
        // As many passes as there are edges reach every person.
        for (int pass = 0; pass < tree.length; pass++) {
            for (int[] edge : tree) {
                distances[edge[0]] = Math.min(distances[edge[0]], distances[edge[1]] + 1);
                distances[edge[1]] = Math.min(distances[edge[1]], distances[edge[0]] + 1);
            }
        }
        return distances[to];
    }

    private static RrnProblem problem(int[][] tree, int[] ages, int known, int asked) {
        float[][] facts = new float[PERSONS][];
        for (int i = 0; i < tree.length; i++) {
            int a = tree[i][0];
            int b = tree[i][1];
            facts[i] = fact(a, b, ages[a] >= ages[b] ? OLDER : YOUNGER, Math.abs(ages[a] - ages[b]), asked);
        }
        facts[tree.length] = fact(known, known, AGE, ages[known], asked);
        return RrnProblem.of(FACTS, new int[PERSONS][0], facts, ages[asked]);
    }

    private static float[] fact(int a, int b, int kind, int number, int asked) {
        float[] fact = new float[FEATURES];
        fact[a] = 1;
        fact[PERSONS + b] = 1;
        fact[2 * PERSONS + kind] = 1;
        fact[2 * PERSONS + 3 + number] = 1;
        fact[2 * PERSONS + 3 + NUMBERS + asked] = 1;
        return fact;
    }
}
