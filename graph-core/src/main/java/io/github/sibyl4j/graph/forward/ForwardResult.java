package io.github.sibyl4j.graph.forward;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.List;
import java.util.Objects;

/**
 * How a training run went.
 *
 * @param depths the smallest depth first; one only where the layers were trained together
 * @param peakBytes the most native memory that was taken during the run
 */
public record ForwardResult(List<Depth> depths, double seconds, long peakBytes) {

    public ForwardResult {
        require(
                depths != null && !depths.isEmpty() && depths.stream().allMatch(Objects::nonNull),
                "a result needs at least one depth and none that is null, found %s",
                depths);
        depths = List.copyOf(depths);
        for (int i = 0; i < depths.size(); i++) {
            int expected = depths.get(0).layers() + i;
            require(
                    depths.get(i).layers() == expected && expected >= 1,
                    "depths must follow each other from 1 layer or more on, found one of %d layers at place %d",
                    depths.get(i).layers(),
                    i + 1);
        }
    }

    /**
     * What the first layers achieve together: accuracy for nodes, the area under the ROC for links; NaN where the split has
     * nothing to judge by.
     *
     * @param epochs of the last of these layers
     * @param bestEpoch the epoch (from 1) whose weights it kept, 0 where nothing chose them
     */
    public record Depth(int layers, double validation, double test, int epochs, int bestEpoch) {}

    /** Refuses a result that another depth was asked for. */
    void requireDepth(int layers) {
        require(
                last().layers() == layers,
                "the result is of a depth of %d layers, but the network has %d",
                last().layers(),
                layers);
    }

    /** All layers together. */
    public Depth last() {
        return depths.get(depths.size() - 1);
    }
}
