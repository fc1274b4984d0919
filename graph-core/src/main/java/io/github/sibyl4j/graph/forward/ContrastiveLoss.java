package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.InvalidInputException;
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

    /** Whether the loss is the sum of a {@link #part} for each set, so that one set at a time takes memory. */
    default boolean isSum() {
        return false;
    }

    /**
     * What one set adds to a loss that is a sum.
     *
     * @param negatives how many sets of negatives there are
     */
    default Tensor part(Tensor goodness, boolean positive, int negatives) {
        throw new InvalidInputException(
                getClass().getName() + " says by isSum() that it is a sum of parts, but does not"
                        + " override part(goodness, positive, negatives): override it, or let isSum() be false");
    }

    /**
     * The forward-forward loss (Hinton 2022): {@code mean softplus(theta - G+) + 1/R sum_r mean softplus(G-_r - theta)}.
     */
    static ContrastiveLoss forwardForward(float theta) {
        return new ForwardForwardLoss(theta);
    }

    /**
     * SymBa's loss (Lee and Song 2023): {@code mean log(1 + exp(-alpha (G+ - G-)))}, where each row of a set of negatives is
     * held against the same row of the positives.
     */
    static ContrastiveLoss symBa(float alpha) {
        require(alpha > 0 && Float.isFinite(alpha), "alpha must be positive and finite, found %s", alpha);
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
