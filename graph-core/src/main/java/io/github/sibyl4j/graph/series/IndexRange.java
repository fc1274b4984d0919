package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.stream.IntStream;

/** The numbers {@code from} to {@code to - 1}. */
public record IndexRange(int from, int to) {
    public IndexRange {
        require(from >= 0 && to >= from, "a range goes upwards from 0 or more, found %d to %d", from, to);
    }

    public int size() {
        return to - from;
    }

    public boolean isEmpty() {
        return to == from;
    }

    public int[] toArray() {
        return IntStream.range(from, to).toArray();
    }
}
