package io.github.sibyl4j.forecasting.spatiotemporal;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.graph.nn.DiffusionConv;
import io.github.sibyl4j.graph.nn.TslGraphConv;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Gru;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Mlp;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of {@link TimeThenSpace}: linear encoder, GRU over the window, message passing over the last states, MLP
 * decoder. Node embeddings enter before the encoder and before the decoder.
 *
 * <p>The encoder has no activation, so encoder and input weights of the GRU are multiplied first, {@code W_i (W_e [x, u, q] +
 * b_e) + b_i}: inputs then go through one narrow product instead of two wide ones, and embeddings {@code q} once for all
 * samples and steps. Same function, same gradients up to rounding.
 */
final class TimeThenSpaceNetwork extends Module {
    private final int horizon;
    private final int channels;
    private final int inputs;
    private final Parameter embedding;
    private final Linear encoder;
    private final Gru gru;
    private final List<TslGraphConv> convolutions = new ArrayList<>();
    private final List<DiffusionConv> diffusions = new ArrayList<>();
    private final Mlp decoder;

    /** @param inputs number of input columns: channels, covariates and mask */
    TimeThenSpaceNetwork(TimeThenSpaceConfig config, int nodes, int channels, int inputs, Seed seed) {
        int hidden = config.hidden();
        int embedded = config.nodeEmbedding();
        this.horizon = config.horizon();
        this.channels = channels;
        this.inputs = inputs;
        embedding = embedded == 0
                ? null
                : parameter(
                        "embedding",
                        Parameter.of(
                                seed.split("embedding").uniform(nodes * embedded, 1 / Math.sqrt(embedded)),
                                nodes,
                                embedded));
        encoder = part("encoder", new Linear(inputs + embedded, hidden, seed.split("encoder")));
        gru = part("gru", new Gru(hidden, hidden, seed.split("gru")));
        for (int layer = 0; layer < config.layers(); layer++) {
            Seed own = seed.split("layer").split(layer);
            if (config.messagePassing() == MessagePassing.DIFFUSION) {
                diffusions.add(part("diffusion" + layer, new DiffusionConv(hidden, hidden, 1, own)));
            } else {
                convolutions.add(
                        part("conv" + layer, new TslGraphConv(hidden, hidden, Normalization.RANDOM_WALK, own)));
            }
        }
        decoder = part("decoder", new Mlp(hidden + embedded, hidden, horizon * channels, seed.split("decoder")));
    }

    /**
     * The forecast {@code [batch, horizon, node, channel]} in scaled units.
     *
     * @param x {@code [batch, window, node, input]}
     */
    Tensor forward(Tensor x, GraphTensor graph) {
        Tensor h = gru.forward(x, inputWeights(0, inputs), nodeShare());
        for (TslGraphConv convolution : convolutions) {
            h = convolution.forward(h, graph).elu();
        }
        for (DiffusionConv diffusion : diffusions) {
            h = diffusion.forward(h, graph).elu();
        }
        Tensor steps = embedding == null ? decoder.forward(h) : decoder.forward(h, embedding);
        return steps.reshape(x.size(0), x.size(2), horizon, channels).permute(0, 2, 1, 3);
    }

    /** The product of both weight matrices for a run of encoder columns, {@code [3 hidden, to - from]}. */
    private Tensor inputWeights(int from, int to) {
        return gru.inputWeight().matmul(encoder.weight().slice(1, from, to));
    }

    private Tensor nodeShare() {
        Tensor bias = encoder.bias().reshape(1, -1).linear(gru.inputWeight(), gru.inputBias());
        if (embedding == null) {
            return bias;
        }
        Tensor weights = inputWeights(inputs, inputs + embedding.size(1));
        return embedding.linear(weights, null).add(bias);
    }
}
