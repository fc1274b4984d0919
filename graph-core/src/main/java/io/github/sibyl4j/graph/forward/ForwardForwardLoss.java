package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/** See {@link ContrastiveLoss#forwardForward}. */
record ForwardForwardLoss(float theta) implements ContrastiveLoss {

    ForwardForwardLoss {
        require(Float.isFinite(theta), "theta must be finite, found %s", theta);
    }

    @Override
    public Tensor of(Tensor positive, List<Tensor> negatives) {
        Tensor loss = part(positive, true, negatives.size());
        for (Tensor negative : negatives) {
            loss = loss.add(part(negative, false, negatives.size()));
        }
        return loss;
    }

    @Override
    public boolean isSum() {
        return true;
    }

    @Override
    public Tensor part(Tensor goodness, boolean positive, int negatives) {
        Tensor above = goodness.add(-theta);
        return positive
                ? above.neg().softplus().mean()
                : above.softplus().mean().mul(1f / negatives);
    }
}
