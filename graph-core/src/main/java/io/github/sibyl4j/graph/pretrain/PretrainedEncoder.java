package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Scope;
import java.util.List;
import java.util.Map;

/** An encoder that has learned from a graph; any number of threads may use it. */
public final class PretrainedEncoder {
    private final StackedEncoder encoder;
    private final int features;
    private final List<PretrainingProgress> history;

    PretrainedEncoder(StackedEncoder encoder, int features, List<PretrainingProgress> history) {
        this.encoder = encoder;
        this.features = features;
        this.history = List.copyOf(history);
    }

    /**
     * Embeddings of the nodes of a graph, the one it was trained on or another, as features for whatever comes next: a linear
     * probe ({@link io.github.sibyl4j.graph.node.LogisticRegression}), a node classifier, a predictor of links.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the features do not fit
     */
    public NodeFeatures embed(GraphTensor graph, NodeFeatures x) {
        require(
                x.width() == features,
                "the encoder was trained on %d features a node, found %d: use the same feature function",
                features,
                x.width());
        require(
                x.nodes() == graph.nodeCount(),
                "a graph of %d nodes needs as many rows of features, found %d",
                graph.nodeCount(),
                x.nodes());
        try (Scope scope = Scope.open();
                Autograd.NoGradient off = Autograd.off()) {
            return NodeFeatures.of(encoder.forward(Views.whole(x), graph));
        }
    }

    /** The same graph with embeddings in the place of its features. */
    public LabelledGraph embed(LabelledGraph graph) {
        return graph.with(embed(graph.graph(), graph.features()));
    }

    /** The width of embeddings. */
    public int width() {
        return encoder.width();
    }

    /** A copy of all weights by path. */
    public Map<String, float[]> weights() {
        return encoder.state();
    }

    /** All steps. */
    public List<PretrainingProgress> history() {
        return history;
    }
}
