package io.github.sibyl4j.reasoning.baseline;

import io.github.sibyl4j.reasoning.RelationalGraph;
import io.github.sibyl4j.reasoning.RelationalInstance;
import io.github.sibyl4j.tensor.Segments;
import io.github.sibyl4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The ordered pairs of entities of problems: those of one graph after those of another, (x, y) of a graph with n entities at
 * place {@code x n + y}. Nothing is padded.
 *
 * @param entities of each graph
 * @param first the place of each graph's first pair
 * @param fact what is said of a pair: the relation of an edge, or one past the last where there is no edge
 * @param facts the pair of each of them
 * @param queries the pair that each problem asks about
 */
record PairBatch(int[] entities, int[] first, int pairs, int[] fact, Segments facts, int[] queries) {

    static PairBatch of(List<RelationalInstance> problems, int relations) {
        int[] entities = problems.stream().mapToInt(p -> p.graph().entities()).toArray();
        int[] first = new int[entities.length];
        int[] queries = new int[entities.length];
        int pairs = 0;
        for (int i = 0; i < entities.length; i++) {
            first[i] = pairs;
            queries[i] = pairs
                    + problems.get(i).head() * entities[i]
                    + problems.get(i).tail();
            pairs = Math.addExact(pairs, Math.multiplyExact(entities[i], entities[i]));
        }
        boolean[] said = new boolean[pairs];
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < entities.length; i++) {
            RelationalGraph graph = problems.get(i).graph();
            for (int e = 0; e < graph.edges(); e++) {
                int pair = first[i] + graph.head(e) * entities[i] + graph.tail(e);
                said[pair] = true;
                all.add(new int[] {graph.relation(e), pair});
            }
        }
        for (int pair = 0; pair < pairs; pair++) {
            if (!said[pair]) {
                all.add(new int[] {relations, pair});
            }
        }
        return new PairBatch(
                entities,
                first,
                pairs,
                all.stream().mapToInt(fact -> fact[0]).toArray(),
                Segments.of(all.stream().mapToInt(fact -> fact[1]).toArray(), pairs),
                queries);
    }

    /** The first states {@code [pair, width]}: the vectors of what is said, parallel edges added up. */
    Tensor states(Tensor vectors) {
        return facts.sum(vectors.gather(fact));
    }
}
