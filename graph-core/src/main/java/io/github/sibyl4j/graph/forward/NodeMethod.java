package io.github.sibyl4j.graph.forward;

import java.util.function.Function;

/** Ways to train a network that classifies nodes, named as in the paper. */
public enum NodeMethod {
    /** Backpropagation through the whole network, for comparison; with one layer there is nothing hidden. */
    BP(NodeBackpropagation::learn),
    /** Forward-forward with labels appended to the features; is told the classes of validation nodes when it is tested. */
    FF_LA(LabelAppending::learn),
    /** Forward-forward with virtual nodes; told as {@link #FF_LA} is. Unstable, in the paper too. */
    FF_VN(VirtualNodeContrast::forwardForward),
    /** As {@link #FF_VN} with SymBa's loss. */
    SYMBA(VirtualNodeContrast::symBa),
    /** Layers that stay as they were drawn, each with a classifier. */
    CAFO(CascadedForward::learn),
    /** Two forward passes, the second with the error projected into the input. Far behind the others on graphs. */
    PEPITA(Pepita::learn),
    /** Single forward: every layer learns to send nodes to the virtual node of their class. */
    SF(SingleForward::learn),
    /** {@link #SF} in which layers hear those above them. */
    SF_TOP_TO_INPUT(SingleForwardTopToInput::learn),
    /** {@link #SF} in which layers are judged together with those above them. */
    SF_TOP_TO_LOSS(TopToLoss::learn);

    private final Function<NodeProblem, Learned> learner;

    NodeMethod(Function<NodeProblem, Learned> learner) {
        this.learner = learner;
    }

    Learned learn(NodeProblem problem) {
        return learner.apply(problem);
    }
}
