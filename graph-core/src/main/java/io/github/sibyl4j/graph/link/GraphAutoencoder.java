package io.github.sibyl4j.graph.link;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Graph autoencoders (Kipf and Welling, "Variational Graph Auto-Encoders", 2016): two graph convolutions give every node a
 * vector, and the inner product of two nodes' vectors is the logit of a link between them. Immutable; fitting leaves it as
 * it is.
 *
 * @param hidden the width after the first convolution
 * @param latent the width of a node's vector
 * @param variational whether a node is a normal distribution while training
 * @param reconstruction what has to be told apart
 */
public record GraphAutoencoder(int hidden, int latent, boolean variational, Reconstruction reconstruction) {

    public GraphAutoencoder {
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(latent >= 1, "latent must be at least 1, found %d", latent);
        require(reconstruction != null, "reconstruction must be given, found none");
    }

    /** "GAE"; the published set-up has 32 hidden and 16 latent channels. */
    public static GraphAutoencoder gae(int hidden, int latent) {
        return new GraphAutoencoder(hidden, latent, false, Reconstruction.SAMPLED);
    }

    /** "VGAE", with the same sizes. */
    public static GraphAutoencoder vgae(int hidden, int latent) {
        return new GraphAutoencoder(hidden, latent, true, Reconstruction.SAMPLED);
    }

    /** The same with another loss; the factories' is {@link Reconstruction#SAMPLED}. */
    public GraphAutoencoder withReconstruction(Reconstruction value) {
        return new GraphAutoencoder(hidden, latent, variational, value);
    }

    /**
     * Learns from the training links of a split, along which messages pass as well, for all epochs. The split's own pairs that
     * are no links, its validation and its test are not looked at; a validation or test link may count as another pair,
     * since nothing is known of it.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if features do not fit the split, all nodes are linked with each
     *     other, or the loss stops being a number
     */
    public LinkPredictor fit(NodeFeatures x, LinkSplit split, AutoencoderTraining training) {
        return fit(x, split, training, loss -> {});
    }

    /** The same; {@code listener} is told the loss of every epoch, on the calling thread. */
    public LinkPredictor fit(NodeFeatures x, LinkSplit split, AutoencoderTraining training, DoubleConsumer listener) {
        require(
                x.nodes() == split.nodes(),
                "links among %d nodes need as many rows of features, found %d",
                split.nodes(),
                x.nodes());
        require(
                x.width() >= 1,
                "an autoencoder learns from the nodes' features, found none (width 0): give every node some, such as a"
                        + " column of its own (NodeFeatures.of of a sparse identity matrix)");
        Seed seed = new Seed(training.seed());
        GraphTensor graph = split.trainGraph();
        OtherPairs others = new OtherPairs(split.nodes(), split.train());
        GraphEncoder encoder = new GraphEncoder(x.width(), this, seed.split("initialisation"));
        Adam adam = new Adam(encoder.parameters());
        List<Double> history = new ArrayList<>();
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            Seed pairs = seed.split("negatives").split(epoch);
            try (Scope scope = Scope.open()) {
                Tensor loss = encoder.loss(
                        x,
                        graph,
                        z -> reconstruction == Reconstruction.WHOLE
                                ? ReconstructionLoss.whole(z, split.train())
                                : ReconstructionLoss.of(
                                        z,
                                        split.train(),
                                        others.draw(split.train().size(), pairs)),
                        seed.split("noise").split(epoch));
                require(
                        Float.isFinite(loss.item()),
                        "the training loss became %s in epoch %d: lower the learning rate (now %s) or look for"
                                + " extreme values in the features",
                        loss.item(),
                        epoch,
                        training.learningRate());
                loss.backward();
                history.add((double) loss.item());
            }
            adam.step(training.learningRate());
            listener.accept(history.get(epoch - 1));
        }
        Sha256 data = new Sha256();
        x.addTo(data);
        split.train().addTo(data);
        return new LinkPredictor(
                encoder,
                new LinkPredictor.Description(this, x.width(), training, history, data.hex(), Platform.current()));
    }
}
