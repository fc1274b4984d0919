package io.github.sibyl4j.reasoning;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * Facts about entities: directed edges that carry a relation, numbered as in a {@link RelationVocabulary}. Immutable. An edge
 * from {@code u} to {@code v} with relation {@code r} says "r holds from u to v"; in CLUTRR's reading, "v is the r of u".
 * Parallel edges and self-loops are kept.
 */
public final class RelationalGraph {
    private final int entities;
    private final int[] head;
    private final int[] tail;
    private final int[] relation;

    private RelationalGraph(int entities, int[] head, int[] tail, int[] relation) {
        this.entities = entities;
        this.head = head;
        this.tail = tail;
        this.relation = relation;
    }

    /**
     * A graph over the entities 0 to {@code entities - 1}.
     *
     * @param head where each edge starts
     * @param tail where it ends
     * @param relation what it says
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the arrays differ in length, an edge ends outside the
     *     graph, or a relation is negative
     */
    public static RelationalGraph of(int entities, int[] head, int[] tail, int[] relation) {
        require(entities >= 1, "a graph has at least one entity, found %d", entities);
        require(
                head.length == tail.length && head.length == relation.length,
                "each edge has a head, a tail and a relation, found %d heads, %d tails and %d relations",
                head.length,
                tail.length,
                relation.length);
        for (int e = 0; e < head.length; e++) {
            require(
                    head[e] >= 0 && head[e] < entities && tail[e] >= 0 && tail[e] < entities,
                    "edge %d leads from entity %d to entity %d, expected numbers from 0 to %d",
                    e,
                    head[e],
                    tail[e],
                    entities - 1);
            require(relation[e] >= 0, "edge %d has the relation %d, expected a number from 0 on", e, relation[e]);
        }
        return new RelationalGraph(entities, head.clone(), tail.clone(), relation.clone());
    }

    public int entities() {
        return entities;
    }

    public int edges() {
        return head.length;
    }

    public int head(int edge) {
        return head[edge];
    }

    public int tail(int edge) {
        return tail[edge];
    }

    public int relation(int edge) {
        return relation[edge];
    }

    /** The largest relation of an edge; -1 where there are no edges. */
    public int largestRelation() {
        return Arrays.stream(relation).max().orElse(-1);
    }

    /** The same edges with relation {@code i} renamed to {@code renamed[i]}. */
    RelationalGraph renamed(int[] renamed) {
        return new RelationalGraph(
                entities,
                head,
                tail,
                Arrays.stream(relation).map(r -> renamed[r]).toArray());
    }

    /** The same entities without some of the edges. */
    RelationalGraph without(Collection<Integer> edges) {
        return select(
                IntStream.range(0, head.length).filter(e -> !edges.contains(e)).toArray());
    }

    /** The same entities with these edges alone, in this order. */
    RelationalGraph select(int... edges) {
        return new RelationalGraph(entities, chosen(head, edges), chosen(tail, edges), chosen(relation, edges));
    }

    /** The same edges with entity {@code i} numbered {@code number[i]} among {@code count}. */
    RelationalGraph renumbered(int count, int[] number) {
        return new RelationalGraph(count, chosen(number, head), chosen(number, tail), relation);
    }

    private static int[] chosen(int[] values, int[] at) {
        return IntStream.of(at).map(i -> values[i]).toArray();
    }

    /**
     * Edges of a shortest path between two entities, directions ignored; -1 where there is none.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no such entities
     */
    public int distance(int from, int to) {
        return distance(from, to, false);
    }

    /**
     * Whether a path leads from one entity to another along the edges.
     *
     * @throws io.github.sibyl4j.tensor.InvalidInputException if the graph has no such entities
     */
    public boolean leads(int from, int to) {
        return distance(from, to, true) >= 0;
    }

    private int distance(int from, int to, boolean directed) {
        require(
                from >= 0 && from < entities && to >= 0 && to < entities,
                "a path from entity %d to entity %d is asked for, expected numbers from 0 to %d",
                from,
                to,
                entities - 1);
        int[] distance = new int[entities];
        Arrays.fill(distance, -1);
        distance[from] = 0;
        boolean grown = true;
        for (int reached = 0; grown && distance[to] < 0; reached++) {
            grown = false;
            for (int e = 0; e < head.length; e++) {
                int u = directed || distance[head[e]] == reached ? head[e] : tail[e];
                int v = u == head[e] ? tail[e] : head[e];
                if (distance[u] == reached && distance[v] < 0) {
                    distance[v] = reached + 1;
                    grown = true;
                }
            }
        }
        return distance[to];
    }

    /** Whether entities, edges and their order are the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RelationalGraph that
                && entities == that.entities
                && Arrays.equals(head, that.head)
                && Arrays.equals(tail, that.tail)
                && Arrays.equals(relation, that.relation);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * entities + Arrays.hashCode(head)) + Arrays.hashCode(tail)) + Arrays.hashCode(relation);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(entities).append(" entities:");
        for (int e = 0; e < head.length; e++) {
            text.append(' ')
                    .append(head[e])
                    .append('-')
                    .append(relation[e])
                    .append("->")
                    .append(tail[e]);
        }
        return text.toString();
    }
}
