package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/**
 * Top-To-Input: a layer also hears, in its input, what the layer above it said one time step before. All layers are trained
 * at once, each by its own loss, first those with an even number and then those with an odd one; what a neighbour has just
 * said is heard at once.
 */
final class TopToInput implements Schedule.Epochs {
    private static final int ASKING_STEPS = 10;
    /** The first steps of asking, in which the layers have not heard of each other yet, do not count. */
    private static final int SILENT_STEPS = 2;

    private final ForwardConfig config;
    private final List<LocalLayer> layers;
    private final UnaryOperator<Tensor> loss;
    private final DoubleSupplier quality;
    private final States learning;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Adam> optimizers = new ArrayList<>();

    /**
     * @param graph to learn on; its tensors must outlive this
     * @param loss of a layer's output
     * @param quality on validation data; null where there is none
     */
    TopToInput(
            ForwardConfig config,
            List<LocalLayer> layers,
            Surroundings graph,
            UnaryOperator<Tensor> loss,
            DoubleSupplier quality) {
        this.config = config;
        this.layers = layers;
        this.loss = loss;
        this.quality = quality;
        for (LocalLayer layer : layers) {
            parameters.addAll(layer.parameters());
            optimizers.add(Optimizers.adam(config, layer.parameters()));
        }
        learning = new States(layers, graph, config.hidden());
    }

    /**
     * What layers work on.
     *
     * @param bottom the input of the first layer, rows of length 1
     * @param top what the last layer hears from above, or null
     */
    record Surroundings(GraphTensor graph, ImplicitFeatures bottom, Tensor top) {}

    /**
     * What every layer hears of its neighbours, in rows of length 1: the layer below, but for the first, which has the bottom
     * there, and then the layer above. On the heap, since it outlives the scope of a step.
     */
    private static final class States {
        /** Rows that stay in the cache until they have been told. */
        private static final int BLOCK = 256;

        private final List<LocalLayer> layers;
        private final Surroundings around;
        private final int hidden;
        private final int nodes;
        private final float[][] heard;

        /** From bottom to top, with silence above. */
        States(List<LocalLayer> layers, Surroundings around, int hidden) {
            this.layers = layers;
            this.around = around;
            this.hidden = hidden;
            nodes = around.graph.nodeCount();
            int last = layers.size() - 1;
            heard = new float[layers.size()][];
            for (int i = 0; i <= last; i++) {
                heard[i] = new float[nodes * width(i)];
            }
            try (Autograd.NoGradient off = Autograd.off()) {
                for (int i = 0; i <= last && last > 0; i++) {
                    try (Scope scope = Scope.open()) {
                        say(i, output(i));
                    }
                }
            }
            if (around.top != null) {
                tell(last, below(last), 0, around.top.toArray(), around.top.size(1));
            }
        }

        /** How many columns come from below. */
        private int below(int i) {
            return i == 0 ? 0 : hidden;
        }

        private int width(int i) {
            int above = i < layers.size() - 1 ? hidden : around.top == null ? 0 : around.top.size(1);
            return below(i) + above;
        }

        /** What a layer says to what its neighbours said last. */
        Tensor output(int i) {
            LocalLayer layer = layers.get(i);
            if (width(i) == 0) {
                return layer.forward(around.bottom, around.graph);
            }
            Tensor neighbours = Tensor.of(heard[i], nodes, width(i));
            return i == 0
                    ? layer.forward(around.bottom.beside(neighbours), around.graph)
                    : layer.forward(neighbours, around.graph);
        }

        void say(int i, Tensor output) {
            Tensor said = output.detach();
            for (int row = 0; row < nodes && layers.size() > 1; row += BLOCK) {
                try (Scope scope = Scope.open()) {
                    Tensor block = said.slice(0, row, Math.min(row + BLOCK, nodes));
                    float[] directions = Rows.normalised(block).toArray();
                    if (i > 0) {
                        tell(i - 1, below(i - 1), row, directions, hidden);
                    }
                    if (i < layers.size() - 1) {
                        tell(i + 1, 0, row, directions, hidden);
                    }
                }
            }
        }

        /** Writes rows of some columns of what a layer hears. */
        private void tell(int i, int column, int row, float[] rows, int width) {
            for (int from = 0; from < rows.length; from += width) {
                System.arraycopy(rows, from, heard[i], row * width(i) + column + from / width * width(i), width);
            }
        }
    }

    /** The layers in the order in which they speak in a time step. */
    private static int[] order(int layers) {
        int[] order = new int[layers];
        for (int i = 0; i < layers; i++) {
            int even = (layers + 1) / 2;
            order[i] = i < even ? 2 * i : 2 * (i - even) + 1;
        }
        return order;
    }

    @Override
    public Collection<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double run(boolean validates, boolean trains, Schedule.Judge judge) {
        if (validates && quality != null && !judge.goOn(quality.getAsDouble()) || !trains) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i : order(layers.size())) {
            try (Scope scope = Scope.open()) {
                Tensor output = learning.output(i);
                learning.say(i, output);
                Tensor own = loss.apply(output);
                sum += own.item();
                if (!Double.isFinite(sum)) {
                    return sum;
                }
                own.backward();
                optimizers.get(i).step(config.learningRate());
            }
        }
        return sum / layers.size();
    }

    /**
     * Asks the layers about a graph.
     *
     * @param hidden the width of the layers
     * @param share of a layer's output in the scores
     * @return the mean share of all layers and of the time steps in which they have heard of each other
     */
    static float[] scores(List<LocalLayer> layers, int hidden, Surroundings around, UnaryOperator<Tensor> share) {
        MeanScores mean = new MeanScores();
        ask(layers, hidden, around, output -> mean.add(share.apply(output).toArray()));
        return mean.get();
    }

    /** The same for whoever wants the outputs themselves. */
    static void ask(List<LocalLayer> layers, int hidden, Surroundings around, Consumer<Tensor> outputs) {
        try (Autograd.NoGradient off = Autograd.off()) {
            // The bottom says the same in all steps, and its product with the weights is most of the first layer's
            // work.
            Surroundings still = new Surroundings(around.graph, around.bottom.remembering(), around.top);
            States states = new States(layers, still, hidden);
            // A single layer says the same in every step.
            int from = layers.size() == 1 ? 0 : SILENT_STEPS;
            int steps = layers.size() == 1 ? 1 : ASKING_STEPS;
            for (int step = 0; step < steps; step++) {
                for (int i : order(layers.size())) {
                    try (Scope scope = Scope.open()) {
                        Tensor output = states.output(i);
                        // The layers that speak last in the last step are heard by none.
                        if (step < steps - 1 || i % 2 == 0) {
                            states.say(i, output);
                        }
                        if (step >= from) {
                            outputs.accept(output);
                        }
                    }
                }
            }
        }
    }
}
