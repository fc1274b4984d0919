package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Losses;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SF, the single forward pass: one virtual node a class, joined with the training nodes of the class; a layer learns to
 * send nodes where it sends the virtual node of their class, {@code softmax_c(h_i . h_c / temperature)}. There are no
 * negatives, and all nodes are classified in the same pass.
 */
final class SingleForward implements LocalObjective, Readout {
    private final NodeProblem problem;
    private final List<View> views;
    /** The training nodes, and the virtual ones that they are held against. */
    private final int[] nodes;

    private final int[] targets;
    private final Tensor mask;
    private final int[] targetsOfNodes;
    private final Tensor maskOfNodes;

    SingleForward(NodeProblem problem) {
        this(problem, virtualFeatures(problem));
    }

    /** @param virtual features of the virtual nodes, row by row */
    SingleForward(NodeProblem problem, float[] virtual) {
        this.problem = problem;
        GraphTensor joined = ClassNodes.join(
                problem.data.graph(),
                problem.train,
                problem.data.labels(),
                problem.classes(),
                problem.config.bidirectional());
        views = List.of(new View(joined, ClassNodes.append(problem.data.features(), virtual)));
        int rows = joined.nodeCount();
        nodes = IntStream.concat(Arrays.stream(problem.train), IntStream.range(problem.nodes(), rows))
                .toArray();
        targets = problem.targets(rows);
        mask = Tensor.of(NodeProblem.mask(problem.train, rows), rows).keep();
        targetsOfNodes = Arrays.stream(nodes).map(node -> targets[node]).toArray();
        maskOfNodes = mask.gather(nodes).keep();
    }

    static float[] virtualFeatures(NodeProblem problem) {
        return problem.seed
                .split("virtual")
                .normal(problem.classes() * problem.data.features().width());
    }

    @Override
    public List<View> views() {
        return views;
    }

    @Override
    public int[] nodes() {
        return nodes;
    }

    @Override
    public Tensor loss(int layer, List<Tensor> outputs) {
        return Losses.crossEntropy(logits(outputs.get(0)), targetsOfNodes, maskOfNodes);
    }

    /** @param h {@code [node, width]}, virtual nodes last */
    Tensor loss(Tensor h) {
        return Losses.crossEntropy(logits(h), targets, mask);
    }

    @Override
    public Tensor share(int layer, int view, Tensor output) {
        return share(output);
    }

    Tensor share(Tensor h) {
        return logits(h).softmax(-1);
    }

    /** @param h {@code [node, width]}, virtual nodes last. {@code [node, class]}; rows of virtual nodes among them cost less than leaving them out. */
    Tensor logits(Tensor h) {
        Tensor virtual = h.slice(0, h.size(0) - problem.classes(), h.size(0));
        Tensor products = h.matmul(virtual, false, true);
        float temperature = problem.config.temperature();
        return temperature == 1 ? products : products.mul(1 / temperature);
    }

    @Override
    public double quality(float[][] scores, int layers) {
        return problem.accuracy(scores[0], problem.validation);
    }

    static Learned learn(NodeProblem problem) {
        SingleForward task = new SingleForward(problem);
        List<LocalLayer> layers = problem.layers(problem.data.features().width());
        return Learned.layerWise(problem, layers, task, task);
    }
}
