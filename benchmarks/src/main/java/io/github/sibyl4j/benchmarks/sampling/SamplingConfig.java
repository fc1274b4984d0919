package io.github.sibyl4j.benchmarks.sampling;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.datasets.BlockModelGraph;
import io.github.sibyl4j.graph.sampling.NeighborSampling;

/**
 * What is trained on what.
 *
 * @param hidden width between the layers of GraphSAGE, of which there is one for each fan-out
 * @param batch training nodes a step
 * @param workers our background threads that sample
 * @param rate of Adam
 * @param steps steps of a round
 * @param rounds rounds that count
 */
public record SamplingConfig(
        BlockModelGraph graph,
        NeighborSampling sampling,
        int hidden,
        int batch,
        int workers,
        double rate,
        int steps,
        int rounds) {
    /** Validation nodes in a thousand of all; the others are for training. */
    private static final int VALIDATION_PER_MILLE = 20;

    public SamplingConfig {
        require(hidden >= 1, "hidden must be at least 1, found %d", hidden);
        require(batch >= 1, "batch must be at least 1, found %d", batch);
        require(workers >= 0, "workers must be 0 (none) or more, found %d", workers);
        require(rate > 0, "the learning rate must be positive, found %s", rate);
        require(steps >= 1, "steps must be at least 1, found %d", steps);
        require(rounds >= 1, "rounds must be at least 1, found %d", rounds);
        require(
                (long) steps * batch <= graph.nodes() - validations(graph.nodes()),
                "a round of %d steps of %d nodes needs more than the %d training nodes: take fewer steps or smaller batches",
                steps,
                batch,
                graph.nodes() - validations(graph.nodes()));
    }

    private static int validations(int nodes) {
        return Math.max(1, (int) ((long) nodes * VALIDATION_PER_MILLE / 1000));
    }

    int validations() {
        return validations(graph.nodes());
    }
}
