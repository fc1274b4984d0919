package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import io.github.sibyl4j.tensor.optim.Schedule;
import java.util.List;

/** Scores queries about graphs. */
abstract class BaselineNetwork extends Module {

    static BaselineNetwork of(BaselineConfig config, int relations, Seed seed) {
        return switch (config.model()) {
            case LSTM, GRU -> new PathNetwork(config, relations, seed);
            case R_GCN -> new RgcnNetwork(config, relations, seed);
            case NBFNET -> new NbfNetwork(config, relations, seed);
            case E_GAT -> new EdgeGatNetwork(config, relations, seed);
            case EDGE_TRANSFORMER -> new EdgeTransformerNetwork(config, relations, seed);
        };
    }

    /**
     * The score of every relation, {@code [problem, relation]}.
     *
     * @param problems whose queries are connected
     */
    abstract Tensor scores(List<RelationalInstance> problems, Dropout dropout);

    /** How many edges may lie between entities for the answer to be about them. */
    abstract int horizon();

    /** The rows of a layer's input that a problem takes. */
    abstract long states(RelationalInstance problem);

    /** The length that a step's gradients are shortened to. */
    double longestGradient() {
        return Double.POSITIVE_INFINITY;
    }

    /** The learning rate of each of so many steps. */
    Schedule schedule(double rate, int steps) {
        return Schedule.constant(rate);
    }
}
