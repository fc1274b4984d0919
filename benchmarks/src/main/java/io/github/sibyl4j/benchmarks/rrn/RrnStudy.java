package io.github.sibyl4j.benchmarks.rrn;

import io.github.sibyl4j.reasoning.rrn.ProblemStream;
import io.github.sibyl4j.reasoning.rrn.RecurrentRelationalNetwork;
import io.github.sibyl4j.reasoning.rrn.RrnProblem;
import io.github.sibyl4j.reasoning.rrn.RrnTraining;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network, what it learns from, and what it is tested on.
 *
 * @param tests problems by what sets them apart, such as the number of givens, in the order of the table
 * @param differences from the published configuration, for the reader of the figures
 */
public record RrnStudy(
        String name,
        RecurrentRelationalNetwork network,
        RrnTraining training,
        ProblemStream train,
        List<RrnProblem> validation,
        Map<String, List<RrnProblem>> tests,
        List<Integer> testRounds,
        String differences) {

    /** The clock ends training. */
    static final int UPDATES = 10_000_000;

    public RrnStudy {
        validation = List.copyOf(validation);
        tests = Collections.unmodifiableMap(new LinkedHashMap<>(tests));
        testRounds = List.copyOf(testRounds);
    }
}
