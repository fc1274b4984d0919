package io.github.sibyl4j.graph.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * FF-LA, forward-forward with appended labels: the features of training nodes are followed by their class, which is right
 * in the positive view and wrong in the negative ones; of all other nodes it is left open. Every view goes on with its own
 * outputs.
 */
final class LabelAppending {
    private LabelAppending() {}

    static Learned learn(NodeProblem problem) {
        Function<int[], View> viewOf = said ->
                new View(problem.data.graph(), LabelBlocks.append(problem.data.features(), said, problem.classes()));
        List<View> views = new ArrayList<>();
        views.add(viewOf.apply(saidOfTraining(problem, problem.data.labels())));
        for (int[] wrong : WrongClasses.draw(problem)) {
            views.add(viewOf.apply(saidOfTraining(problem, wrong)));
        }
        LocalObjective objective = LocalObjective.contrast(
                views, problem.train, Goodness.SUM_OF_SQUARES, ContrastiveLoss.forwardForward(problem.config.theta()));
        List<LocalLayer> layers = problem.layers(problem.data.features().width() + problem.classes());
        return Hypotheses.learn(problem, layers, objective, viewOf);
    }

    private static int[] saidOfTraining(NodeProblem problem, int[] classes) {
        int[] said = new int[problem.nodes()];
        Arrays.fill(said, LabelBlocks.OPEN);
        for (int node : problem.train) {
            said[node] = classes[node];
        }
        return said;
    }
}
