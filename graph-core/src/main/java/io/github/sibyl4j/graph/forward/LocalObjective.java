package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.InvalidInputException;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Collection;
import java.util.List;

/** What every layer of a stack learns by itself. */
public interface LocalObjective {
    /** The graphs that each layer sees while it learns; with negatives, the positive one first. */
    List<View> views();

    /** Whether the next layer gets the outputs of the first view in all of them; otherwise every view gets its own. */
    default boolean continuesWithFirst() {
        return false;
    }

    /** The nodes that losses look at, the same in all views, so that no others are worked on; null for all of them. */
    default int[] nodes() {
        return null;
    }

    /**
     * The loss of one layer, a single number.
     *
     * @param layer from 0 on
     * @param outputs {@code [node, hidden]} of the layer on every view, of {@link #nodes} alone and in their order
     */
    Tensor loss(int layer, List<Tensor> outputs);

    /** Whether the loss is the sum of a {@link #part} for each view, so that one view at a time takes memory. */
    default boolean isSum() {
        return false;
    }

    /** What one view adds to a loss that is a sum. */
    default Tensor part(int layer, int view, Tensor output) {
        throw new InvalidInputException(getClass().getName() + " says by isSum() that the loss of layer " + (layer + 1)
                + " is a sum of parts, but does not override part(layer, view, output): override it, or let isSum() be"
                + " false");
    }

    /** What the objective itself learns beside a layer, a classifier of the layer's outputs for instance. */
    default Collection<Parameter> parameters(int layer) {
        return List.of();
    }

    /**
     * Positive and negative examples: rows of the positive view are to be good, the same rows of the negative ones not.
     *
     * @param views the positive one first
     * @param rows the nodes that count, each once
     * @throws InvalidInputException if there are fewer than two views, they differ in nodes or in the width of features, or
     *     {@code rows} is empty, names a node that is not there, or one twice
     */
    static LocalObjective contrast(List<View> views, int[] rows, Goodness goodness, ContrastiveLoss loss) {
        return new Contrast(views, rows, goodness, loss, false);
    }
}
