package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** BP for links: cross entropy of the products of the last layer's outputs. */
final class LinkBackpropagation {
    private LinkBackpropagation() {}

    static LearnedLinks learn(LinkProblem problem) {
        ForwardConfig config = problem.config;
        Stack stack = Stack.embedder(problem.backbone, config, problem.features.width(), problem.seed);
        Rows features = Rows.of(problem.features);
        try (Scope scope = Scope.open()) {
            Supplier<Tensor> network = stack.onFixed(features, problem.trainGraph);
            Backpropagation training = new Backpropagation(
                    config,
                    stack.parameters(),
                    network,
                    z -> PairLoss.CROSS_ENTROPY.of(PairScore.DOT.logits(problem.train.products(z)), problem.train),
                    problem.validation.isEmpty()
                            ? null
                            : z -> problem.validation.auc(PairScore.DOT
                                    .logits(problem.validation.products(z))
                                    .toArray()));
            Schedule.Outcome outcome = new Schedule(config, problem.listener).run(config.layers() - 1, training);
            try (Autograd.NoGradient off = Autograd.off()) {
                Tensor z = stack.onFixed(features, problem.testGraph).get();
                return new LearnedLinks(
                        config.layers(),
                        List.of(ForwardLinkPredictor.Voice.of(z, PairScore.DOT)),
                        List.of(outcome.trained()));
            }
        }
    }
}
