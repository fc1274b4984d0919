package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import java.util.Arrays;

/**
 * Problems as one graph, their disjoint union.
 *
 * @param path the entities of all shortest paths, one path after another
 * @param query the problem of each of them
 */
record Union(int entities, int[] from, int[] to, int[] relation, int[] heads, int[] tails, int[] path, int[] query) {

    static Union of(Problems problems, int[] batch) {
        int[] from = new int[0];
        int[] to = new int[0];
        int[] relation = new int[0];
        int[] heads = new int[batch.length];
        int[] tails = new int[batch.length];
        int[] path = new int[0];
        int[] query = new int[0];
        int entities = 0;
        int edges = 0;
        int steps = 0;
        for (int i = 0; i < batch.length; i++) {
            RelationalInstance instance = problems.instances().get(batch[i]);
            RelationalGraph graph = instance.graph();
            int[] own = problems.plans()[batch[i]].path;
            from = Arrays.copyOf(from, edges + graph.edges());
            to = Arrays.copyOf(to, edges + graph.edges());
            relation = Arrays.copyOf(relation, edges + graph.edges());
            for (int e = 0; e < graph.edges(); e++, edges++) {
                from[edges] = entities + graph.head(e);
                to[edges] = entities + graph.tail(e);
                relation[edges] = graph.relation(e);
            }
            path = Arrays.copyOf(path, steps + own.length);
            query = Arrays.copyOf(query, steps + own.length);
            for (int entity : own) {
                path[steps] = entities + entity;
                query[steps++] = i;
            }
            heads[i] = entities + instance.head();
            tails[i] = entities + instance.tail();
            entities += graph.entities();
        }
        return new Union(entities, from, to, relation, heads, tails, path, query);
    }
}
