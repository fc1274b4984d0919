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
        Frozen frozen() {
            return (z, width, u, v) -> {
                double sum = 0;
                for (int k = 0; k < width; k++) {
                    sum += (double) z[u * width + k] * z[v * width + k];
                }
                return sum;
            };
        }
    };

    /** {@code products} {@code [pair, width]} to {@code [pair]}. */
    abstract Tensor logits(Tensor products);

    /** The same for a single pair with what has been learned until now. */
    abstract Frozen frozen();

    /** What is learned. */
    Collection<Parameter> parameters() {
        return List.of();
    }

    /** The logit of one pair from outputs {@code [node, width]} in row-major order. */
    interface Frozen {
        double logit(float[] z, int width, int u, int v);
    }

    /** {@code sum_k e_k^2 - theta}. */
    static PairScore goodness(float theta) {
        return new PairScore() {
            @Override
            Tensor logits(Tensor products) {
                return Goodness.SUM_OF_SQUARES.of(products).add(-theta);
            }

            @Override
            Frozen frozen() {
                return (z, width, u, v) -> {
                    double sum = -theta;
                    for (int k = 0; k < width; k++) {
                        double e = (double) z[u * width + k] * z[v * width + k];
                        sum += e * e;
                    }
                    return sum;
                };
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
            Frozen frozen() {
                float[] w = weights.weight().toArray();
                float b = weights.bias().item();
                return (z, width, u, v) -> {
                    double sum = b;
                    for (int k = 0; k < width; k++) {
                        sum += (double) w[k] * z[u * width + k] * z[v * width + k];
                    }
                    return sum;
                };
            }

            @Override
            Collection<Parameter> parameters() {
                return weights.parameters();
            }
        };
    }
}
