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

/**
 * PEPITA (Dellaferrera and Kreiman, ICML 2022) on graphs: two forward passes, the second with the input shifted by a fixed
 * random projection of the output's error, {@code x' = x + F e}. A layer moves by {@code (h - h') h'_below^T}, the last by
 * {@code e h'_below^T}, where what is below comes through the graph first. The paper
 * finds it near chance on graphs; here it is better than that and far behind the others.
 */
final class Pepita implements Schedule.Epochs {
    /** The size of the projection's entries relative to those of a layer drawn as by He et al. (2015); the authors'. */
    private static final double PROJECTION = 0.05;

    private final NodeProblem problem;
    private final GraphTensor graph;
    private final List<LocalLayer> layers;
    private final Collection<Parameter> parameters;
    private final Adam adam;
    private final ImplicitFeatures input;
    private final Tensor projection;
    private final Tensor oneHot;
    private final Tensor mask;

    private Pepita(NodeProblem problem) {
        this.problem = problem;
        graph = problem.data.graph();
        int in = problem.data.features().width();
        Stack stack = Stack.classifier(problem.backbone, problem.config, in, problem.classes(), problem.seed);
        layers = stack.layers();
        parameters = stack.parameters();
        adam = Optimizers.adam(problem.config, parameters);
        input = Rows.of(problem.data.features()).normalised().implicit();
        double size = PROJECTION * Math.sqrt(6.0 / in);
        projection = Tensor.of(
                problem.seed.split("projection").uniform(problem.classes() * in, size), problem.classes(), in);
        oneHot = LabelBlocks.dense(problem.targets(problem.nodes()), problem.classes());
        mask = Tensor.of(NodeProblem.mask(problem.train, problem.nodes()), problem.nodes(), 1);
    }

    static Learned learn(NodeProblem problem) {
        try (Scope scope = Scope.open()) {
            Pepita task = new Pepita(problem);
            ForwardConfig config = problem.config;
            Schedule.Outcome outcome = new Schedule(config, problem.listener).run(config.layers() - 1, task);
            try (Autograd.NoGradient off = Autograd.off()) {
                return Learned.whole(problem, task.output(task.hidden()).toArray(), outcome);
            }
        }
    }

    @Override
    public Collection<Parameter> parameters() {
        return parameters;
    }

    /** The outputs of all layers, the last without {@code relu}. */
    private List<Tensor> hidden() {
        List<Tensor> outputs = new ArrayList<>();
        ImplicitFeatures below = input;
        for (int i = 0; i < layers.size(); i++) {
            Tensor h = i < layers.size() - 1
                    ? layers.get(i).forward(below, graph)
                    : layers.get(i).linear(below, graph);
            outputs.add(h);
            below = ImplicitFeatures.of(h);
        }
        return outputs;
    }

    private Tensor output(List<Tensor> hidden) {
        return hidden.get(hidden.size() - 1).softmax(-1);
    }

    @Override
    public double run(boolean validates, boolean trains, Schedule.Judge judge) {
        try (Scope scope = Scope.open()) {
            List<Tensor> clean;
            Tensor error;
            double loss;
            try (Autograd.NoGradient off = Autograd.off()) {
                clean = hidden();
                Tensor output = output(clean);
                if (validates
                        && problem.validation.length > 0
                        && !judge.goOn(problem.accuracy(output.toArray(), problem.validation))) {
                    return Double.NaN;
                }
                error = output.sub(oneHot).mul(mask);
                loss = error.square().sum().item() / problem.train.length;
                if (!trains || !Double.isFinite(loss)) {
                    return loss;
                }
            }
            ImplicitFeatures below = input.plus(error, projection);
            for (int i = 0; i < layers.size(); i++) {
                Tensor sums = layers.get(i).linear(below, graph);
                Tensor shifted = sums.detach().relu();
                Tensor move = i == layers.size() - 1 ? error : clean.get(i).sub(shifted);
                // The gradient of this product is the outer product that the rule asks for, whatever the layer.
                sums.mul(move).sum().mul(1f / problem.train.length).backward();
                below = ImplicitFeatures.of(shifted);
            }
            adam.step(problem.config.learningRate());
            return loss;
        }
    }
}
