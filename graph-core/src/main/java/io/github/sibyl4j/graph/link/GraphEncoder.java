package io.github.sibyl4j.graph.link;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.GcnConv;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.function.UnaryOperator;

/** Two graph convolutions with a ReLU between; of the second one there are two where nodes are distributions. */
final class GraphEncoder extends Module {
    private final GcnConv hidden;
    private final GcnConv mean;
    private final GcnConv logDeviation;

    GraphEncoder(int features, GraphAutoencoder config, Seed seed) {
        hidden = part("conv1", new GcnConv(features, config.hidden(), seed.split("conv1")));
        if (config.variational()) {
            mean = part("conv_mu", new GcnConv(config.hidden(), config.latent(), seed.split("conv_mu")));
            logDeviation =
                    part("conv_logstd", new GcnConv(config.hidden(), config.latent(), seed.split("conv_logstd")));
        } else {
            mean = part("conv2", new GcnConv(config.hidden(), config.latent(), seed.split("conv2")));
            logDeviation = null;
        }
    }

    /** Where every node lies, in the mean: {@code [node, latent]}. */
    Tensor encode(NodeFeatures x, GraphTensor graph) {
        return mean.forward(hidden(x, graph), graph);
    }

    /**
     * The loss of one step: of the reconstruction, and of distributions their divergence divided by the nodes.
     *
     * @param reconstruction the loss of vectors {@code [node, latent]}
     */
    Tensor loss(NodeFeatures x, GraphTensor graph, UnaryOperator<Tensor> reconstruction, Seed noise) {
        Tensor h = hidden(x, graph);
        Tensor z = mean.forward(h, graph);
        if (logDeviation == null) {
            return reconstruction.apply(z);
        }
        Tensor deviation = ReconstructionLoss.cutOff(logDeviation.forward(h, graph));
        Tensor drawn = z.add(Tensor.normal(noise, z.shape()).mul(deviation.exp()));
        return reconstruction
                .apply(drawn)
                .add(ReconstructionLoss.divergence(z, deviation).mul(1f / graph.nodeCount()));
    }

    private Tensor hidden(NodeFeatures x, GraphTensor graph) {
        return (x.isSparse() ? hidden.forward(x.sparse(), graph) : hidden.forward(x.toTensor(), graph)).relu();
    }
}
