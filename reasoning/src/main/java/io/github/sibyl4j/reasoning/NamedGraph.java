package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Facts together with what their entities stand for: entity {@code i} of the graph is {@code entities.get(i)}.
 *
 * @param entities distinct, one for each entity
 */
public record NamedGraph<V>(RelationalGraph graph, RelationVocabulary relations, List<V> entities) {

    public NamedGraph {
        entities = List.copyOf(entities);
        require(
                entities.size() == graph.entities(),
                "a graph of %d entities needs as many names, found %d",
                graph.entities(),
                entities.size());
        require(
                graph.largestRelation() < relations.size(),
                "the graph speaks of relation %d, the vocabulary ends at %d",
                graph.largestRelation(),
                relations.size() - 1);
        Map<V, Integer> seen = new HashMap<>();
        for (V entity : entities) {
            require(seen.put(entity, 0) == null, "the entity %s occurs twice", entity);
        }
    }

    /**
     * The number of an entity.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is none of that name
     */
    public int indexOf(V entity) {
        int index = entities.indexOf(entity);
        require(index >= 0, "the graph has no entity %s", entity);
        return index;
    }

    /** The same with every fact once, where it comes first. */
    public NamedGraph<V> distinct() {
        Set<List<Integer>> seen = new HashSet<>();
        return select(IntStream.range(0, graph.edges())
                .filter(e -> seen.add(List.of(graph.head(e), graph.relation(e), graph.tail(e))))
                .toArray());
    }

    /** The same entities with these facts alone, in this order. */
    NamedGraph<V> select(int... facts) {
        return new NamedGraph<>(graph.select(facts), relations, entities);
    }

    /**
     * The facts with entities numbered as in another graph.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if a fact speaks of an entity that the other graph lacks
     */
    public RelationalGraph factsOver(NamedGraph<V> other) {
        Map<V, Integer> index = new HashMap<>();
        other.entities.forEach(entity -> index.put(entity, index.size()));
        int[] number = new int[entities.size()];
        for (int e = 0; e < graph.edges(); e++) {
            for (int end : List.of(graph.head(e), graph.tail(e))) {
                Integer known = index.get(entities.get(end));
                require(
                        known != null,
                        "the fact %s speaks of %s, which the graph does not know: add what is known of it to the graph",
                        fact(e),
                        entities.get(end));
                number[end] = known;
            }
        }
        return graph.renumbered(other.entities.size(), number);
    }

    /** A fact for messages. */
    public String fact(int edge) {
        return "(" + entities.get(graph.head(edge)) + ", " + relations.name(graph.relation(edge)) + ", "
                + entities.get(graph.tail(edge)) + ")";
    }

    /**
     * Every fact as a problem: which relation joins its ends, given all other facts. A fact that is written several times is one, so
     * that no copy gives the answer away. Self-loops are no problems, and neither are facts whose ends nothing else joins, since
     * nothing follows about them. Ends may be joined against some edges alone: models that compose relations along the edges cannot
     * derive such facts, and their training and predictions say so, see {@link RelationPrediction#pathAlongEdges}.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if no problem is left
     */
    public RelationalDataset leaveOneOut() {
        RelationalGraph facts = distinct().graph;
        List<RelationalInstance> problems = IntStream.range(0, facts.edges())
                .filter(edge -> facts.head(edge) != facts.tail(edge))
                .mapToObj(edge -> new RelationalInstance(
                        facts.without(List.of(edge)), facts.head(edge), facts.tail(edge), facts.relation(edge)))
                .filter(problem -> problem.graph().distance(problem.head(), problem.tail()) >= 0)
                .toList();
        require(
                !problems.isEmpty(),
                "no fact of the graph follows from others: every edge is the only connection of its ends");
        return new RelationalDataset(relations, problems);
    }
}
