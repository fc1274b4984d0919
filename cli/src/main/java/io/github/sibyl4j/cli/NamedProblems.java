package io.github.sibyl4j.cli;

import io.github.sibyl4j.reasoning.RelationalDataset;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Problems, and what their file calls their entities.
 *
 * @param entities the names in the order of their numbers, for each problem; none where the file has numbers alone
 */
record NamedProblems(RelationalDataset data, IntFunction<List<String>> entities) {

    IntFunction<String> namesOf(int problem) {
        List<String> names = entities.apply(problem);
        return names.isEmpty() ? Integer::toString : names::get;
    }
}
