package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.tensor.Segments;
import java.util.Arrays;

/**
 * A batch's edges and behind them a loop at every entity, whose relation is one past the last.
 *
 * @param receivers the entity that each ends at
 */
record LoopedEdges(int[] from, int[] to, int[] relation, Segments receivers) {

    static LoopedEdges of(QueryBatch batch, int relations) {
        int edges = batch.from().length;
        int[] from = Arrays.copyOf(batch.from(), edges + batch.entities());
        int[] to = Arrays.copyOf(batch.to(), edges + batch.entities());
        int[] relation = Arrays.copyOf(batch.relation(), edges + batch.entities());
        for (int v = 0; v < batch.entities(); v++) {
            from[edges + v] = v;
            to[edges + v] = v;
            relation[edges + v] = relations;
        }
        return new LoopedEdges(from, to, relation, Segments.of(to, batch.entities()));
    }
}
