package io.github.sibyl4j.graph.forward;

import java.util.function.Function;

/** Ways to train a network that predicts links, named as in the paper. */
public enum LinkMethod {
    /** Backpropagation through the whole network, for comparison. */
    BP(LinkBackpropagation::learn),
    /** ForwardGNN-FF: the forward-forward loss of the products of linked nodes. */
    FF(LocalLinks::forwardForward),
    /** ForwardGNN-SymBa: the same by SymBa's loss. */
    SYMBA(LocalLinks::symBa),
    /** ForwardGNN-CE: the cross entropy of dot products. */
    CE(LocalLinks::crossEntropy),
    /** {@link #CE} in which layers hear those above them. */
    CE_TOP_TO_INPUT(LinksTopToInput::learn),
    /** Layers that stay as they were drawn, each with a linear map whose dot products score pairs. */
    CAFO(LocalLinks::cascadedForward);

    private final Function<LinkProblem, LearnedLinks> learner;

    LinkMethod(Function<LinkProblem, LearnedLinks> learner) {
        this.learner = learner;
    }

    LearnedLinks learn(LinkProblem problem) {
        return learner.apply(problem);
    }
}
