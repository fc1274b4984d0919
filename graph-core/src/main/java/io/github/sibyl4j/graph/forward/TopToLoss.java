package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.optim.Adam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * SF-Top-To-Loss: a layer is judged by the mean of its own output and of what all layers above it said one time step
 * before. All layers are trained at once, on what was said before the step. Gradients longer than 1 are shortened.
 */
final class TopToLoss implements Schedule.Epochs {
    private static final double CLIP_NORM = 1;

    private final NodeProblem problem;
    private final SingleForward task;
    private final List<LocalLayer> layers;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Adam> optimizers = new ArrayList<>();
    private final Supplier<Tensor> firstOnDirections;
    private final Supplier<Tensor> firstOnFeatures;
    /** What every layer said last, rows of length 1; on the heap, since it outlives the scope of a step. */
    private float[][] said;

    private TopToLoss(NodeProblem problem) {
        this.problem = problem;
        task = new SingleForward(problem);
        layers = problem.layers(problem.data.features().width());
        for (LocalLayer layer : layers) {
            parameters.addAll(layer.parameters());
            optimizers.add(Optimizers.adam(problem.config, layer.parameters()));
        }
        View view = task.views().get(0);
        Rows features = Rows.of(view.features());
        firstOnDirections = layers.get(0).onFixed(features.normalised(), view.graph());
        firstOnFeatures = layers.get(0).onFixed(features, view.graph());
        said = start();
    }

    static Learned learn(NodeProblem problem) {
        try (Scope scope = Scope.open()) {
            TopToLoss training = new TopToLoss(problem);
            int layers = problem.config.layers();
            Schedule.Outcome outcome = new Schedule(problem.config, problem.listener).run(layers - 1, training);
            return Learned.whole(problem, training.scores(), outcome);
        }
    }

    /** From bottom to top, from the features as they are and with outputs handed on as they are. */
    private float[][] start() {
        float[][] start = new float[layers.size()][];
        try (Autograd.NoGradient off = Autograd.off();
                Scope scope = Scope.open()) {
            Tensor h = null;
            for (int i = 0; i < start.length; i++) {
                h = i == 0 ? firstOnFeatures.get() : layers.get(i).forward(h, graph());
                start[i] = Rows.normalised(h).toArray();
            }
        }
        return start;
    }

    private GraphTensor graph() {
        return task.views().get(0).graph();
    }

    private Tensor tensor(float[][] states, int i) {
        return Tensor.of(states[i], graph().nodeCount(), problem.config.hidden());
    }

    private Tensor output(int i, float[][] states) {
        return i == 0 ? firstOnDirections.get() : layers.get(i).forward(tensor(states, i - 1), graph());
    }

    /** The mean of a layer's output and of what is said above it. */
    private Tensor judged(int i, Tensor output, float[][] states) {
        Tensor sum = output;
        for (int j = i + 1; j < states.length; j++) {
            sum = sum.add(tensor(states, j));
        }
        return sum.mul(1f / (states.length - i));
    }

    @Override
    public Collection<Parameter> parameters() {
        return parameters;
    }

    @Override
    public double run(boolean validates, boolean trains, Schedule.Judge judge) {
        if (validates && problem.validation.length > 0 && !judge.goOn(problem.accuracy(scores(), problem.validation))
                || !trains) {
            return Double.NaN;
        }
        double sum = 0;
        float[][] next = new float[said.length][];
        for (int i = 0; i < said.length; i++) {
            try (Scope scope = Scope.open()) {
                Tensor output = output(i, said);
                next[i] = Rows.normalised(output.detach()).toArray();
                Tensor loss = task.loss(judged(i, output, said));
                sum += loss.item();
                if (!Double.isFinite(sum)) {
                    return sum;
                }
                loss.backward();
                optimizers.get(i).step(problem.config.learningRate(), CLIP_NORM);
            }
        }
        said = next;
        return sum / said.length;
    }

    private float[] scores() {
        float[][] states = start();
        MeanScores mean = new MeanScores();
        try (Autograd.NoGradient off = Autograd.off()) {
            for (int i = 0; i < states.length; i++) {
                try (Scope scope = Scope.open()) {
                    mean.add(task.share(judged(i, output(i, states), states)).toArray());
                }
            }
        }
        return mean.get();
    }
}
