package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Transductive node classification: a network sees the whole graph and the classes of the training nodes, and is trained by
 * cross entropy on them. The weights of the epoch with the best validation accuracy are kept; of equal ones that with the
 * lowest validation loss. Without validation nodes the last epoch's are.
 */
public final class NodeClassification {
    private final NodeNetwork.Factory network;

    private NodeClassification(NodeNetwork.Factory network) {
        this.network = network;
    }

    /** Two layers of graph convolution; the published set-up has 16 hidden channels and a dropout of 0.5. */
    public static NodeClassification gcn(int hidden, double dropout) {
        return of((features, classes, seed) -> new GcnNetwork(features, hidden, classes, dropout, seed));
    }

    /** Two layers of graph attention; the published set-up has 8 heads of 8 channels and a dropout of 0.6. */
    public static NodeClassification gat(int hidden, int heads, double dropout) {
        return of((features, classes, seed) -> new GatNetwork(features, hidden, heads, classes, dropout, seed));
    }

    /** Any network. */
    public static NodeClassification of(NodeNetwork.Factory network) {
        return new NodeClassification(network);
    }

    /**
     * Trains a new network.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the split does not fit the graph, or the loss stops being a
     *     number
     */
    public NodeClassifier fit(LabelledGraph graph, NodeSplit split, NodeTraining training) {
        return fit(graph, split, training, epoch -> {});
    }

    /** The same; {@code listener} is told of every epoch, on the calling thread. */
    public NodeClassifier fit(
            LabelledGraph graph, NodeSplit split, NodeTraining training, Consumer<NodeClassifier.Epoch> listener) {
        split.requireFits(graph);
        Seed seed = new Seed(training.seed());
        NodeNetwork model = network.create(graph.features().width(), graph.classes(), seed.split("initialisation"));
        List<Adam> optimizers = optimizers(model, training.weightDecay());
        List<NodeClassifier.Epoch> history = new ArrayList<>();
        Map<String, float[]> best = null;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= training.epochs(); epoch++) {
            double loss =
                    step(model, graph, split.train(), seed.split("dropout").split(epoch));
            require(
                    Double.isFinite(loss),
                    "the training loss became %s in epoch %d: lower the learning rate (now %s)",
                    loss,
                    epoch,
                    training.learningRate());
            optimizers.forEach(optimizer -> optimizer.step(training.learningRate()));
            history.add(judged(model, graph, split.validation(), loss));
            listener.accept(history.get(epoch - 1));
            if (bestEpoch == 0 || isBetter(history.get(epoch - 1), history.get(bestEpoch - 1))) {
                bestEpoch = epoch;
                best = model.state();
            }
            if (training.patience() > 0 && epoch - bestEpoch >= training.patience()) {
                break;
            }
        }
        model.restore(best);
        return new NodeClassifier(model, graph.features().width(), graph.classes(), history, bestEpoch);
    }

    /** Adam for the weights that decay, and one for the others. */
    private static List<Adam> optimizers(NodeNetwork model, double weightDecay) {
        List<Parameter> decaying = new ArrayList<>();
        for (Module part : model.decaying()) {
            decaying.addAll(part.parameters());
        }
        Set<Parameter> among = new HashSet<>(decaying);
        Collection<Parameter> others = model.parameters().stream()
                .filter(parameter -> !among.contains(parameter))
                .toList();
        return List.of(new Adam(decaying, new Adam.Settings(0.9, 0.999, 1e-8, weightDecay, false)), new Adam(others));
    }

    private static double step(NodeNetwork model, LabelledGraph graph, int[] nodes, Seed seed) {
        try (Scope scope = Scope.open()) {
            Tensor logits = model.logitsForTraining(graph.features(), graph.graph(), seed);
            Tensor loss = loss(logits, graph, nodes);
            loss.backward();
            return loss.item();
        }
    }

    private static Tensor loss(Tensor logits, LabelledGraph graph, int[] nodes) {
        return Losses.crossEntropy(
                logits.gather(nodes), IntStream.of(nodes).map(graph::label).toArray(), null);
    }

    private static NodeClassifier.Epoch judged(NodeNetwork model, LabelledGraph graph, int[] nodes, double trainLoss) {
        if (nodes.length == 0) {
            return new NodeClassifier.Epoch(trainLoss, Double.NaN, Double.NaN);
        }
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            Tensor logits = model.logits(graph.features(), graph.graph());
            int[] predicted = logits.argmax(-1);
            long right = Arrays.stream(nodes)
                    .filter(node -> predicted[node] == graph.label(node))
                    .count();
            return new NodeClassifier.Epoch(
                    trainLoss, loss(logits, graph, nodes).item(), (double) right / nodes.length);
        }
    }

    private static boolean isBetter(NodeClassifier.Epoch epoch, NodeClassifier.Epoch best) {
        if (Double.isNaN(epoch.validationAccuracy())) {
            return true;
        }
        return epoch.validationAccuracy() > best.validationAccuracy()
                || (epoch.validationAccuracy() == best.validationAccuracy()
                        && epoch.validationLoss() < best.validationLoss());
    }
}
