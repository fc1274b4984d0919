package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The entities of a graph by how well they complete a fact, the best first; of equal ones the one that the graph names first.
 * What the graph says already is not left out, and neither are entities that nothing is known of, see {@link Scored#reached}.
 */
public record EntityRanking<V>(List<Scored<V>> entities) {

    /**
     * @param score the higher the better; comparable within one ranking
     * @param reached whether facts join the entity and the given end, no more of them than the model has rounds; where they do not,
     *     nothing was composed, and neither score nor place says anything
     */
    public record Scored<V>(V entity, float score, boolean reached) {}

    public EntityRanking {
        entities = List.copyOf(entities);
    }

    /**
     * @param scores one for each entity of the graph
     * @param reached whether each entity was reached
     */
    public static <V> EntityRanking<V> of(NamedGraph<V> graph, float[] scores, boolean[] reached) {
        return new EntityRanking<>(IntStream.range(0, scores.length)
                .mapToObj(v -> new Scored<>(graph.entities().get(v), scores[v], reached[v]))
                .sorted(Comparator.comparingDouble((Scored<V> each) -> -each.score()))
                .toList());
    }

    /** The names of the best. */
    public List<V> top(int count) {
        return entities.stream().limit(count).map(Scored::entity).toList();
    }

    /**
     * The rank of an entity, from 1 on; entities of equal score share the mean of their ranks.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if there is no such entity
     */
    public double rank(V entity) {
        Scored<V> found = entities.stream()
                .filter(each -> each.entity().equals(entity))
                .findFirst()
                .orElse(null);
        require(found != null, "the ranking has no entity %s", entity);
        long above =
                entities.stream().filter(each -> each.score() > found.score()).count();
        long equal =
                entities.stream().filter(each -> each.score() == found.score()).count();
        return above + (equal + 1) / 2.0;
    }
}
