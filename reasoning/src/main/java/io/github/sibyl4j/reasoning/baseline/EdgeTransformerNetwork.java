package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Embedding;
import io.github.sibyl4j.tensor.optim.Schedule;
import java.util.List;

/** {@link Baseline#EDGE_TRANSFORMER}. */
final class EdgeTransformerNetwork extends BaselineNetwork {
    private static final int WARM_UP = 100;

    private final int relations;
    private final int layers;
    private final Embedding facts;
    private final EdgeTransformerLayer layer;
    private final Readout readout;

    EdgeTransformerNetwork(BaselineConfig config, int relations, Seed seed) {
        int width = config.width();
        this.relations = relations;
        this.layers = config.layers();
        int rows = relations + 1;
        facts = part("facts", new Embedding(rows, width, seed.split("facts")));
        facts.weight().assign(seed.split("facts").uniform(rows * width, Math.sqrt(6.0 / (rows + width))));
        layer = part("layer", new EdgeTransformerLayer(width, config.heads(), seed.split("layer")));
        readout = part("readout", new Readout(width, width, relations, seed.split("readout")));
    }

    @Override
    Tensor scores(List<RelationalInstance> problems, Dropout dropout) {
        PairBatch batch = PairBatch.of(problems, relations);
        Tensor states = batch.states(facts.weight());
        for (int i = 0; i < layers; i++) {
            states = layer.forward(states, batch, dropout.split(i));
        }
        return readout.forward(states.gather(batch.queries()));
    }

    /** A layer joins two paths that are known, so each doubles what can be seen. */
    @Override
    int horizon() {
        return layers < Integer.SIZE - 1 ? 1 << layers : Integer.MAX_VALUE;
    }

    @Override
    long states(RelationalInstance problem) {
        return (long) problem.graph().entities() * problem.graph().entities();
    }

    @Override
    double longestGradient() {
        return 1;
    }

    @Override
    Schedule schedule(double rate, int steps) {
        return step -> step < WARM_UP ? rate * step / WARM_UP : rate * (steps - step) / Math.max(1, steps - WARM_UP);
    }
}
