package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/** What a layer loses while positive examples are not better than negative ones. */
@FunctionalInterface
public interface ContrastiveLoss {
    /**
     * @param positive goodness {@code [row]}
     * @param negatives goodness in each set of negatives
     */
    Tensor of(Tensor positive, List<Tensor> negatives);

    /**
     * The forward-forward loss (Hinton 2022): {@code mean softplus(theta - G+) + 1/R sum_r mean softplus(G-_r - theta)}.
     */
    static ContrastiveLoss forwardForward(float theta) {
        return (positive, negatives) -> {
            Tensor loss = positive.neg().add(theta).softplus().mean();
            for (Tensor negative : negatives) {
                loss = loss.add(negative.add(-theta).softplus().mean().mul(1f / negatives.size()));
            }
            return loss;
        };
    }

    /**
     * SymBa's loss (Lee and Song 2023): {@code mean log(1 + exp(-alpha (G+ - G-)))}, where each row of a set of negatives is
     * held against the same row of the positives.
     */
    static ContrastiveLoss symBa(float alpha) {
        return (positive, negatives) -> {
            Tensor loss = Tensor.scalar(0);
            for (Tensor negative : negatives) {
                Tensor gap = negative.sub(positive).mul(alpha);
                loss = loss.add(gap.softplus().mean().mul(1f / negatives.size()));
            }
            return loss;
        };
    }
}
