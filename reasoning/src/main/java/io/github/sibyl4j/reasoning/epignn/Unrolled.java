package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;

/**
 * The rounds of message passing on one problem as a list of states, each pooled from earlier ones: worked out once when data
 * is loaded. A state that no later one needs is left out, and one that equals that of an earlier round is that one: on a graph
 * without cycles every entity is computed once, whatever the number of rounds. Values and gradients are those of all rounds.
 */
final class Unrolled extends MessagePlan {
    /** Of the query's shortest path, both ends included; empty where there is none. */
    final int[] path;
    /** States of the path's entities after the last round; as far as the direction is read. */
    final int[] forwardOnPath;

    final int[] backwardOnPath;
    /** The state of each entity after each round, {@code [round][entity]}; null unless asked for. */
    int[][] forwardStates;

    int[][] backwardStates;

    private Unrolled(
            RelationalGraph graph,
            int head,
            int tail,
            int rounds,
            Reading reading,
            boolean rootsChange,
            boolean every) {
        this.path = ShortestPath.between(graph, head, tail);
        this.forwardOnPath = new int[path.length];
        this.backwardOnPath = new int[path.length];
        int rootLevel = rootsChange ? 1 : 0;
        int last = path.length - 1;
        if (reading.forward()) {
            Demand demand = new Demand(Direction.of(graph, true, head, rounds, rootLevel), rounds);
            for (int i = reading == Reading.BOTH ? 0 : Math.max(0, last); i <= last; i++) {
                forwardOnPath[i] = demand.state(path[i], rounds);
            }
            forwardStates = every ? demand.everyState(rounds) : null;
        }
        turnBackward();
        if (reading.backward()) {
            Demand demand = new Demand(Direction.of(graph, false, tail, rounds, rootLevel), rounds);
            for (int i = 0; i <= (reading == Reading.BOTH ? last : Math.min(0, last)); i++) {
                backwardOnPath[i] = demand.state(path[i], rounds);
            }
            backwardStates = every ? demand.everyState(rounds) : null;
        }
        trim();
    }

    /** @param rootsChange whether an entity that has received nothing differs from one that has not been asked yet */
    static Unrolled of(RelationalGraph graph, int head, int tail, int rounds, Reading reading, boolean rootsChange) {
        return new Unrolled(graph, head, tail, rounds, reading, rootsChange, false);
    }

    /** The same with the states of all entities after all rounds, for those who want to look at them. */
    static Unrolled withEveryState(
            RelationalGraph graph, int head, int tail, int rounds, Reading reading, boolean rootsChange) {
        return new Unrolled(graph, head, tail, rounds, reading, rootsChange, true);
    }

    boolean connected() {
        return path.length > 0;
    }

    /** Edges of the shortest path; -1 where there is none. */
    int distance() {
        return path.length - 1;
    }

    /** Gives numbers to the states of one direction that somebody asks for, those before it first. */
    private final class Demand {
        private final Direction direction;
        private final int[][] numbers;

        Demand(Direction direction, int rounds) {
            this.direction = direction;
            this.numbers = new int[direction.graph().entities()][];
            for (int v = 0; v < numbers.length; v++) {
                numbers[v] = new int[Math.min(direction.level()[v], rounds) + 1];
            }
        }

        /** The state of an entity after a round, a state's number being never 0 but for the source. */
        int state(int entity, int round) {
            if (entity == direction.source()) {
                return POINT;
            }
            int[] edges = direction.incoming()[entity];
            int at = Math.min(round, direction.level()[entity]);
            if (at == 0) {
                return START;
            }
            if (edges.length == 0) {
                return EMPTY;
            }
            if (numbers[entity][at] == 0) {
                int[] sources = new int[edges.length];
                for (int k = 0; k < edges.length; k++) {
                    sources[k] = state(direction.from(edges[k]), at - 1);
                }
                numbers[entity][at] = add(direction.graph(), edges, sources);
            }
            return numbers[entity][at];
        }

        int[][] everyState(int rounds) {
            int[][] states = new int[rounds + 1][numbers.length];
            for (int round = 0; round <= rounds; round++) {
                for (int v = 0; v < numbers.length; v++) {
                    states[round][v] = state(v, round);
                }
            }
            return states;
        }
    }
}
