package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/** What the layers until one of them add to the scores of every view. */
final class Shares {
    private final int layer;
    private final int[][] shapes;
    private final float[][] sums;

    /** @param layer the last of the layers, from 0 on */
    Shares(int layer, int views) {
        this.layer = layer;
        shapes = new int[views][];
        sums = new float[views][];
    }

    /**
     * Takes what a readout gives for the last layer.
     *
     * @param before the shares of the layers below it, null where there are none
     */
    void put(int view, Tensor share, Shares before) {
        require(
                share != null,
                "the readout's share of layer %d in view %d is null, expected a tensor of scores",
                layer + 1,
                view + 1);
        require(
                before == null || Arrays.equals(before.shapes[view], share.shape()),
                "the readout's share of layer %d in view %d has the shape %s, but those of the layers before it %s: shares"
                        + " add up, so give the same shape for every layer",
                layer + 1,
                view + 1,
                Arrays.toString(share.shape()),
                before == null ? "" : Arrays.toString(before.shapes[view]));
        float[] sum = share.toArray();
        for (int i = 0; before != null && i < sum.length; i++) {
            sum[i] += before.sums[view][i];
        }
        shapes[view] = share.shape();
        sums[view] = sum;
    }

    /** Row-major scores for every view. */
    float[][] sums() {
        return sums;
    }
}
