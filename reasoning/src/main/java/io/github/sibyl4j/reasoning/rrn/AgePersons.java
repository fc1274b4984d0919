package io.github.sibyl4j.reasoning.rrn;

import static io.github.sibyl4j.reasoning.rrn.Family.PERSONS;

import java.util.Arrays;
import java.util.List;

/** Questions about ages as a graph whose nodes are persons and whose edges are facts. */
final class AgePersons {
    /** The known age, one-hot, and whether it is known. */
    static final int FEATURES = AgeFacts.NUMBERS + 1;
    /** Whether the target is older or younger than the source, and by how much. */
    static final int EDGE_FEATURES = 2 + AgeFacts.NUMBERS;

    private static final int OLDER = 0;
    private static final int YOUNGER = 1;

    private AgePersons() {}

    static RrnProblem problem(Family family, List<Integer> asked) {
        int[] ages = family.ages();
        int edges = 2 * family.tree().length;
        int[] sources = new int[edges];
        int[] targets = new int[edges];
        float[][] facts = new float[edges][EDGE_FEATURES];
        int edge = 0;
        for (int[] pair : family.tree()) {
            for (int end = 0; end < 2; end++) {
                sources[edge] = pair[end];
                targets[edge] = pair[1 - end];
                int difference = ages[targets[edge]] - ages[sources[edge]];
                facts[edge][difference > 0 ? OLDER : YOUNGER] = 1;
                facts[edge++][2 + Math.abs(difference)] = 1;
            }
        }
        float[][] persons = new float[PERSONS][FEATURES];
        persons[family.known()][ages[family.known()]] = 1;
        persons[family.known()][AgeFacts.NUMBERS] = 1;
        int[] answers = new int[PERSONS];
        Arrays.fill(answers, RrnProblem.NOT_ASKED);
        for (int person : asked) {
            answers[person] = ages[person];
        }
        ProblemGraph graph = ProblemGraph.of(PERSONS, sources, targets, facts);
        return RrnProblem.of(graph, new int[PERSONS][0], persons, answers);
    }
}
