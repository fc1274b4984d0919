package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/** How a stack of layers is asked for its answer: every layer has a share in it, and shares add up. */
public interface Readout {
    /** The graphs to be judged; the very list of an objective saves computing its outputs anew. */
    List<View> views();

    /**
     * One layer's share in the scores of a view, of the same shape for every layer.
     *
     * @param layer from 0 on
     * @param view which of the views
     * @param output {@code [node, hidden]} of the layer on the view
     */
    Tensor share(int layer, int view, Tensor output);

    /**
     * How good an answer is; higher is better.
     *
     * @param scores for every view the sum of the shares of the first {@code layers} layers, in row-major order
     */
    double quality(float[][] scores, int layers);
}
