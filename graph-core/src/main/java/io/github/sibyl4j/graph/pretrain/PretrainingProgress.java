package io.github.sibyl4j.graph.pretrain;

import java.util.Map;

/**
 * How a step went; steps count from 1.
 *
 * @param losses before the step
 * @param factors what the gradient of each task was multiplied by
 */
public record PretrainingProgress(
        int step, int steps, Map<PretextTask, Double> losses, Map<PretextTask, Double> factors) {

    public PretrainingProgress {
        losses = Map.copyOf(losses);
        factors = Map.copyOf(factors);
    }
}
