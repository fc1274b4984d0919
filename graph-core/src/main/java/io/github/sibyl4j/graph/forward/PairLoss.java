package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/** What a layer loses by the logits of links and of pairs that are none. */
@FunctionalInterface
interface PairLoss {
    /** @param logits {@code [pair]} */
    Tensor of(Tensor logits, Pairs pairs);

    /** The mean binary cross entropy of all pairs. */
    PairLoss CROSS_ENTROPY = (logits, pairs) -> Losses.binaryCrossEntropyWithLogits(logits, pairs.targets(), null);

    /** Links have the higher logits than the pairs that are none; their threshold is already subtracted. */
    PairLoss FORWARD_FORWARD = (logits, pairs) ->
            ContrastiveLoss.forwardForward(0).of(pairs.ofPositives(logits), List.of(pairs.ofNegatives(logits)));

    /** Every link against one pair that is none. */
    static PairLoss symBa(float alpha) {
        return (logits, pairs) -> {
            require(
                    pairs.negatives() >= pairs.positives(),
                    "SymBa holds every link against a pair that is none, found %d pairs for %d links: sample as many",
                    pairs.negatives(),
                    pairs.positives());
            Tensor negatives = pairs.ofNegatives(logits).slice(0, 0, pairs.positives());
            return ContrastiveLoss.symBa(alpha).of(pairs.ofPositives(logits), List.of(negatives));
        };
    }
}
