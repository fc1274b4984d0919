package io.github.sibyl4j.graph.forward;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a method has learned of the nodes.
 *
 * @param smallest the depth of the first entry of each list; the others follow one by one
 * @param scores {@code [node, class]}, row-major; the highest decides
 * @param probabilities in the same order
 */
record Learned(
        int smallest, List<float[]> scores, List<float[]> probabilities, List<LayerWiseTrainer.TrainedLayer> trained) {

    /** Layers one after the other whose shares are probabilities of classes, so that their mean is one. */
    static Learned layerWise(NodeProblem problem, List<LocalLayer> layers, LocalObjective objective, Readout readout) {
        List<LayerWiseTrainer.TrainedLayer> trained = new LayerWiseTrainer(problem.config)
                .train(layers, objective, problem.validation.length == 0 ? null : readout, problem.listener);
        List<float[]> scores = LayerWiseTrainer.scores(layers, readout).stream()
                .map(views -> views[0])
                .toList();
        List<float[]> means = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            means.add(scaled(scores.get(i), problem.nodes() * problem.classes(), 1f / (i + 1)));
        }
        return new Learned(1, scores, means, trained);
    }

    /** A single answer of a whole network, whose scores are probabilities. */
    static Learned whole(NodeProblem problem, float[] scores, Schedule.Outcome outcome) {
        return new Learned(
                problem.config.layers(),
                List.of(scores),
                List.of(scaled(scores, problem.nodes() * problem.classes(), 1)),
                List.of(outcome.trained()));
    }

    private static float[] scaled(float[] values, int count, float factor) {
        float[] result = Arrays.copyOf(values, count);
        for (int i = 0; i < count; i++) {
            result[i] *= factor;
        }
        return result;
    }
}
