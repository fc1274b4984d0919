package io.github.sibyl4j.reasoning.epignn;

import io.github.sibyl4j.reasoning.RelationalGraph;
import java.util.Objects;

/**
 * What the entities of a graph knew after every round: the forward state of an entity says which primitive relations may hold
 * from the query's head to it, the backward state which from it to the tail. Immutable.
 */
public final class EntityStates {
    private final Sizes sizes;
    private final Unrolled plan;
    private final InstancePass pass;

    private EntityStates(Sizes sizes, Unrolled plan, InstancePass pass) {
        this.sizes = sizes;
        this.plan = plan;
        this.pass = pass;
    }

    static EntityStates of(EpiGnnConfig config, StepTables tables, RelationalGraph graph, int head, int tail) {
        Unrolled plan =
                Unrolled.withEveryState(graph, head, tail, config.rounds(), config.reading(), !config.constrained());
        InstancePass pass = new InstancePass(tables.sizes, config.pooling(), config.reading(), config.constrained());
        pass.forward(tables, plan);
        return new EntityStates(tables.sizes, plan, pass);
    }

    /** The entities of the shortest path that the answer is read from, both ends included; empty where there is none. */
    public int[] path() {
        return plan.path.clone();
    }

    /**
     * A forward state {@code [facet][coordinate]}.
     *
     * @param round 0 for the state before the first
     * @throws IllegalStateException if the model reads backward states alone
     */
    public float[][] forward(int round, int entity) {
        return state(plan.forwardStates, round, entity);
    }

    /**
     * A backward state {@code [facet][coordinate]}.
     *
     * @throws IllegalStateException if the model reads forward states alone
     */
    public float[][] backward(int round, int entity) {
        return state(plan.backwardStates, round, entity);
    }

    /** The answer {@code [facet][coordinate]}. */
    public float[][] output() {
        float[] rows = sizes.fromLanes(pass.output);
        float[][] output = new float[sizes.facets()][sizes.width()];
        for (int f = 0; f < output.length; f++) {
            System.arraycopy(rows, f * sizes.width(), output[f], 0, sizes.width());
        }
        return output;
    }

    private float[][] state(int[][] states, int round, int entity) {
        if (states == null) {
            throw new IllegalStateException("this model does not compute states of that direction");
        }
        int state = states[Objects.checkIndex(round, states.length)][Objects.checkIndex(entity, states[0].length)];
        float[][] values = new float[sizes.facets()][sizes.width()];
        for (int f = 0; f < values.length; f++) {
            for (int p = 0; p < values[f].length; p++) {
                values[f][p] = pass.state(state, f, p);
            }
        }
        return values;
    }
}
