package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.link.LinkSplit;
import io.github.sibyl4j.graph.metric.RocAuc;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.NativeMemory;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.io.Platform;
import io.github.sibyl4j.tensor.io.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A way to learn which nodes are linked. Immutable; fitting leaves it as it is.
 *
 * <pre>{@code
 * var predictor = new ForwardLinkPrediction(LinkMethod.CE, Backbone.GCN, ForwardConfig.defaults())
 *         .fit(features, split, new Seed(1), progress -> {});
 * float score = predictor.score(3, 17);
 * }</pre>
 */
public record ForwardLinkPrediction(LinkMethod method, Backbone backbone, ForwardConfig config) {

    public ForwardLinkPrediction {
        require(
                method != null && backbone != null && config != null,
                "method, backbone and config must be given, found %s, %s and %s",
                method,
                backbone,
                config);
    }

    /**
     * Learns from the training links and pairs of a split and chooses by the area under the ROC on its validation ones;
     * without these every layer is trained to the last epoch.
     *
     * @param listener is told of every validation, or without any of the end of every layer, on the calling thread
     * @throws io.github.sibyl4j.tensor.InvalidInputException if features do not fit the split or have the width 0, or the loss
     *     stops being a number
     */
    public ForwardLinkPredictor fit(
            NodeFeatures features, LinkSplit split, Seed seed, Consumer<LayerProgress> listener) {
        require(
                features != null && split != null && seed != null && listener != null,
                "features, split, seed and listener must be given, found null for one of them: progress -> {} listens to"
                        + " nothing");
        require(features.width() > 0, "nodes need features to learn from, found a width of 0: give each at least one");
        require(
                features.nodes() == split.nodes(),
                "links among %d nodes need as many rows of features, found %d",
                split.nodes(),
                features.nodes());
        LinkProblem problem = new LinkProblem(features, split, backbone, config, seed, listener);
        NativeMemory.trim();
        long start = System.nanoTime();
        LearnedLinks learned = method.learn(problem);
        double seconds = (System.nanoTime() - start) / 1e9;
        ForwardLinkPredictor silent = new ForwardLinkPredictor(learned, split.nodes(), null);
        List<ForwardResult.Depth> depths = new ArrayList<>();
        for (int i = 0; i < learned.trained().size(); i++) {
            int layers = learned.smallest() + i;
            LayerWiseTrainer.TrainedLayer trained = learned.trained().get(i);
            depths.add(new ForwardResult.Depth(
                    layers,
                    problem.validation.isEmpty() ? Double.NaN : trained.quality(),
                    split.test().size() == 0
                            ? Double.NaN
                            : RocAuc.of(
                                    silent.scores(split.test(), layers), silent.scores(split.testNegatives(), layers)),
                    trained.epochs(),
                    trained.bestEpoch()));
        }
        Sha256 data = new Sha256();
        features.addTo(data);
        split.addTo(data);
        ForwardLinkPredictor.Origin origin = new ForwardLinkPredictor.Origin(
                this,
                seed.value(),
                new ForwardResult(depths, seconds, NativeMemory.peak()),
                data.hex(),
                Platform.current());
        return new ForwardLinkPredictor(learned, split.nodes(), origin);
    }
}
