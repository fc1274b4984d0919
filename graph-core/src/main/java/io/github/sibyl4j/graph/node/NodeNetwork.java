package io.github.sibyl4j.graph.node;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.sampling.SampledSubgraph;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;
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

    /**
     * Scores {@code [seed, class]} of the nodes that a subgraph was sampled for; unless said otherwise from the whole
     * subgraph. They are those of the whole graph if all neighbours were sampled, for as many hops as there are layers.
     *
     * @param x features of all nodes of the graph that was sampled from
     */
    public Tensor logits(NodeFeatures x, SampledSubgraph sample) {
        return logits(x.subset(sample.nodes()), sample.graph()).slice(0, 0, sample.seedCount());
    }

    /**
     * Scores {@code [seed, class]} of the nodes that a subgraph was sampled for, while training; unless said otherwise from
     * the whole subgraph.
     *
     * @param x features of all nodes of the graph that was sampled from
     */
    public Tensor logitsForTraining(NodeFeatures x, SampledSubgraph sample, Seed seed) {
        NodeFeatures own = x.subset(sample.nodes());
        return logitsForTraining(own, sample.graph(), seed).slice(0, 0, sample.seedCount());
    }

    /** Scores of another shape would be read as those of other nodes and classes. */
    static Tensor requireScores(Tensor logits, int nodes, int classes) {
        require(
                logits.rank() == 2 && logits.size(0) == nodes && logits.size(1) == classes,
                "the network was to give scores [node, class] of the shape [%d, %d], but gave %s: let its factory make a"
                        + " network with a row for every node that it is asked for and a column for each of the classes",
                nodes,
                classes,
                Arrays.toString(logits.shape()));
        return logits;
    }

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
