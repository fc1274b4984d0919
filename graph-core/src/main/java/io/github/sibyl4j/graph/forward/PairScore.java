package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import java.util.Collection;
import java.util.List;

/**
 * How two nodes' outputs become the logit of a link: what they are turned into first, if anything, and what is made of the
 * product {@code e = z_u z_v}, number by number.
 */
abstract class PairScore {
    /** {@code sum_k e_k}. */
    static final PairScore DOT = new PairScore() {
        @Override
        Tensor logits(Tensor products) {
            return products.sum(-1, false);
        }

        @Override
        FrozenScore frozen() {
            return new FrozenScore.Dot();
        }
    };

    /** What stands for the nodes in the products, {@code [node, width]}: their outputs as they are. */
    Tensor embed(Tensor outputs) {
        return outputs;
    }

    /** {@code products} {@code [pair, width]} to {@code [pair]}. */
    abstract Tensor logits(Tensor products);

    /** The same for a single pair with what has been learned until now. */
    abstract FrozenScore frozen();

    /** What is learned. */
    Collection<Parameter> parameters() {
        return List.of();
    }

    /** {@code sum_k e_k^2 - theta}. */
    static PairScore goodness(float theta) {
        return new PairScore() {
            @Override
            Tensor logits(Tensor products) {
                return Goodness.SUM_OF_SQUARES.of(products).add(-theta);
            }

            @Override
            FrozenScore frozen() {
                return new FrozenScore.Squares(theta);
            }
        };
    }

    /** The dot product of what a learned linear map makes of the outputs. */
    static PairScore mapped(Linear map) {
        return new PairScore() {
            @Override
            Tensor embed(Tensor outputs) {
                return map.forward(outputs);
            }

            @Override
            Tensor logits(Tensor products) {
                return DOT.logits(products);
            }

            @Override
            FrozenScore frozen() {
                return DOT.frozen();
            }

            @Override
            Collection<Parameter> parameters() {
                return map.parameters();
            }
        };
    }
}
