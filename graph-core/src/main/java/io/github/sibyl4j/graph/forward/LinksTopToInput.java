package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** CE-Top-To-Input: the local cross entropy of links, where layers but the last hear those above them. */
final class LinksTopToInput {
    private LinksTopToInput() {}

    static LearnedLinks learn(LinkProblem problem) {
        // The paper's code trains this variant without decay.
        ForwardConfig config = problem.config.withWeightDecay(0);
        int hidden = config.hidden();
        List<LocalLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            int below = i == 0 ? problem.features.width() : hidden;
            int above = i == config.layers() - 1 ? 0 : hidden;
            layers.add(problem.backbone.layer(
                    below + above, hidden, problem.seed.split("layers").split(i)));
        }
        try (Scope scope = Scope.open()) {
            ImplicitFeatures bottom = Rows.of(problem.features).normalised().implicit();
            TopToInput.Surroundings learning = new TopToInput.Surroundings(problem.trainGraph, bottom, null);
            UnaryOperator<Tensor> share =
                    z -> PairScore.DOT.logits(problem.validation.products(z)).sigmoid();
            TopToInput training = new TopToInput(
                    config,
                    layers,
                    learning,
                    z -> PairLoss.CROSS_ENTROPY.of(PairScore.DOT.logits(problem.train.products(z)), problem.train),
                    problem.validation.isEmpty()
                            ? null
                            : () -> problem.validation.auc(TopToInput.scores(layers, hidden, learning, share)));
            Schedule.Outcome outcome = new Schedule(config, problem.listener).run(config.layers() - 1, training);
            List<ForwardLinkPredictor.Voice> voices = new ArrayList<>();
            TopToInput.ask(
                    layers,
                    hidden,
                    new TopToInput.Surroundings(problem.testGraph, bottom, null),
                    z -> voices.add(ForwardLinkPredictor.Voice.of(z, PairScore.DOT)));
            return new LearnedLinks(config.layers(), voices, List.of(outcome.trained()));
        }
    }
}
