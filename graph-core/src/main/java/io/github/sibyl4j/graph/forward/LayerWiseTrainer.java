package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Trains a stack of graph layers one after the other, each by its own objective and its own Adam: the input of a layer is a
 * constant, so no gradient crosses from one to another and memory does not grow with depth (Park et al., ICLR 2024). Works
 * for any layers, also for those of users:
 *
 * <pre>{@code
 * var layers = List.of(LocalLayer.of(new GcnConv(32, 64, seed)), LocalLayer.of(new GatConv(64, 16, 4, true, seed)));
 * var objective = LocalObjective.contrast(
 *         List.of(new View(graph, features), new View(graph, shuffled)),
 *         nodes, Goodness.SUM_OF_SQUARES, ContrastiveLoss.forwardForward(2));
 * new LayerWiseTrainer(config).train(layers, objective, readout, progress -> {});
 * }</pre>
 */
public final class LayerWiseTrainer {
    private final ForwardConfig config;

    public LayerWiseTrainer(ForwardConfig config) {
        require(config != null, "config must be given, found null: start from ForwardConfig.defaults()");
        this.config = config;
    }

    /**
     * How the training of one layer went; epochs count from 1. Where nothing validated, {@code bestEpoch} is 0 and {@code
     * quality} NaN.
     */
    public record TrainedLayer(int epochs, int bestEpoch, double quality) {}

    /**
     * Trains the layers in place. After every few epochs the layers trained so far are asked together; each layer keeps the
     * weights with which they answered best.
     *
     * @param readout chooses the weights; null trains every layer to the last epoch
     * @param listener is told of every validation, or without any of the end of every layer, on the calling thread
     * @throws InvalidInputException if there are no layers or no views, features do not fit a layer, neither a layer nor the
     *     objective has something to learn for it, the objective counts no node, one that is not there or one twice, what
     *     layers, objective or readout give has another shape than expected, or the loss stops being a number
     */
    public List<TrainedLayer> train(
            List<LocalLayer> layers, LocalObjective objective, Readout readout, Consumer<LayerProgress> listener) {
        requireLayers(layers);
        require(
                objective != null && listener != null,
                "objective and listener must be given, found %s and %s: progress -> {} listens to nothing",
                objective,
                listener);
        requireViews(objective.views(), "objective");
        requireNodes(objective);
        requireSomethingToLearn(layers, objective);
        if (readout != null) {
            requireViews(readout.views(), "readout");
        }
        Schedule schedule = new Schedule(config.withLayers(layers.size()), listener);
        Propagation learned = new Propagation(objective.views(), objective.continuesWithFirst());
        boolean same = readout != null && readout.views() == objective.views() && !objective.continuesWithFirst();
        Propagation judged = readout == null || same ? learned : new Propagation(readout.views(), false);
        Shares scores = null;
        List<TrainedLayer> trained = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            try (Scope scope = Scope.open()) {
                Propagation.Outputs forLearning = learned.on(layers.get(i), objective.nodes());
                Propagation.Outputs forJudging = judged == learned ? forLearning : judged.on(layers.get(i));
                Stage stage = new Stage(i, layers.get(i), objective, readout, forLearning, forJudging, scores);
                trained.add(schedule.run(i, stage).trained());
                if (i < layers.size() - 1) {
                    scores = stage.finish();
                }
            }
        }
        return List.copyOf(trained);
    }

    private static void requireLayers(List<LocalLayer> layers) {
        require(
                layers != null && !layers.isEmpty() && layers.stream().allMatch(Objects::nonNull),
                "there are no layers to train, or one is null, found %s",
                layers);
    }

    private static void requireViews(List<View> views, String owner) {
        require(
                views != null && !views.isEmpty() && views.stream().allMatch(Objects::nonNull),
                "the %s has no views, or one is null, found %s: give it at least one graph with features",
                owner,
                views);
    }

    private static void requireSomethingToLearn(List<LocalLayer> layers, LocalObjective objective) {
        for (int i = 0; i < layers.size(); i++) {
            Collection<Parameter> own = objective.parameters(i);
            require(own != null, "the objective's parameters of layer %d are null: give an empty list for none", i + 1);
            require(
                    !layers.get(i).parameters().isEmpty() || !own.isEmpty(),
                    "layer %d has nothing to learn, neither parameters of its own nor of the objective: leave it out, or"
                            + " name its parts with part(...) and its weights with parameter(...)",
                    i + 1);
        }
    }

    private static void requireNodes(LocalObjective objective) {
        int[] nodes = objective.nodes();
        if (nodes == null) {
            return;
        }
        require(
                nodes.length > 0,
                "the objective's nodes() is empty, so there is nothing to learn from: name the nodes that losses look at, or"
                        + " give null for all of them");
        BitSet seen = new BitSet();
        for (int node : nodes) {
            for (View view : objective.views()) {
                int count = view.graph().nodeCount();
                require(
                        node >= 0 && node < count,
                        "the objective's nodes() names node %d, of a graph with the nodes 0 to %d",
                        node,
                        count - 1);
            }
            require(!seen.get(node), "the objective's nodes() names node %d twice: name every node once", node);
            seen.set(node);
        }
    }

    /**
     * The scores of the first layer, of the first two, and so on, up to all of them.
     *
     * @return for every depth, row-major scores for every view
     * @throws InvalidInputException if there are no layers or no views, features do not fit a layer, or shares differ in shape
     */
    public static List<float[][]> scores(List<LocalLayer> layers, Readout readout) {
        requireLayers(layers);
        require(readout != null, "a readout must be given to ask layers for scores, found null");
        requireViews(readout.views(), "readout");
        List<float[][]> all = new ArrayList<>();
        Shares scores = null;
        Propagation judged = new Propagation(readout.views(), false);
        for (int i = 0; i < layers.size(); i++) {
            try (Scope scope = Scope.open()) {
                Propagation.Outputs outputs = judged.on(layers.get(i));
                scores = scores(i, readout, outputs, scores);
                all.add(scores.sums());
                if (i < layers.size() - 1) {
                    outputs.advance();
                }
            }
        }
        return all;
    }

    /** @param before the scores until now, null where there are none */
    private static Shares scores(int layer, Readout readout, Propagation.Outputs outputs, Shares before) {
        Shares scores = new Shares(layer, outputs.size());
        outputs.show((view, output) -> scores.put(view, readout.share(layer, view, output), before));
        return scores;
    }

    /** The training of one layer. */
    private final class Stage implements Schedule.Epochs {
        private final int index;
        private final LocalObjective objective;
        private final Readout readout;
        private final Propagation.Outputs forLearning;
        private final Propagation.Outputs forJudging;
        private final Shares before;
        private final List<Parameter> parameters;
        private final Adam adam;

        Stage(
                int index,
                LocalLayer layer,
                LocalObjective objective,
                Readout readout,
                Propagation.Outputs forLearning,
                Propagation.Outputs forJudging,
                Shares before) {
            this.index = index;
            this.objective = objective;
            this.readout = readout;
            this.forLearning = forLearning;
            this.forJudging = forJudging;
            this.before = before;
            parameters = new ArrayList<>(layer.parameters());
            parameters.addAll(objective.parameters(index));
            adam = Optimizers.adam(config, parameters);
        }

        @Override
        public Collection<Parameter> parameters() {
            return parameters;
        }

        @Override
        public double run(boolean validates, boolean trains, Schedule.Judge judge) {
            boolean asks = validates && readout != null;
            boolean shared = sharesOutputs();
            if (asks && !shared && !judge.goOn(readout.quality(scores().sums(), index + 1))
                    || !trains && !(asks && shared)) {
                return Double.NaN;
            }
            double value = objective.isSum() ? gatherInParts() : gather(asks, trains, judge);
            if (Double.isFinite(value)) {
                adam.step(config.learningRate());
            }
            return value;
        }

        /** Whether what the loss looks at is all that a validation asks for. */
        private boolean sharesOutputs() {
            return forJudging == forLearning && !objective.isSum() && !forLearning.isNarrow();
        }

        /** The gradient of the loss, and a validation by the same outputs, since weights do not change between them. */
        private double gather(boolean asks, boolean trains, Schedule.Judge judge) {
            try (Scope scope = Scope.open()) {
                List<Tensor> all = asks && sharesOutputs() ? forLearning.get() : null;
                if (all != null && !judge.goOn(quality(all)) || !trains) {
                    return Double.NaN;
                }
                Tensor loss = objective.loss(index, all == null ? forLearning.counted() : forLearning.ofCounted(all));
                double value = single("loss", loss);
                if (Double.isFinite(value)) {
                    backward(loss);
                }
                return value;
            }
        }

        private double gatherInParts() {
            double sum = 0;
            for (int view = 0; view < forLearning.size() && Double.isFinite(sum); view++) {
                try (Scope scope = Scope.open()) {
                    Tensor part = objective.part(index, view, forLearning.counted(view));
                    sum += single("part of a loss", part);
                    backward(part);
                }
            }
            return sum;
        }

        private double single(String name, Tensor loss) {
            require(
                    loss != null && loss.length() == 1,
                    "the %s of layer %d is %s, expected a single number: take its mean() or sum()",
                    name,
                    index + 1,
                    loss == null ? "null" : "a tensor " + Arrays.toString(loss.shape()));
            return loss.item();
        }

        private void backward(Tensor loss) {
            try {
                loss.backward();
            } catch (IllegalStateException e) {
                throw new InvalidInputException(
                        "the loss of layer " + (index + 1)
                                + " does not depend on what is to be learned: compute it from the"
                                + " outputs that it is given, and train outside of Autograd.off() (" + e.getMessage()
                                + ")",
                        e);
            }
        }

        private double quality(List<Tensor> outputs) {
            Shares scores = new Shares(index, outputs.size());
            try (Autograd.NoGradient off = Autograd.off()) {
                for (int view = 0; view < outputs.size(); view++) {
                    scores.put(view, readout.share(index, view, outputs.get(view)), before);
                }
            }
            return readout.quality(scores.sums(), index + 1);
        }

        private Shares scores() {
            return LayerWiseTrainer.scores(index, readout, forJudging, before);
        }

        /** Makes the outputs the inputs of the next layer and returns the scores with this one. */
        Shares finish() {
            Shares scores = readout == null ? null : scores();
            forJudging.advance();
            if (forLearning != forJudging) {
                forLearning.advance();
            }
            return scores;
        }
    }
}
