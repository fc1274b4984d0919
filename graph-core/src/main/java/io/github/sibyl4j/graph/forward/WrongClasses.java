package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Seed;

/** The wrong classes of every node in an order of its own, drawn once before training. */
final class WrongClasses {
    private WrongClasses() {}

    /** For each set of negatives, a wrong class for every node; nodes without a known class get any. */
    static int[][] draw(NodeProblem problem) {
        int others = problem.classes() - 1;
        int wanted = problem.config.negatives();
        require(
                wanted <= others,
                "%d wrong classes were asked for every node, but of %d classes only %d are wrong: ask for fewer, or 0 for"
                        + " all",
                wanted,
                problem.classes(),
                others);
        int[][] wrong = new int[wanted == 0 ? others : wanted][problem.nodes()];
        Seed seed = problem.seed.split("negatives");
        for (int node = 0; node < problem.nodes(); node++) {
            int right = Math.max(0, problem.data.label(node));
            int[] order = seed.split(node).permutation(others);
            for (int r = 0; r < wrong.length; r++) {
                wrong[r][node] = order[r] < right ? order[r] : order[r] + 1;
            }
        }
        return wrong;
    }
}
