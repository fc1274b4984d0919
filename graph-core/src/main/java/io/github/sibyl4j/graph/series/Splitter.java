package io.github.sibyl4j.graph.series;

/** A rule that divides the windows of a series. */
public interface Splitter {

    /**
     * Divides the windows of a series of so many steps.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a part would be empty; the message says how many steps
     *     are needed
     */
    Split split(Windows windows, int steps);
}
