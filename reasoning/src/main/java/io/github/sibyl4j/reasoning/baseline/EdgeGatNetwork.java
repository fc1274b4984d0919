package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Embedding;
import io.github.sibyl4j.tensor.nn.Gru;
import java.util.ArrayList;
import java.util.List;

/** {@link Baseline#E_GAT}. All layers have one gated recurrent unit, and attention of their own. */
final class EdgeGatNetwork extends BaselineNetwork {
    private final int width;
    private final Embedding roles;
    private final Embedding relations;
    private final Gru gru;
    private final List<EdgeGatLayer> layers = new ArrayList<>();
    private final Readout readout;

    EdgeGatNetwork(BaselineConfig config, int count, Seed seed) {
        this.width = config.width();
        roles = part("roles", new Embedding(QueryBatch.ROLES, width, seed.split("roles")));
        relations = part("relations", new Embedding(count, width, seed.split("relations")));
        gru = part("gru", new Gru(2 * width, width, seed.split("gru")));
        for (int i = 0; i < config.layers(); i++) {
            layers.add(part(
                    "layer" + i,
                    new EdgeGatLayer(
                            width, config.heads(), gru, seed.split("layers").split(i))));
        }
        readout = part("readout", new Readout(3 * width, width, count, seed.split("readout")));
    }

    @Override
    Tensor scores(List<RelationalInstance> problems, Dropout dropout) {
        QueryBatch batch = QueryBatch.of(problems);
        LoopedEdges edges = LoopedEdges.of(batch, relations.weight().size(0));
        // What an entity hears from itself carries no relation.
        Tensor features =
                Tensor.concat(0, relations.weight(), Tensor.zeros(1, width)).gather(edges.relation());
        Tensor states = roles.forward(batch.roles());
        for (int i = 0; i < layers.size(); i++) {
            Tensor input = i == 0 ? states : states.elu();
            states = layers.get(i).forward(input, features, edges, dropout.split(i));
        }
        Tensor means = Segments.of(batch.problem(), problems.size()).mean(states);
        return readout.forward(Tensor.concat(1, means, batch.pairs(states)));
    }

    @Override
    int horizon() {
        return layers.size();
    }

    @Override
    long states(RelationalInstance problem) {
        return problem.graph().entities() + problem.graph().edges();
    }
}
