package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
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
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there are no layers, features do not fit a layer, or the
     *     loss stops being a number
     */
    public List<TrainedLayer> train(
            List<LocalLayer> layers, LocalObjective objective, Readout readout, Consumer<LayerProgress> listener) {
        require(!layers.isEmpty(), "there are no layers to train");
        Schedule schedule = new Schedule(config.withLayers(layers.size()), listener);
        Propagation learned = new Propagation(objective.views(), objective.continuesWithFirst());
        boolean same = readout != null && readout.views() == objective.views() && !objective.continuesWithFirst();
        Propagation judged = readout == null || same ? learned : new Propagation(readout.views(), false);
        float[] scores = null;
        List<TrainedLayer> trained = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            try (Scope scope = Scope.open()) {
                Propagation.Outputs forLearning = learned.on(layers.get(i));
                Propagation.Outputs forJudging = judged == learned ? forLearning : judged.on(layers.get(i));
                Stage stage = new Stage(i, layers.get(i), objective, readout, forLearning, forJudging, scores);
                trained.add(schedule.run(i, stage).trained());
                scores = stage.finish(i < layers.size() - 1);
            }
        }
        return List.copyOf(trained);
    }

    /**
     * The scores of the first layer, of the first two, and so on, up to all of them.
     *
     * @return an array of row-major scores for every depth
     */
    public static List<float[]> scores(List<LocalLayer> layers, Readout readout) {
        List<float[]> all = new ArrayList<>();
        outputs(layers, readout.views(), outputs -> {
            float[] before = all.isEmpty() ? null : all.get(all.size() - 1);
            all.add(sum(before, readout.share(all.size(), outputs)));
        });
        return all;
    }

    /** What every layer makes of some graphs, one layer after the other. */
    static void outputs(List<LocalLayer> layers, List<View> views, Consumer<List<Tensor>> each) {
        Propagation judged = new Propagation(views, false);
        try (Autograd.NoGradient off = Autograd.off()) {
            for (LocalLayer layer : layers) {
                try (Scope scope = Scope.open()) {
                    List<Tensor> now = judged.on(layer).get();
                    each.accept(now);
                    judged.advance(now);
                }
            }
        }
    }

    private static float[] sum(float[] before, Tensor share) {
        float[] scores = share.toArray();
        for (int i = 0; before != null && i < scores.length; i++) {
            scores[i] += before[i];
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
        private final float[] before;
        private final List<Parameter> parameters;
        private final Adam adam;

        Stage(
                int index,
                LocalLayer layer,
                LocalObjective objective,
                Readout readout,
                Propagation.Outputs forLearning,
                Propagation.Outputs forJudging,
                float[] before) {
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
            boolean shared = forJudging == forLearning;
            if (asks && !shared && !judge.goOn(quality()) || !trains && !(asks && shared)) {
                return Double.NaN;
            }
            try (Scope scope = Scope.open()) {
                // Weights do not change between a validation and the next step, so both use one forward pass.
                List<Tensor> outputs = forLearning.get();
                if (asks && shared && !judge.goOn(quality(outputs)) || !trains) {
                    return Double.NaN;
                }
                Tensor loss = objective.loss(index, outputs);
                double value = loss.item();
                if (Double.isFinite(value)) {
                    loss.backward();
                    adam.step(config.learningRate());
                }
                return value;
            }
        }

        private double quality() {
            try (Autograd.NoGradient off = Autograd.off();
                    Scope scope = Scope.open()) {
                return quality(forJudging.get());
            }
        }

        private double quality(List<Tensor> outputs) {
            try (Autograd.NoGradient off = Autograd.off()) {
                return readout.quality(sum(before, readout.share(index, outputs)), index + 1);
            }
        }

        /** The scores with this layer; its outputs become the inputs of the next one, if there is one. */
        float[] finish(boolean goesOn) {
            try (Autograd.NoGradient off = Autograd.off();
                    Scope scope = Scope.open()) {
                List<Tensor> outputs = forJudging.get();
                float[] scores = readout == null ? null : sum(before, readout.share(index, outputs));
                if (goesOn) {
                    forJudging.advance(outputs);
                    if (forLearning != forJudging) {
                        forLearning.advance(forLearning.get());
                    }
                }
                return scores;
            }
        }
    }
}
