package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/** A division of windows, by their numbers, into parts that follow one another in time. */
public record Split(IndexRange train, IndexRange validation, IndexRange test) {
    public Split {
        require(
                train.to() <= validation.from() && validation.to() <= test.from(),
                "training, validation and test windows must follow one another, found %s, %s and %s",
                train,
                validation,
                test);
    }
}
