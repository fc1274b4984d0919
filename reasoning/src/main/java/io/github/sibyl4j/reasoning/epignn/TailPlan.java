package io.github.sibyl4j.reasoning.epignn;

import java.util.Arrays;

/**
 * Forward states of several queries on one graph, as far as their tails need them. Before anything can have come from the head,
 * an entity's state is what it would be without one: such states are shared by all queries, which saves most of the work where
 * the graph is large. Values and gradients are those of all rounds on all entities.
 */
final class TailPlan extends MessagePlan {
    private final FactGraph facts;
    private final int rounds;
    /** {@code [entity][round]}, 0 while nobody has asked. */
    private final int[][] headless;

    TailPlan(FactGraph facts, int rounds) {
        this.facts = facts;
        this.rounds = rounds;
        this.headless = new int[facts.entities()][rounds + 1];
    }

    /** The states of tails after the last round of a query from this head. */
    int[] states(int head, int[] tails) {
        Query query = new Query(head);
        return Arrays.stream(tails).map(tail -> query.state(tail, rounds)).toArray();
    }

    private int headless(int entity, int round) {
        if (round == 0) {
            return START;
        }
        int[] edges = facts.incoming()[entity];
        if (edges.length == 0) {
            return EMPTY;
        }
        if (headless[entity][round] == 0) {
            int[] sources = new int[edges.length];
            for (int k = 0; k < edges.length; k++) {
                sources[k] = headless(facts.graph().head(edges[k]), round - 1);
            }
            headless[entity][round] = add(facts.graph(), edges, sources);
        }
        return headless[entity][round];
    }

    private final class Query {
        private final int head;
        private final int[] distance;
        private final int[][] numbers = new int[facts.entities()][];

        Query(int head) {
            this.head = head;
            this.distance = facts.distances(head, rounds);
        }

        int state(int entity, int round) {
            if (entity == head) {
                return POINT;
            }
            if (distance[entity] > round) {
                return headless(entity, round);
            }
            if (numbers[entity] == null) {
                numbers[entity] = new int[rounds + 1];
            }
            if (numbers[entity][round] == 0) {
                int[] edges = facts.incoming()[entity];
                int[] sources = new int[edges.length];
                for (int k = 0; k < edges.length; k++) {
                    sources[k] = state(facts.graph().head(edges[k]), round - 1);
                }
                numbers[entity][round] = add(facts.graph(), edges, sources);
            }
            return numbers[entity][round];
        }
    }
}
