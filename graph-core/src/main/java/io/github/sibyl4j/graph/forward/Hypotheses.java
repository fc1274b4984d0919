package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Asking a network trained by goodness: once for every class, all asked nodes are said to be of the class, and the class
 * that makes a node's goodness highest is its class. Nodes whose class is known are said to be what they are.
 */
final class Hypotheses implements Readout {
    private final NodeProblem problem;
    private final int[] asked;
    private final List<View> views;

    /** @param viewOf the view in which nodes are said to have these classes, or {@link LabelBlocks#OPEN} ones */
    private Hypotheses(NodeProblem problem, int[] known, int[] asked, Function<int[], View> viewOf) {
        this.problem = problem;
        this.asked = asked;
        views = new ArrayList<>();
        for (int c = 0; c < problem.classes(); c++) {
            int[] said = new int[problem.nodes()];
            Arrays.fill(said, LabelBlocks.OPEN);
            for (int node : known) {
                said[node] = problem.data.label(node);
            }
            for (int node : asked) {
                said[node] = c;
            }
            views.add(viewOf.apply(said));
        }
    }

    /** The validation nodes by what is known of the training nodes; null where there are none. */
    static Hypotheses forValidation(NodeProblem problem, Function<int[], View> viewOf) {
        return problem.validation.length == 0
                ? null
                : new Hypotheses(problem, problem.train, problem.validation, viewOf);
    }

    /** All other nodes by what is known of the training and the validation nodes. */
    static Hypotheses forTest(NodeProblem problem, Function<int[], View> viewOf) {
        int[] known = known(problem);
        float[] isKnown = NodeProblem.mask(known, problem.nodes());
        int[] others = IntStream.range(0, problem.nodes())
                .filter(node -> isKnown[node] == 0)
                .toArray();
        return new Hypotheses(problem, known, others, viewOf);
    }

    private static int[] known(NodeProblem problem) {
        return IntStream.concat(Arrays.stream(problem.train), Arrays.stream(problem.validation))
                .toArray();
    }

    @Override
    public List<View> views() {
        return views;
    }

    @Override
    public Tensor share(int layer, int view, Tensor output) {
        // The mean of squares here, where training takes their sum, as the paper's code does.
        return output.slice(0, 0, problem.nodes()).square().mean(-1, false).add(-problem.config.theta());
    }

    @Override
    public double quality(float[][] scores, int layers) {
        return problem.accuracy(byNode(scores), asked);
    }

    /** A row a node from a row a class. */
    private static float[] byNode(float[][] byClass) {
        float[] byNode = new float[byClass.length * byClass[0].length];
        for (int i = 0; i < byNode.length; i++) {
            byNode[i] = byClass[i % byClass.length][i / byClass.length];
        }
        return byNode;
    }

    /** Trains layers by contrast and asks them about validation and test nodes. */
    static Learned learn(
            NodeProblem problem, List<LocalLayer> layers, LocalObjective objective, Function<int[], View> viewOf) {
        List<LayerWiseTrainer.TrainedLayer> trained = new LayerWiseTrainer(problem.config)
                .train(layers, objective, forValidation(problem, viewOf), problem.listener);
        List<float[]> scores = LayerWiseTrainer.scores(layers, forTest(problem, viewOf)).stream()
                .map(Hypotheses::byNode)
                .toList();
        List<float[]> probabilities = new ArrayList<>();
        for (float[] score : scores) {
            probabilities.add(probabilities(problem, score));
        }
        return new Learned(1, scores, probabilities, trained);
    }

    /** The softmax of goodness; certainty for nodes whose class the network was told. */
    private static float[] probabilities(NodeProblem problem, float[] scores) {
        int classes = problem.classes();
        float[] result = Tensor.of(scores, problem.nodes(), classes).softmax(-1).toArray();
        for (int node : known(problem)) {
            int label = problem.data.label(node);
            Arrays.fill(result, node * classes, (node + 1) * classes, 0);
            result[node * classes + label] = 1;
        }
        return result;
    }
}
