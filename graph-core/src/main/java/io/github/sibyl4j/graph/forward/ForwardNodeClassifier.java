package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;
import java.util.List;

/**
 * What was learned of the nodes of one graph: the probabilities of their classes. Immutable and for any number of threads.
 */
public final class ForwardNodeClassifier {
    private final int classes;
    private final int smallest;
    private final List<float[]> probabilities;
    private final ForwardResult result;

    ForwardNodeClassifier(int classes, int smallest, List<float[]> probabilities, ForwardResult result) {
        this.classes = classes;
        this.smallest = smallest;
        this.probabilities = List.copyOf(probabilities);
        this.result = result;
    }

    /** The probability of every class for a node. */
    public float[] probabilities(int node) {
        return probabilities(node, smallest + probabilities.size() - 1);
    }

    /**
     * The same by the first layers only.
     *
     * @param layers how many
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such node, or these layers were not trained to
     *     answer alone
     */
    public float[] probabilities(int node, int layers) {
        int largest = smallest + probabilities.size() - 1;
        require(
                layers >= smallest && layers <= largest,
                "this network answers with %d to %d layers, found %d",
                smallest,
                largest,
                layers);
        float[] all = probabilities.get(layers - smallest);
        require(
                node >= 0 && node < all.length / classes,
                "the nodes are 0 to %d, found %d",
                all.length / classes - 1,
                node);
        return Arrays.copyOfRange(all, node * classes, (node + 1) * classes);
    }

    /** The most probable class of a node. */
    public int classOf(int node) {
        return NodeProblem.best(probabilities(node), 0, classes);
    }

    public ForwardResult result() {
        return result;
    }
}
