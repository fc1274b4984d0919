package io.github.sibyl4j.graph.classify;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import io.github.sibyl4j.tensor.optim.Adam;
import io.github.sibyl4j.tensor.train.TrainingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Learns to tell the classes of graphs by cross entropy. The weights of the epoch with the lowest validation loss are kept;
 * without validation graphs the last epoch's are. Immutable; fitting leaves it as it is.
 *
 * @param backbone what layers are made of
 * @param layers how many of them
 * @param hidden their width
 * @param pooling what makes one vector of a graph's nodes
 * @param dropout the share of a readout's scores that is dropped while training
 */
public record GraphClassification(Backbone backbone, int layers, int hidden, Pooling pooling, double dropout) {

    public GraphClassification {
        require(
                backbone != null && pooling != null,
                "backbone and pooling must be given, found %s and %s",
                backbone,
                pooling);
        require(layers >= 1, "layers must be at least 1, found %d", layers);
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(dropout >= 0 && dropout < 1, "dropout must lie in [0, 1), found %s", dropout);
    }

    /** GIN-0 as published: four layers of 32 channels over the features, sums over nodes, a dropout of 0.5. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * 350 epochs of batches of 32 graphs at 0.01, which is halved after every 50 (Xu et al., ICLR 2019); gradients are not
     * clipped.
     */
    public static TrainingConfig training() {
        return new TrainingConfig(
                350, 32, 0.01, List.of(50, 100, 150, 200, 250, 300), 0.5, Double.POSITIVE_INFINITY, 0, 1);
    }

    /**
     * Trains a new network. An epoch's batches are of about the same size, none larger than asked for, and leave no graph out.
     *
     * @param validation chooses the epoch; may be empty
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no training graphs, they are all of one class, the two
     *     parts do not fit together, or the loss stops being a number
     */
    public GraphClassifier fit(GraphDataset train, GraphDataset validation, TrainingConfig training) {
        return fit(train, validation, training, epoch -> {});
    }

    /** The same; {@code listener} is told of every epoch, on the calling thread. */
    public GraphClassifier fit(
            GraphDataset train,
            GraphDataset validation,
            TrainingConfig training,
            Consumer<GraphClassifier.Epoch> listener) {
        requireFit(train, validation);
        Seed seed = new Seed(training.seed());
        GraphNetwork network = new GraphNetwork(train.features(), train.classes(), this, seed.split("initialisation"));
        Adam adam = new Adam(network.parameters());
        List<GraphClassifier.Epoch> history = new ArrayList<>();
        Map<String, float[]> best = null;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            double loss = 0;
            List<GraphDataset> batches = batches(
                    train, seed.split("shuffling").split(epoch).permutation(train.size()), training.batchSize());
            for (int b = 0; b < batches.size(); b++) {
                double value = step(
                        network,
                        batches.get(b),
                        seed.split("dropout").split(epoch).split(b));
                require(
                        Double.isFinite(value),
                        "the training loss became %s in epoch %d: lower the learning rate (now %s) or look for"
                                + " extreme values in the features",
                        value,
                        epoch,
                        training.learningRateAt(epoch));
                adam.step(training.learningRateAt(epoch), training.clipNorm());
                loss += value * batches.get(b).size() / train.size();
            }
            history.add(judged(network, validation, training.batchSize(), loss));
            listener.accept(history.get(epoch - 1));
            if (bestEpoch == 0
                    || validation.size() == 0
                    || history.get(epoch - 1).validationLoss()
                            < history.get(bestEpoch - 1).validationLoss()) {
                bestEpoch = epoch;
                best = network.state();
            }
            if (training.patience() > 0 && epoch - bestEpoch >= training.patience()) {
                break;
            }
        }
        network.restore(best);
        Sha256 data = new Sha256();
        train.addTo(data);
        validation.addTo(data);
        return new GraphClassifier(
                network,
                new GraphClassifier.Description(
                        this,
                        train.features(),
                        train.classes(),
                        training,
                        history,
                        bestEpoch,
                        data.hex(),
                        Platform.current()));
    }

    private static void requireFit(GraphDataset train, GraphDataset validation) {
        require(train.size() > 0, "there are no training graphs");
        long classes =
                train.samples().stream().map(GraphSample::label).distinct().count();
        require(
                classes > 1,
                "all %d training graphs are of class %d: a classifier needs examples of at least two classes",
                train.size(),
                train.label(0));
        require(
                train.classes() == validation.classes()
                        && (validation.size() == 0 || train.features() == validation.features()),
                "training graphs have %d classes and %d features a node, validation graphs %d and %d",
                train.classes(),
                train.features(),
                validation.classes(),
                validation.features());
    }

    /** As few batches as can be. */
    static List<GraphDataset> batches(GraphDataset data, int[] order, int most) {
        int count = (int) (((long) order.length + most - 1) / most);
        List<GraphDataset> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) order.length * i / count);
            int to = (int) ((long) order.length * (i + 1) / count);
            batches.add(data.pick(Arrays.copyOfRange(order, from, to)));
        }
        return batches;
    }

    private static double step(GraphNetwork network, GraphDataset batch, Seed seed) {
        try (Scope scope = Scope.open()) {
            JoinedSamples joined = JoinedSamples.of(batch.samples());
            Tensor loss = Losses.crossEntropy(
                    network.logitsForTraining(joined.features(), joined.graphs(), seed), batch.labels(), null);
            loss.backward();
            return loss.item();
        }
    }

    private static GraphClassifier.Epoch judged(GraphNetwork network, GraphDataset data, int together, double loss) {
        if (data.size() == 0) {
            return new GraphClassifier.Epoch(loss, Double.NaN, Double.NaN);
        }
        double validation = 0;
        int right = 0;
        int[] order = IntStream.range(0, data.size()).toArray();
        for (GraphDataset batch : batches(data, order, together)) {
            try (Scope scope = Scope.open();
                    Autograd.NoGradient off = Autograd.off()) {
                JoinedSamples joined = JoinedSamples.of(batch.samples());
                Tensor logits = network.logits(joined.features(), joined.graphs());
                validation += Losses.crossEntropy(logits, batch.labels(), null).item() * batch.size();
                int[] predicted = logits.argmax(-1);
                for (int i = 0; i < predicted.length; i++) {
                    right += predicted[i] == batch.label(i) ? 1 : 0;
                }
            }
        }
        return new GraphClassifier.Epoch(loss, validation / data.size(), (double) right / data.size());
    }

    /** Settings of {@link GraphClassification}; each method returns this. */
    public static final class Builder {
        private Backbone backbone = Backbone.GIN;
        private int layers = 4;
        private int hidden = 32;
        private Pooling pooling = Pooling.SUM;
        private double dropout = 0.5;

        private Builder() {}

        public Builder backbone(Backbone value) {
            backbone = value;
            return this;
        }

        public Builder layers(int value) {
            layers = value;
            return this;
        }

        public Builder hidden(int value) {
            hidden = value;
            return this;
        }

        public Builder pooling(Pooling value) {
            pooling = value;
            return this;
        }

        public Builder dropout(double value) {
            dropout = value;
            return this;
        }

        /** @throws io.github.sibyl4j.tensor.InvalidInputException if a setting is out of range */
        public GraphClassification build() {
            return new GraphClassification(backbone, layers, hidden, pooling, dropout);
        }
    }
}
