package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link Baseline#NBFNET}. */
final class NbfNetwork extends BaselineNetwork {
    private final int width;
    private final List<NbfLayer> layers = new ArrayList<>();
    private final Readout readout;

    NbfNetwork(BaselineConfig config, int relations, Seed seed) {
        this.width = config.width();
        for (int i = 0; i < config.layers(); i++) {
            layers.add(part(
                    "layer" + i,
                    new NbfLayer(width, relations, seed.split("layers").split(i))));
        }
        readout = part("readout", new Readout(width, width, relations, seed.split("readout")));
    }

    @Override
    Tensor scores(List<RelationalInstance> problems, Dropout dropout) {
        QueryBatch batch = QueryBatch.of(problems);
        float[] ones = new float[batch.entities() * width];
        for (int head : batch.heads()) {
            Arrays.fill(ones, head * width, (head + 1) * width, 1);
        }
        Tensor boundary = Tensor.of(ones, batch.entities(), width);
        Segments receivers = Segments.of(batch.to(), batch.entities());
        Tensor states = boundary;
        for (int i = 0; i < layers.size(); i++) {
            states = layers.get(i).forward(dropout.split(i).of(states, "input"), boundary, batch, receivers);
        }
        return readout.forward(states.gather(batch.tails()));
    }

    @Override
    int horizon() {
        return layers.size();
    }

    @Override
    long states(RelationalInstance problem) {
        return problem.graph().entities();
    }
}
