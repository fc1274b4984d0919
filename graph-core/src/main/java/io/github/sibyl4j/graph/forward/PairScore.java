package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import java.util.Collection;
import java.util.List;

/** How the product {@code e = z_u z_v} of two nodes' outputs, number by number, becomes the logit of a link. */
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

    /** {@code w . e + b}, learned. */
    static PairScore linear(Linear weights) {
        return new PairScore() {
            @Override
            Tensor logits(Tensor products) {
                Tensor column = weights.forward(products);
                return column.reshape(column.size(0));
            }

            @Override
            FrozenScore frozen() {
                return new FrozenScore.Weighted(
                        weights.weight().toArray(), weights.bias().item());
            }

            @Override
            Collection<Parameter> parameters() {
                return weights.parameters();
            }
        };
    }
}
