package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Linear;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * CaFo, the cascaded forward algorithm (Zhao et al. 2023): graph layers stay as they were drawn; each has a linear
 * classifier of its own, which learns by cross entropy. Probabilities add up.
 */
final class CascadedForward implements LocalObjective, Readout {
    private final NodeProblem problem;
    private final List<View> views;
    private final List<Linear> classifiers = new ArrayList<>();
    private final int[] targets;
    private final Tensor mask;

    private CascadedForward(NodeProblem problem) {
        this.problem = problem;
        views = List.of(new View(problem.data.graph(), problem.data.features()));
        for (int i = 0; i < problem.config.layers(); i++) {
            classifiers.add(new Linear(
                    problem.config.hidden(),
                    problem.classes(),
                    problem.seed.split("classifiers").split(i)));
        }
        targets = problem.targets(problem.nodes());
        mask = Tensor.of(NodeProblem.mask(problem.train, problem.nodes()), problem.nodes())
                .keep();
    }

    static Learned learn(NodeProblem problem) {
        CascadedForward task = new CascadedForward(problem);
        List<LocalLayer> layers = problem.layers(problem.data.features().width()).stream()
                .map(LocalLayer::frozen)
                .toList();
        return Learned.layerWise(problem, layers, task, task);
    }

    @Override
    public List<View> views() {
        return views;
    }

    @Override
    public Collection<Parameter> parameters(int layer) {
        return classifiers.get(layer).parameters();
    }

    @Override
    public Tensor loss(int layer, List<Tensor> outputs) {
        return Losses.crossEntropy(classifiers.get(layer).forward(outputs.get(0)), targets, mask);
    }

    @Override
    public Tensor share(int layer, int view, Tensor output) {
        return classifiers.get(layer).forward(output).softmax(-1);
    }

    @Override
    public double quality(float[][] scores, int layers) {
        return problem.accuracy(scores[0], problem.validation);
    }
}
