package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.reasoning.rrn.Family.PERSONS;

/** A question about ages as a graph whose nodes are facts. */
final class AgeFacts {
    /** Of ages and of their differences, one-hot. */
    static final int NUMBERS = 100;
    /** Both persons, the kind of fact, a number, and the person asked about. */
    static final int FEATURES = 3 * PERSONS + 3 + NUMBERS;

    private static final int OLDER = 0;
    private static final int YOUNGER = 1;
    private static final int AGE = 2;
    private static final ProblemGraph GRAPH = ProblemGraph.complete(PERSONS);

    private AgeFacts() {}

    static RrnProblem problem(Family family, int asked) {
        int[] ages = family.ages();
        float[][] facts = new float[PERSONS][];
        int place = 0;
        for (int[] pair : family.tree()) {
            int difference = ages[pair[0]] - ages[pair[1]];
            facts[place++] = fact(pair[0], pair[1], difference > 0 ? OLDER : YOUNGER, Math.abs(difference), asked);
        }
        facts[place] = fact(family.known(), family.known(), AGE, ages[family.known()], asked);
        return RrnProblem.of(GRAPH, new int[PERSONS][0], facts, ages[asked]);
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
