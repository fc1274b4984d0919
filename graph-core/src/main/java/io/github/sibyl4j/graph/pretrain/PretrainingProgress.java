package io.github.sibyl4j.graph.pretrain;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How a step went; steps count from 1.
 *
 * @param losses before the step
 * @param factors what the gradient of each task was multiplied by
 */
public record PretrainingProgress(
        int step, int steps, Map<PretextTask, Double> losses, Map<PretextTask, Double> factors) {

    public PretrainingProgress {
        losses = ordered(losses);
        factors = ordered(factors);
    }

    /** A copy in the order of the tasks, so that equal runs are saved alike. */
    private static Map<PretextTask, Double> ordered(Map<PretextTask, Double> values) {
        require(
                values != null && values.values().stream().allMatch(Objects::nonNull),
                "every task of a step needs a loss and a factor, found %s",
                values);
        Map<PretextTask, Double> copy = new EnumMap<>(PretextTask.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }
}
