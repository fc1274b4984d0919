package io.github.sibyl4j.graph.forward;

import java.util.function.Function;

/** Ways to train a network that classifies nodes, named as in the paper. */
public enum NodeMethod {
    /** Backpropagation through the whole network, for comparison; one of more than one layer has hidden layers. */
    BP(NodeBackpropagation::learn),
    /** Single forward: every layer learns to send nodes to the virtual node of their class. */
    SF(SingleForward::learn);

    private final Function<NodeProblem, Learned> learner;

    NodeMethod(Function<NodeProblem, Learned> learner) {
        this.learner = learner;
    }

    Learned learn(NodeProblem problem) {
        return learner.apply(problem);
    }
}
