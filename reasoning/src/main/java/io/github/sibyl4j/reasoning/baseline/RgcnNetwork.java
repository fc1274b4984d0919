package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.graph.GraphTensor;
import io.github.sibyl4j.graph.nn.RgcnConv;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Embedding;
import java.util.List;

/** {@link Baseline#R_GCN}. */
final class RgcnNetwork extends BaselineNetwork {
    private final int relations;
    private final int layers;
    private final Embedding roles;
    private final RgcnConv layer;
    private final Readout readout;

    RgcnNetwork(BaselineConfig config, int relations, Seed seed) {
        int width = config.width();
        this.relations = relations;
        this.layers = config.layers();
        roles = part("roles", new Embedding(QueryBatch.ROLES, width, seed.split("roles")));
        layer = part("layer", new RgcnConv(width, width, relations, seed.split("layer")));
        readout = part("readout", new Readout(2 * width, width, relations, seed.split("readout")));
    }

    @Override
    Tensor scores(List<RelationalInstance> problems, Dropout dropout) {
        QueryBatch batch = QueryBatch.of(problems);
        GraphTensor graph =
                GraphTensor.of(batch.entities(), batch.from(), batch.to()).withEdgeTypes(batch.relation(), relations);
        Tensor states = roles.forward(batch.roles());
        for (int i = 0; i < layers; i++) {
            Tensor input = i == 0 ? states : states.relu();
            states = layer.forward(dropout.split(i).of(input, "input"), graph);
        }
        return readout.forward(batch.pairs(states));
    }

    @Override
    int horizon() {
        return layers;
    }

    @Override
    long states(RelationalInstance problem) {
        return problem.graph().entities();
    }
}
