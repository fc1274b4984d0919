package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;

/** What is learned: logits of the relation vectors and of the composition tensor, nothing else. */
final class EpiGnnNetwork extends Module {
    private final Parametrisation parametrisation;
    private final Sizes sizes;
    private final Parameter relationLogits;
    private final Parameter compositionLogits;
    private final MessageNetwork messages;

    EpiGnnNetwork(EpiGnnConfig config, int relations, Seed seed) {
        this.parametrisation = config.parametrisation();
        this.sizes = config.sizes(relations);
        int m = sizes.facets();
        int d = sizes.width();
        relationLogits = parameter("relations", xavier(seed.split("relations"), relations, m, d));
        compositionLogits = parameter("composition", xavier(seed.split("composition"), m, d, d - 1, d - 1));
        messages = config.bilinear() ? null : part("messages", new MessageNetwork(d, seed.split("messages")));
    }

    /** Uniform as PyTorch's {@code xavier_uniform_} does it for more than two axes, first two taken for out and in. */
    private static Parameter xavier(Seed seed, int... shape) {
        int rest = 1;
        for (int axis = 2; axis < shape.length; axis++) {
            rest *= shape[axis];
        }
        double bound = Math.sqrt(6.0 / ((double) (shape[0] + shape[1]) * rest));
        return Parameter.of(seed.uniform(shape[0] * shape[1] * rest, bound), shape);
    }

    /** Of the ablation without bilinear messages; else null. */
    MessageNetwork messages() {
        return messages;
    }

    Sizes sizes() {
        return sizes;
    }

    /** The relation vectors {@code [relation][facet][coordinate]}. */
    Tensor relationVectors() {
        return relationLogits.softmax(-1);
    }

    /**
     * The composition tensor {@code [facet][output][left][right]}. Composing with coordinate 0 on either side gives the other
     * argument back; that part is constant.
     */
    Tensor compositionTensor() {
        Tensor core = switch (parametrisation) {
            case RIGHT_ARGUMENT -> {
                Tensor shares = compositionLogits.softmax(-1);
                yield shares.div(shares.sum(1, true));
            }
            case OUTPUT -> compositionLogits.softmax(1);
            case UNCONSTRAINED -> compositionLogits;
        };
        return core.pad(2, 1, 0, 0).pad(3, 1, 0, 0).add(identity(sizes.width()));
    }

    private static Tensor identity(int d) {
        float[] values = new float[d * d * d];
        for (int p = 0; p < d; p++) {
            values[p * d * d + p] = 1;
            values[(p * d + p) * d] = 1;
        }
        return Tensor.of(values, 1, d, d, d);
    }

    /** The tables of all messages, for inference. */
    StepTables tables() {
        return new StepTables(
                sizes, relationVectors().toArray(), compositionTensor().toArray(), false);
    }
}
