package io.github.sibyl4j.benchmarks.rrn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network learns, and what it is tested on.
 *
 * @param lessons one after the other; the last is the task itself
 * @param tests problems by what sets them apart, such as the number of givens, in the order of the table
 * @param differences from the published configuration, for the reader of the figures
 */
public record RrnStudy(
        String name,
        List<Lesson> lessons,
        Map<String, List<RrnProblem>> tests,
        List<Integer> testRounds,
        String differences) {

    /** The clock ends training. */
    static final int UPDATES = 10_000_000;

    public RrnStudy {
        lessons = List.copyOf(lessons);
        require(!lessons.isEmpty(), "a study needs a lesson");
        tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
        testRounds = List.copyOf(testRounds);
    }
}
