package io.github.sibyl4j.graph.forward;

import java.util.List;

/**
 * How a training run went.
 *
 * @param depths the smallest depth first; one only where the layers were trained together
 * @param peakBytes the most native memory that was taken during the run
 */
public record ForwardResult(List<Depth> depths, double seconds, long peakBytes) {

    public ForwardResult {
        depths = List.copyOf(depths);
    }

    /**
     * What the first layers achieve together: accuracy for nodes, the area under the ROC for links; NaN where the split has
     * nothing to judge by.
     *
     * @param epochs of the last of these layers
     * @param bestEpoch the epoch (from 1) whose weights it kept, 0 where nothing chose them
     */
    public record Depth(int layers, double validation, double test, int epochs, int bestEpoch) {}

    /** All layers together. */
    public Depth last() {
        return depths.get(depths.size() - 1);
    }
}
