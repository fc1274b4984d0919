package io.github.sibyl4j.reasoning.epignn;

import java.util.Arrays;

/** The states of a plan and their gradients, in memory that is used again for the next one. Belongs to one thread at a time. */
final class StatePass {
    private final Sizes sizes;
    private final Pooling pooling;
    private final boolean constrained;
    private final int d;
    private final int m;
    private final int w;

    private StepTables tables;
    private MessagePlan plan;
    /** Every state twice in a row. */
    float[] states = {};
    /** The gradient of the loss by each state, to be added to between {@link #clearGradients} and {@link #backward}. */
    float[] gradients = {};

    private float[] sums = {};
    private float[] messages = {};
    private float[] messageGradients = {};
    private final float[] twice;

    StatePass(Sizes sizes, Pooling pooling, boolean constrained) {
        this.sizes = sizes;
        this.pooling = pooling;
        this.constrained = constrained;
        d = sizes.width();
        m = sizes.facets();
        w = sizes.all();
        twice = new float[2 * w];
    }

    static float[] room(float[] memory, int length) {
        return memory.length >= length ? memory : new float[Math.max(length, 2 * memory.length)];
    }

    /** Computes all states. */
    void forward(StepTables with, MessagePlan of) {
        tables = with;
        plan = of;
        states = room(states, plan.states() * 2 * w);
        sums = room(sums, plan.states() * m);
        messages = room(messages, plan.messages() * w);
        constants();
        for (int state = MessagePlan.CONSTANTS; state < plan.states(); state++) {
            compute(state);
        }
    }

    private void constants() {
        Arrays.fill(states, 0, 2 * w, 0);
        Arrays.fill(states, 0, m, 1);
        Arrays.fill(states, w, w + m, 1);
        Arrays.fill(states, 2 * w, 4 * w, 1f / d);
        float nothing = pooling == Pooling.PRODUCT ? 1 : 0;
        Arrays.fill(states, 4 * w, 6 * w, constrained ? 1f / d : nothing);
    }

    private void compute(int state) {
        int first = plan.firstMessage(state);
        int count = plan.messageCount(state);
        float[] matrix = plan.backward(state) ? tables.backward : tables.forward;
        Arrays.fill(messages, first * w, (first + count) * w, 0);
        for (int k = first; k < first + count; k++) {
            Lanes.addProducts(
                    matrix,
                    plan.relation(k) * sizes.matrix(),
                    w,
                    states,
                    plan.source(k) * 2 * w,
                    m,
                    d,
                    messages,
                    k * w,
                    w);
        }
        int at = state * 2 * w;
        Pool.forward(pooling, messages, first * w, count, states, at, w);
        if (constrained) {
            for (int q = 0; q < w; q++) {
                states[at + q] += Pool.EPSILON;
            }
            Lanes.normalize(states, at, sums, state * m, d, m);
        }
        Lanes.repeat(states, at, w);
    }

    void clearGradients() {
        gradients = room(gradients, plan.states() * w);
        Arrays.fill(gradients, 0, plan.states() * w, 0);
    }

    /** Adds the gradients of the tables, given {@link #gradients}, which are overwritten. */
    void backward(TableGradients into) {
        for (int state = plan.states() - 1; state >= MessagePlan.CONSTANTS; state--) {
            computeBackward(state, into);
        }
    }

    private void computeBackward(int state, TableGradients into) {
        int first = plan.firstMessage(state);
        int count = plan.messageCount(state);
        boolean backward = plan.backward(state);
        float[] transposes = backward ? tables.backwardTransposed : tables.forwardTransposed;
        float[] matrixGradients = backward ? into.backward : into.forward;
        if (constrained) {
            Lanes.normalizeGradient(states, state * 2 * w, gradients, state * w, sums, state * m, d, m);
        }
        messageGradients = room(messageGradients, count * w);
        Pool.backward(pooling, messages, first * w, count, gradients, state * w, messageGradients, 0, w);
        for (int k = 0; k < count; k++) {
            int matrix = plan.relation(first + k) * sizes.matrix();
            int source = plan.source(first + k);
            Lanes.addOuter(messageGradients, k * w, states, source * 2 * w, m, d, matrixGradients, matrix, w, w);
            if (source >= MessagePlan.CONSTANTS) {
                Lanes.copyTwice(messageGradients, k * w, twice, w);
                Lanes.addProducts(transposes, matrix, w, twice, 0, m, d, gradients, source * w, w);
            }
        }
    }
}
