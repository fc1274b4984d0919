package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.function.Supplier;

/** BP for nodes: cross entropy of the last layer, which has a column a class. */
final class NodeBackpropagation {
    private NodeBackpropagation() {}

    static Learned learn(NodeProblem problem) {
        int in = problem.data.features().width();
        ForwardConfig config = problem.config;
        Stack stack = Stack.classifier(problem.backbone, config, in, problem.classes(), problem.seed);
        int[] targets = problem.targets(problem.nodes());
        try (Scope scope = Scope.open()) {
            Tensor mask = Tensor.of(NodeProblem.mask(problem.train, problem.nodes()), problem.nodes());
            Supplier<Tensor> network = stack.onFixed(Rows.of(problem.data.features()), problem.data.graph());
            Backpropagation training = new Backpropagation(
                    config,
                    stack.parameters(),
                    network,
                    logits -> Losses.crossEntropy(logits, targets, mask),
                    problem.validation.length == 0
                            ? null
                            : logits -> problem.accuracy(logits.toArray(), problem.validation));
            Schedule.Outcome outcome = new Schedule(config, problem.listener).run(config.layers() - 1, training);
            try (Autograd.NoGradient off = Autograd.off()) {
                return Learned.whole(problem, network.get().softmax(-1).toArray(), outcome);
            }
        }
    }
}
