package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** The tails by which facts complete {@code (head, relation, ?)}, for the doubled relations of {@link FactGraph}. */
final class KnownAnswers {
    private static final BitSet NONE = new BitSet();

    private final int relations;
    private final Map<Long, BitSet> tails = new HashMap<>();

    private KnownAnswers(int relations) {
        this.relations = relations;
    }

    static KnownAnswers of(int relations, RelationalGraph... facts) {
        KnownAnswers known = new KnownAnswers(relations);
        for (RelationalGraph graph : facts) {
            for (int e = 0; e < graph.edges(); e++) {
                known.add(graph.head(e), graph.relation(e), graph.tail(e));
                known.add(graph.tail(e), graph.relation(e) + relations, graph.head(e));
            }
        }
        return known;
    }

    private void add(int head, int relation, int tail) {
        tails.computeIfAbsent(key(head, relation), key -> new BitSet()).set(tail);
    }

    private long key(int head, int relation) {
        return (long) head * 2 * relations + relation;
    }

    /** Not to be changed. */
    BitSet tails(int head, int relation) {
        return tails.getOrDefault(key(head, relation), NONE);
    }
}
