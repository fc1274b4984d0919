package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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
    /** For 1 fact, 2 facts and so on. */
    private static final List<ProblemGraph> FACTS =
            IntStream.rangeClosed(1, PERSONS).mapToObj(ProblemGraph::complete).toList();

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
        requireJumps(PERSONS, fewest, most);
        requireCount(count);
        int[] trees = trees(part);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            questions.add(question(PERSONS, trees, fewest, most, seed.split(i).random()));
        }
        return questions;
    }

    /** Questions without end: trees, ages and persons are drawn anew for each, as published. */
    public static ProblemStream stream(Part part, int fewest, int most, Seed seed) {
        requireJumps(PERSONS, fewest, most);
        int[] trees = trees(part);
        return place -> question(PERSONS, trees, fewest, most, seed.split(place).random())
                .problem();
    }

    /**
     * Questions without end about fewer persons, some of the same 8, with as many facts, to begin with.
     *
     * @param persons 2 to 7
     * @param most jumps of a question, less than persons
     */
    public static ProblemStream smallFamilies(int persons, int most, Seed seed) {
        requireFamily(persons, most);
        int[] trees = IntStream.range(0, treeCount(persons)).toArray();
        return place ->
                question(persons, trees, 0, most, seed.split(place).random()).problem();
    }

    /** Random questions about so few persons, as {@link #smallFamilies} has them, of a number of jumps. */
    public static List<Question> smallFamilyQuestions(int persons, int jumps, int count, Seed seed) {
        requireFamily(persons, jumps);
        requireCount(count);
        int[] trees = IntStream.range(0, treeCount(persons)).toArray();
        return IntStream.range(0, count)
                .mapToObj(i ->
                        question(persons, trees, jumps, jumps, seed.split(i).random()))
                .toList();
    }

    private static void requireFamily(int persons, int most) {
        require(
                persons >= 2 && persons < PERSONS,
                "a small family has 2 to %d persons, found %d",
                PERSONS - 1,
                persons);
        requireJumps(persons, 0, most);
    }

    private static void requireJumps(int persons, int fewest, int most) {
        require(
                fewest >= 0 && fewest <= most && most < persons,
                "jumps must lie between 0 and %d, found %d to %d",
                persons - 1,
                fewest,
                most);
    }

    private static void requireCount(int count) {
        require(count >= 0, "the number of questions cannot be negative, found %d", count);
    }

    private static int[] trees(Part part) {
        int[] trees = new Seed(0).permutation(treeCount(PERSONS));
        int training = (int) (0.9 * trees.length);
        return part == Part.TRAIN ? Arrays.copyOf(trees, training) : Arrays.copyOfRange(trees, training, trees.length);
    }

    /** The number of labelled trees, one for each Pruefer sequence. */
    private static int treeCount(int persons) {
        return (int) Math.round(Math.pow(persons, persons - 2));
    }

    private static Question question(int persons, int[] trees, int fewest, int most, SplittableRandom random) {
        while (true) {
            int[][] tree = tree(persons, trees[random.nextInt(trees.length)]);
            int known = random.nextInt(persons);
            int asked = random.nextInt(persons);
            int jumps = distance(persons, tree, known, asked);
            if (jumps >= fewest && jumps <= most) {
                int[] ages = distinct(persons, AGES, random);
                // Trees of 8 persons have all labels already.
                int[] names =
                        persons == PERSONS ? IntStream.range(0, PERSONS).toArray() : distinct(persons, PERSONS, random);
                return new Question(problem(tree, ages, names, known, asked), jumps);
            }
        }
    }

    /** Different numbers below a bound. */
    private static int[] distinct(int count, int bound, SplittableRandom random) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int number;
            do {
                number = random.nextInt(bound);
            } while (contains(numbers, i, number));
            numbers[i] = number;
        }
        return numbers;
    }

    private static boolean contains(int[] values, int count, int value) {
        return Arrays.stream(values, 0, count).anyMatch(each -> each == value);
    }

    /** The edges of a tree from its Pruefer sequence, whose numbers are the digits of an index to the base of the persons. */
    static int[][] tree(int persons, int index) {
        int[] sequence = new int[persons - 2];
        int[] open = new int[persons];
        Arrays.fill(open, 1);
        int rest = index;
        for (int i = 0; i < sequence.length; i++) {
            sequence[i] = rest % persons;
            rest /= persons;
            open[sequence[i]]++;
        }
        int[][] edges = new int[persons - 1][];
        for (int i = 0; i < sequence.length; i++) {
            int leaf = leaf(open);
            edges[i] = new int[] {leaf, sequence[i]};
            open[leaf]--;
            open[sequence[i]]--;
        }
        int last = leaf(open);
        open[last]--;
        edges[persons - 2] = new int[] {last, leaf(open)};
        return edges;
    }

    private static int leaf(int[] open) {
        int leaf = 0;
        while (open[leaf] != 1) {
            leaf++;
        }
        return leaf;
    }

    static int distance(int persons, int[][] tree, int from, int to) {
        int[] distances = new int[persons];
        Arrays.fill(distances, persons);
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

    private static RrnProblem problem(int[][] tree, int[] ages, int[] names, int known, int asked) {
        float[][] facts = new float[ages.length][];
        for (int i = 0; i < tree.length; i++) {
            int a = tree[i][0];
            int b = tree[i][1];
            facts[i] = fact(
                    names[a],
                    names[b],
                    ages[a] >= ages[b] ? OLDER : YOUNGER,
                    Math.abs(ages[a] - ages[b]),
                    names[asked]);
        }
        facts[tree.length] = fact(names[known], names[known], AGE, ages[known], names[asked]);
        return RrnProblem.of(FACTS.get(ages.length - 1), new int[ages.length][0], facts, ages[asked]);
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
