package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Tensor;
import java.util.List;

/**
 * Problems as one graph, their disjoint union.
 *
 * @param from where each edge starts
 * @param to where it ends
 * @param relation what it says
 * @param heads the queries' heads
 * @param tails the queries' tails
 * @param problem the problem of each entity
 */
record QueryBatch(int entities, int[] from, int[] to, int[] relation, int[] heads, int[] tails, int[] problem) {
    /** What an entity is to its query: the head, the tail, or neither. */
    static final int ROLES = 3;

    static QueryBatch of(List<RelationalInstance> problems) {
        int entities = problems.stream().mapToInt(p -> p.graph().entities()).sum();
        int edges = problems.stream().mapToInt(p -> p.graph().edges()).sum();
        QueryBatch batch = new QueryBatch(
                entities,
                new int[edges],
                new int[edges],
                new int[edges],
                new int[problems.size()],
                new int[problems.size()],
                new int[entities]);
        int firstEntity = 0;
        int edge = 0;
        for (int i = 0; i < problems.size(); i++) {
            RelationalGraph graph = problems.get(i).graph();
            for (int e = 0; e < graph.edges(); e++, edge++) {
                batch.from[edge] = firstEntity + graph.head(e);
                batch.to[edge] = firstEntity + graph.tail(e);
                batch.relation[edge] = graph.relation(e);
            }
            batch.heads[i] = firstEntity + problems.get(i).head();
            batch.tails[i] = firstEntity + problems.get(i).tail();
            for (int v = 0; v < graph.entities(); v++) {
                batch.problem[firstEntity++] = i;
            }
        }
        return batch;
    }

    int[] roles() {
        int[] roles = new int[entities];
        for (int i = 0; i < heads.length; i++) {
            roles[heads[i]] = 1;
            roles[tails[i]] = 2;
        }
        return roles;
    }

    /** The states {@code [entity, width]} of heads and tails side by side, {@code [problem, 2 width]}. */
    Tensor pairs(Tensor states) {
        return Tensor.concat(1, states.gather(heads), states.gather(tails));
    }
}
