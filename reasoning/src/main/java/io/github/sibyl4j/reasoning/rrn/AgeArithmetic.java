package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Age arithmetic (Palm et al. 2018, in the history of their code): 8 persons of different ages, 0 to 98; how much older or
 * younger one is than another, along a random tree; the age of one; how old is another?
 */
public final class AgeArithmetic {
    /** The largest number of steps from the person whose age is known to the one asked about. */
    public static final int MOST_JUMPS = Family.PERSONS - 1;

    private AgeArithmetic() {}

    /** What the nodes of a problem's graph are. */
    public enum Nodes {
        /**
         * As published: a node is a fact, both persons, its kind, the difference or the age, and who is asked about, all one-hot.
         * Every fact talks to every other, and which of them speak of the same person is to be learned.
         */
        FACTS {
            @Override
            RecurrentRelationalNetwork.Builder network() {
                return RecurrentRelationalNetwork.builder()
                        .features(AgeFacts.FEATURES)
                        .output(Output.GRAPH);
            }

            @Override
            RrnProblem question(Family family, int asked) {
                return AgeFacts.problem(family, asked);
            }

            @Override
            RrnProblem lesson(Family family, List<Integer> candidates, SplittableRandom random) {
                return question(family, candidates.get(random.nextInt(candidates.size())));
            }
        },
        /**
         * A node is a person, who knows no more than the own age if it is the known one, and an edge is a fact, whose kind and
         * difference are one-hot. In training all persons within reach are asked for their ages.
         */
        PERSONS {
            @Override
            RecurrentRelationalNetwork.Builder network() {
                return RecurrentRelationalNetwork.builder()
                        .features(AgePersons.FEATURES)
                        .edgeFeatures(AgePersons.EDGE_FEATURES)
                        .output(Output.NODE);
            }

            @Override
            RrnProblem question(Family family, int asked) {
                return AgePersons.problem(family, List.of(asked));
            }

            @Override
            RrnProblem lesson(Family family, List<Integer> candidates, SplittableRandom random) {
                return AgePersons.problem(family, candidates);
            }
        };

        abstract RecurrentRelationalNetwork.Builder network();

        abstract RrnProblem question(Family family, int asked);

        /** @param candidates the persons who may be asked about */
        abstract RrnProblem lesson(Family family, List<Integer> candidates, SplittableRandom random);
    }

    /** Which trees: nine tenths of them, chosen once and for all, are for training. */
    public enum Part {
        TRAIN,
        TEST
    }

    /** A builder with the published configuration, but for what the nodes are. */
    public static RecurrentRelationalNetwork.Builder network(Nodes nodes) {
        return nodes.network().hidden(128).rounds(8).outputLayers(1, 0.5).classes(AgeFacts.NUMBERS);
    }

    /**
     * Random questions, each about the age of one person.
     *
     * @param fewest jumps of a question, the number of facts that lead from the known age to the one asked for: 0 to 7
     * @param most jumps of a question; pairs of persons farther apart are not asked about
     */
    public static List<RrnProblem> questions(Nodes nodes, Part part, int fewest, int most, int count, Seed seed) {
        requireJumps(fewest, most);
        require(count >= 0, "the number of questions cannot be negative, found %d", count);
        int[] trees = trees(part);
        List<RrnProblem> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = seed.split(i).random();
            while (questions.size() == i) {
                Family family = family(trees, random);
                // The person is drawn without looking, so that pairs of persons are as frequent as in the trees.
                int asked = random.nextInt(Family.PERSONS);
                int jumps = family.jumps()[asked];
                if (jumps >= fewest && jumps <= most) {
                    questions.add(nodes.question(family, asked));
                }
            }
        }
        return questions;
    }

    /** Training questions without end: trees, ages and persons are drawn anew for each, as published. */
    public static ProblemStream stream(Nodes nodes, Part part, int fewest, int most, Seed seed) {
        requireJumps(fewest, most);
        int[] trees = trees(part);
        return place -> {
            SplittableRandom random = seed.split(place).random();
            while (true) {
                Family family = family(trees, random);
                int[] jumps = family.jumps();
                List<Integer> candidates = new ArrayList<>();
                for (int person = 0; person < jumps.length; person++) {
                    if (jumps[person] >= fewest && jumps[person] <= most) {
                        candidates.add(person);
                    }
                }
                if (!candidates.isEmpty()) {
                    return nodes.lesson(family, candidates, random);
                }
            }
        };
    }

    private static Family family(int[] trees, SplittableRandom random) {
        return Family.draw(trees[random.nextInt(trees.length)], random);
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
        int[] trees = new Seed(0).permutation(Family.TREES);
        int training = (int) (0.9 * trees.length);
        return part == Part.TRAIN ? Arrays.copyOf(trees, training) : Arrays.copyOfRange(trees, training, trees.length);
    }
}
