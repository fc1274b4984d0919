package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Every fact as a problem: which relation joins its ends, given all other facts. Self-loops are no problems, and neither are
     * facts whose ends nothing else joins, since nothing follows about them.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if no problem is left
     */
    public RelationalDataset leaveOneOut() {
        List<RelationalInstance> problems = IntStream.range(0, graph.edges())
                .filter(edge -> graph.head(edge) != graph.tail(edge))
                .mapToObj(edge -> new RelationalInstance(
                        graph.without(List.of(edge)), graph.head(edge), graph.tail(edge), graph.relation(edge)))
                .filter(problem -> problem.graph().distance(problem.head(), problem.tail()) >= 0)
                .toList();
        require(
                !problems.isEmpty(),
                "no fact of the graph follows from others: every edge is the only connection of its ends");
        return new RelationalDataset(relations, problems);
    }
}
