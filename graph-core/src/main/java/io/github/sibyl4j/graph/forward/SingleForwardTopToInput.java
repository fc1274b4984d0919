package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * SF-Top-To-Input: the single forward loss, where layers hear those above them. The last layer hears the classes of the
 * training nodes; those of all others are left open, so what it hears in training differs from what it is asked about.
 */
final class SingleForwardTopToInput {
    private SingleForwardTopToInput() {}

    static Learned learn(NodeProblem problem) {
        SingleForward task = new SingleForward(problem);
        View view = task.views().get(0);
        ForwardConfig config = problem.config;
        List<LocalLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            int below = i == 0 ? view.features().width() : config.hidden();
            int above = i == config.layers() - 1 ? problem.classes() : config.hidden();
            layers.add(problem.backbone.layer(
                    below + above, config.hidden(), problem.seed.split("layers").split(i)));
        }
        try (Scope scope = Scope.open()) {
            TopToInput.Surroundings around = new TopToInput.Surroundings(
                    view.graph(), Rows.of(view.features()).normalised().implicit(), labels(problem));
            Supplier<float[]> scores = () -> TopToInput.scores(layers, config.hidden(), around, task::share);
            TopToInput training = new TopToInput(
                    config,
                    layers,
                    around,
                    task::loss,
                    problem.validation.length == 0 ? null : () -> problem.accuracy(scores.get(), problem.validation));
            Schedule.Outcome outcome = new Schedule(config, problem.listener).run(config.layers() - 1, training);
            return Learned.whole(problem, scores.get(), outcome);
        }
    }

    /** What is known of training nodes and of virtual nodes, in rows of length 1. */
    private static Tensor labels(NodeProblem problem) {
        int[] said = new int[problem.nodes() + problem.classes()];
        Arrays.fill(said, LabelBlocks.OPEN);
        for (int node : problem.train) {
            said[node] = problem.data.label(node);
        }
        for (int c = 0; c < problem.classes(); c++) {
            said[problem.nodes() + c] = c;
        }
        return Rows.normalised(LabelBlocks.dense(said, problem.classes()));
    }
}
