package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.node.LabelledGraph;
import io.github.sibyl4j.graph.node.NodeSplit;
import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A way to learn to classify the nodes of a graph. Immutable; fitting leaves it as it is.
 *
 * <pre>{@code
 * var classifier = new ForwardNodeClassification(NodeMethod.SF, Backbone.GCN, ForwardConfig.defaults())
 *         .fit(graph, split, new Seed(1), progress -> {});
 * int guess = classifier.classOf(17);
 * }</pre>
 */
public record ForwardNodeClassification(NodeMethod method, Backbone backbone, ForwardConfig config) {

    public ForwardNodeClassification {
        require(
                method != null && backbone != null && config != null,
                "method, backbone and config must be given, found %s, %s and %s",
                method,
                backbone,
                config);
    }

    /**
     * Learns from the training nodes of a split and chooses by its validation nodes; without these every layer is trained to
     * the last epoch. All nodes are seen with their features and edges. Bring the features to a like scale before, as by
     * {@link io.github.sibyl4j.graph.node.NodeFeatures#normalized}.
     *
     * @param listener is told of every validation, or without any of the end of every layer, on the calling thread
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the split does not fit the graph or has training nodes of
     *     one class only, nodes have no features and {@link NodeMethod#FF_LA} does not append any, or the loss stops being a
     *     number
     */
    public ForwardNodeClassifier fit(
            LabelledGraph graph, NodeSplit split, Seed seed, Consumer<LayerProgress> listener) {
        require(
                graph != null && split != null && seed != null && listener != null,
                "graph, split, seed and listener must be given, found null for one of them: progress -> {} listens to"
                        + " nothing");
        split.requireFits(graph);
        // Appended labels are features too.
        require(
                graph.features().width() > 0 || method == NodeMethod.FF_LA,
                "nodes need features to learn from, found a width of 0: give each at least one");
        NodeProblem problem = new NodeProblem(graph, split, backbone, config, seed, listener);
        NativeMemory.trim();
        long start = System.nanoTime();
        Learned learned = method.learn(problem);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<ForwardResult.Depth> depths = new ArrayList<>();
        for (int i = 0; i < learned.scores().size(); i++) {
            float[] scores = learned.scores().get(i);
            LayerWiseTrainer.TrainedLayer trained = learned.trained().get(i);
            depths.add(new ForwardResult.Depth(
                    learned.smallest() + i,
                    problem.validation.length == 0 ? Double.NaN : trained.quality(),
                    problem.accuracy(scores, split.test()),
                    trained.epochs(),
                    trained.bestEpoch()));
        }
        Sha256 data = new Sha256();
        graph.addTo(data);
        split.addTo(data);
        ForwardNodeClassifier.Description description = new ForwardNodeClassifier.Description(
                this,
                problem.nodes(),
                problem.classes(),
                seed.value(),
                new ForwardResult(depths, seconds, NativeMemory.peak()),
                data.hex(),
                Platform.current());
        return new ForwardNodeClassifier(learned.smallest(), learned.probabilities(), description);
    }
}
