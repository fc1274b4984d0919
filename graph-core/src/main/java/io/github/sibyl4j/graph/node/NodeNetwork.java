package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.List;

/** A network that gives every node of a graph a score for each class. */
public abstract class NodeNetwork extends Module {

    /** Scores {@code [node, class]}. */
    public abstract Tensor logits(NodeFeatures x, GraphTensor graph);

    /**
     * The same while training, with dropout.
     *
     * @param seed decides what is dropped; a new one every epoch
     */
    public abstract Tensor logitsForTraining(NodeFeatures x, GraphTensor graph, Seed seed);

    /** The parts whose weights decay; all of them unless said otherwise. */
    public List<Module> decaying() {
        return List.of(this);
    }

    /** Makes a network for the shape of the data. */
    @FunctionalInterface
    public interface Factory {
        NodeNetwork create(int features, int classes, Seed seed);
    }
}
