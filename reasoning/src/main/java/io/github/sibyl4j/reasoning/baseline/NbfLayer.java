package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Embedding;
import io.github.sibyl4j.tensor.nn.LayerNorm;
import io.github.sibyl4j.tensor.nn.Linear;
import io.github.sibyl4j.tensor.nn.Module;

/** One step of the generalised Bellman-Ford iteration. */
final class NbfLayer extends Module {
    private final Embedding relations;
    private final Linear update;
    private final LayerNorm norm;

    NbfLayer(int width, int count, Seed seed) {
        relations = part("relations", new Embedding(count, width, seed.split("relations")));
        update = part("update", new Linear(2 * width, width, seed.split("update")));
        norm = part("norm", new LayerNorm(width));
    }

    /**
     * @param states {@code [entity, width]}
     * @param boundary the states before the first layer
     * @param receivers of the batch's edges
     */
    Tensor forward(Tensor states, Tensor boundary, QueryBatch batch, Segments receivers) {
        Tensor messages = states.gather(batch.from()).mul(relations.forward(batch.relation()));
        Tensor heard = receivers.sum(messages).add(boundary);
        Tensor made = norm.forward(update.forward(Tensor.concat(1, states, heard)));
        return states.add(made.relu());
    }
}
