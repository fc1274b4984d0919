package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.node.NodeFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * FF-VN and SymBa, contrast by virtual nodes: training nodes are joined with the virtual node of their class in the
 * positive view and with those of wrong classes in the negative ones. All views go on with the outputs of the positive one.
 */
final class VirtualNodeContrast {
    private VirtualNodeContrast() {}

    static Learned forwardForward(NodeProblem problem) {
        return learn(problem, ContrastiveLoss.forwardForward(problem.config.theta()));
    }

    static Learned symBa(NodeProblem problem) {
        return learn(problem, ContrastiveLoss.symBa(problem.config.alpha()));
    }

    private static Learned learn(NodeProblem problem, ContrastiveLoss loss) {
        NodeFeatures features = ClassNodes.append(problem.data.features(), SingleForward.virtualFeatures(problem));
        List<View> views = new ArrayList<>();
        views.add(view(problem, features, problem.train, problem.data.labels()));
        for (int[] wrong : WrongClasses.draw(problem)) {
            views.add(view(problem, features, problem.train, wrong));
        }
        Contrast objective = new Contrast(views, problem.train, Goodness.SUM_OF_SQUARES, loss, true);
        Function<int[], View> viewOf = said -> view(
                problem,
                features,
                IntStream.range(0, said.length)
                        .filter(node -> said[node] != LabelBlocks.OPEN)
                        .toArray(),
                said);
        List<LocalLayer> layers = problem.layers(problem.data.features().width());
        return Hypotheses.learn(problem, layers, objective, viewOf);
    }

    private static View view(NodeProblem problem, NodeFeatures features, int[] members, int[] classOf) {
        return new View(
                ClassNodes.join(
                        problem.data.graph(), members, classOf, problem.classes(), problem.config.bidirectional()),
                features);
    }
}
