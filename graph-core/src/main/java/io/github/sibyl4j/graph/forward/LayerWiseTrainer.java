package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
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
        this.config = config;
    }

    /** How the training of one layer went; epochs count from 1, and {@code bestEpoch} is 0 where nothing validated. */
    public record TrainedLayer(int epochs, int bestEpoch, double quality) {}

    /**
     * Trains the layers in place. After every few epochs the layers trained so far are asked together; each layer keeps the
     * weights with which they answered best.
     *
     * @param readout chooses the weights; null trains every layer to the last epoch
     * @param listener is told of every validation, on the calling thread
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no layers, features do not fit a layer, the
     *     objective counts a node that is not there or one twice, or the loss stops being a number
     */
    public List<TrainedLayer> train(
            List<LocalLayer> layers, LocalObjective objective, Readout readout, Consumer<LayerProgress> listener) {
        require(!layers.isEmpty(), "there are no layers to train");
        requireNodes(objective);
        Schedule schedule = new Schedule(config.withLayers(layers.size()), listener);
        Propagation learned = new Propagation(objective.views(), objective.continuesWithFirst());
        boolean same = readout != null && readout.views() == objective.views() && !objective.continuesWithFirst();
        Propagation judged = readout == null || same ? learned : new Propagation(readout.views(), false);
        float[][] scores = null;
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

    private static void requireNodes(LocalObjective objective) {
        int[] nodes = objective.nodes();
        if (nodes == null) {
            return;
        }
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
     */
    public static List<float[][]> scores(List<LocalLayer> layers, Readout readout) {
        List<float[][]> all = new ArrayList<>();
        Propagation judged = new Propagation(readout.views(), false);
        for (int i = 0; i < layers.size(); i++) {
            try (Scope scope = Scope.open()) {
                Propagation.Outputs outputs = judged.on(layers.get(i));
                all.add(scores(i, readout, outputs, i == 0 ? null : all.get(i - 1)));
                if (i < layers.size() - 1) {
                    outputs.advance();
                }
            }
        }
        return all;
    }

    private static float[][] scores(int layer, Readout readout, Propagation.Outputs outputs, float[][] before) {
        float[][] scores = new float[outputs.size()][];
        outputs.show((view, output) -> scores[view] = sum(before, view, readout.share(layer, view, output)));
        return scores;
    }

    /** What has been scored until now and a layer's share. */
    private static float[] sum(float[][] before, int view, Tensor share) {
        float[] scores = share.toArray();
        for (int i = 0; before != null && i < scores.length; i++) {
            scores[i] += before[view][i];
        }
        return scores;
    }

    /** The training of one layer. */
    private final class Stage implements Schedule.Epochs {
        private final int index;
        private final LocalObjective objective;
        private final Readout readout;
        private final Propagation.Outputs forLearning;
        private final Propagation.Outputs forJudging;
        private final float[][] before;
        private final List<Parameter> parameters;
        private final Adam adam;

        Stage(
                int index,
                LocalLayer layer,
                LocalObjective objective,
                Readout readout,
                Propagation.Outputs forLearning,
                Propagation.Outputs forJudging,
                float[][] before) {
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
            if (asks && !shared && !judge.goOn(readout.quality(scores(), index + 1)) || !trains && !(asks && shared)) {
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
                double value = loss.item();
                if (Double.isFinite(value)) {
                    loss.backward();
                }
                return value;
            }
        }

        private double gatherInParts() {
            double sum = 0;
            for (int view = 0; view < forLearning.size() && Double.isFinite(sum); view++) {
                try (Scope scope = Scope.open()) {
                    Tensor part = objective.part(index, view, forLearning.counted(view));
                    sum += part.item();
                    part.backward();
                }
            }
            return sum;
        }

        private double quality(List<Tensor> outputs) {
            float[][] scores = new float[outputs.size()][];
            try (Autograd.NoGradient off = Autograd.off()) {
                for (int view = 0; view < scores.length; view++) {
                    scores[view] = sum(before, view, readout.share(index, view, outputs.get(view)));
                }
            }
            return readout.quality(scores, index + 1);
        }

        private float[][] scores() {
            return LayerWiseTrainer.scores(index, readout, forJudging, before);
        }

        /** Makes the outputs the inputs of the next layer and returns the scores with this one. */
        float[][] finish() {
            float[][] scores = readout == null ? null : scores();
            forJudging.advance();
            if (forLearning != forJudging) {
                forLearning.advance();
            }
            return scores;
        }
    }
}
