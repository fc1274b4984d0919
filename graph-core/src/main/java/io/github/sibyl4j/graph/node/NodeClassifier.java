package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A trained node classifier; any number of threads may use it. */
public final class NodeClassifier {
    private final NodeNetwork network;
    private final int features;
    private final int classes;
    private final List<Epoch> history;
    private final int bestEpoch;
    private final int inferenceBatch;

    /** How one epoch went. */
    public record Epoch(double trainLoss, double validationLoss, double validationAccuracy) {}

    /** @param inferenceBatch nodes computed together, 0 for all */
    NodeClassifier(
            NodeNetwork network, int features, int classes, List<Epoch> history, int bestEpoch, int inferenceBatch) {
        this.network = network;
        this.features = features;
        this.classes = classes;
        this.history = List.copyOf(history);
        this.bestEpoch = bestEpoch;
        this.inferenceBatch = inferenceBatch;
    }

    /**
     * The classes of all nodes of a graph, the one it was trained on or another.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features do not fit
     */
    public ClassProbabilities probabilities(GraphTensor graph, NodeFeatures x) {
        require(
                x.width() == features,
                "the classifier was trained on %d features a node, found %d: use the same feature function",
                features,
                x.width());
        require(
                x.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                x.nodes());
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            Tensor logits = LayerWiseInference.logits(network, x, graph, inferenceBatch);
            return new ClassProbabilities(logits.softmax(-1).toArray(), classes);
        }
    }

    public ClassProbabilities probabilities(LabelledGraph graph) {
        return probabilities(graph.graph(), graph.features());
    }

    /** A copy of all weights by path. */
    public Map<String, float[]> weights() {
        return network.state();
    }

    public List<Epoch> history() {
        return history;
    }

    /** The epoch, from 1 on, whose weights were kept. */
    public int bestEpoch() {
        return bestEpoch;
    }
}
