package io.github.sibyl4j.forecasting.spatiotemporal;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.Normalization;
import io.github.sibyl4j.graph.nn.DiffusionConv;
import io.github.sibyl4j.graph.nn.GraphConv;
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
 * b_e) + b_i}: inputs then go through one narrow product instead of two wide ones, covariates {@code u} once for all nodes,
 * and embeddings {@code q} once for all samples and steps. Same function, same gradients up to rounding.
 */
final class TimeThenSpaceNetwork extends Module {
    private final int horizon;
    private final int channels;
    private final int covariates;
    private final int masks;
    private final Parameter embedding;
    private final Linear encoder;
    private final Gru gru;
    private final List<GraphConv> convolutions = new ArrayList<>();
    private final List<DiffusionConv> diffusions = new ArrayList<>();
    private final Mlp decoder;

    /**
     * @param covariates number of covariates, which all nodes share
     * @param masks number of input columns beside the channels that vary over nodes: the mask's, or 0
     */
    TimeThenSpaceNetwork(TimeThenSpaceConfig config, int nodes, int channels, int covariates, int masks, Seed seed) {
        int hidden = config.hidden();
        int embedded = config.nodeEmbedding();
        this.horizon = config.horizon();
        this.channels = channels;
        this.covariates = covariates;
        this.masks = masks;
        embedding = embedded == 0
                ? null
                : parameter(
                        "embedding",
                        Parameter.of(
                                seed.split("embedding").uniform(nodes * embedded, 1 / Math.sqrt(embedded)),
                                nodes,
                                embedded));
        encoder = part("encoder", new Linear(channels + covariates + masks + embedded, hidden, seed.split("encoder")));
        gru = part("gru", new Gru(hidden, hidden, seed.split("gru")));
        for (int layer = 0; layer < config.layers(); layer++) {
            Seed own = seed.split("layer").split(layer);
            if (config.messagePassing() == MessagePassing.DIFFUSION) {
                diffusions.add(part("diffusion" + layer, new DiffusionConv(hidden, hidden, 1, own)));
            } else {
                convolutions.add(
                        part("conv" + layer, new GraphConv(hidden, hidden, Normalization.RANDOM_WALK, own)));
            }
        }
        decoder = part("decoder", new Mlp(hidden + embedded, hidden, horizon * channels, seed.split("decoder")));
    }

    /**
     * The forecast {@code [batch, horizon, node, channel]} in scaled units.
     *
     * @param x channels and then masks, {@code [batch, window, node, channel + mask]}
     * @param u covariates {@code [batch, window, covariate]}, null if there are none
     */
    Tensor forward(Tensor x, Tensor u, GraphTensor graph) {
        Tensor h = gru.forward(x, weights(0, channels, channels + covariates, masks), timeShare(u), nodeShare());
        for (GraphConv convolution : convolutions) {
            h = convolution.forward(h, graph).elu();
        }
        for (DiffusionConv diffusion : diffusions) {
            h = diffusion.forward(h, graph).elu();
        }
        Tensor steps = embedding == null ? decoder.forward(h) : decoder.forward(h, embedding);
        return steps.reshape(x.size(0), x.size(2), horizon, channels).permute(0, 2, 1, 3);
    }

    /** The product of both weight matrices for two runs of encoder columns, {@code [3 hidden, first + second]}. */
    private Tensor weights(int from, int first, int then, int second) {
        Tensor columns = encoder.weight().slice(1, from, from + first);
        if (second > 0) {
            columns = Tensor.concat(1, columns, encoder.weight().slice(1, then, then + second));
        }
        return gru.inputWeight().matmul(columns);
    }

    private Tensor timeShare(Tensor u) {
        return u == null ? null : u.linear(weights(channels, covariates, 0, 0), null);
    }

    private Tensor nodeShare() {
        Tensor bias = encoder.bias()
                .reshape(1, -1)
                .linear(gru.inputWeight(), gru.inputBias());
        if (embedding == null) {
            return bias;
        }
        return embedding
                .linear(weights(channels + covariates + masks, embedding.size(1), 0, 0), null)
                .add(bias);
    }
}
