package io.github.sibyl4j.reasoning;

import java.util.List;
import java.util.function.IntFunction;

/** Why a reasoner answers a query as it does. Entities and edges are those of the graph that was asked about. Immutable. */
public interface Explanation {

    RelationVocabulary relations();

    RelationalGraph graph();

    int head();

    int tail();

    RelationPrediction prediction();

    /** The relations from head to tail that nothing ruled out; none where the facts contradict each other. */
    List<String> possible();

    /** The edges that the answer rests on, ascending. */
    int[] facts();

    /** What was concluded from them, in an order in which each rests on facts and on conclusions before it. */
    List<Conclusion> conclusions();

    /** The same for people to read, in several lines, with entities by their numbers. */
    default String text() {
        return text(Integer::toString);
    }

    /** @param entity what an entity is called, given its number */
    String text(IntFunction<String> entity);

    /**
     * A step of an explanation.
     *
     * @param possible the relations that are left from {@code from} to {@code to}
     */
    record Conclusion(int from, int to, List<String> possible) {
        public Conclusion {
            possible = List.copyOf(possible);
        }
    }
}
