package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * Samples of a series: window {@code s} has the inputs {@code s .. s + window - 1} and the targets
 * {@code s + window .. s + window + horizon - 1}.
 *
 * @param window steps a model sees
 * @param horizon steps it forecasts
 */
public record Windows(int window, int horizon) {
    public Windows {
        require(window >= 1, "window must be at least 1 step, found %d", window);
        require(horizon >= 1, "horizon must be at least 1 step, found %d", horizon);
    }

    /** The number of windows in a series of so many steps. */
    public int count(int steps) {
        return Math.max(0, steps - window - horizon + 1);
    }

    /** The steps that a range of windows touches, inputs and targets. */
    public IndexRange steps(IndexRange windows) {
        return windows.isEmpty()
                ? new IndexRange(windows.from(), windows.from())
                : new IndexRange(windows.from(), windows.to() - 1 + window + horizon);
    }
}
