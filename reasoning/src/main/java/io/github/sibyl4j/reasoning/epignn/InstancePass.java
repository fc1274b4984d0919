package io.github.sibyl4j.reasoning.epignn;

import java.util.Arrays;

/**
 * One problem's states, output and their gradients, in memory that is used again for the next problem. Belongs to one thread
 * at a time.
 */
final class InstancePass {
    private final Sizes sizes;
    private final Pooling pooling;
    private final Reading reading;
    private final boolean constrained;
    private final int d;
    private final int m;
    private final int w;

    private StepTables tables;
    private Unrolled plan;
    /** Every state twice in a row. */
    private float[] states = {};

    private float[] sums = {};
    private float[] messages = {};
    private float[] stateGradients = {};
    /** What the entities of the path say, one after another. */
    private float[] composed = {};

    private float[] composedGradients = {};
    private float[] messageGradients = {};
    private float[] matrices = {};
    private final float[] spread;
    private final float[] matrixGradient;
    private final float[] transposed;
    private final float[] twice;

    /** The answer: a probability vector in every facet. */
    final float[] output;

    private final float[] pooled;
    private final float[] outputSums;
    /** The gradient of the loss by {@link #output}, to be filled in before {@link #backward}. */
    final float[] outputGradient;

    InstancePass(Sizes sizes, Pooling pooling, Reading reading, boolean constrained) {
        this.sizes = sizes;
        this.pooling = pooling;
        this.reading = reading;
        this.constrained = constrained;
        d = sizes.width();
        m = sizes.facets();
        w = sizes.all();
        spread = new float[sizes.matrix()];
        matrixGradient = new float[sizes.matrix()];
        transposed = new float[sizes.matrix()];
        twice = new float[2 * w];
        output = new float[w];
        pooled = new float[w];
        outputSums = new float[m];
        outputGradient = new float[w];
    }

    /** Computes {@link #output}: uniform where no path joins the query's entities. */
    void forward(StepTables with, Unrolled problem) {
        tables = with;
        plan = problem;
        states = room(states, plan.states() * 2 * w);
        sums = room(sums, plan.states() * m);
        messages = room(messages, plan.messages() * w);
        constants();
        for (int state = Unrolled.CONSTANTS; state < plan.states(); state++) {
            compute(state);
        }
        if (!plan.connected()) {
            Arrays.fill(output, 1f / d);
            return;
        }
        switch (reading) {
            case FORWARD -> readOne(plan.forwardOnPath[plan.path.length - 1]);
            case BACKWARD -> readOne(plan.backwardOnPath[0]);
            case BOTH -> readPath();
        }
    }

    /** The value of a state at one coordinate of one facet, after {@link #forward}. */
    float state(int state, int facet, int coordinate) {
        return states[state * 2 * w + coordinate * m + facet];
    }

    /** What the {@code i}-th entity of the path says, after {@link #forward} that reads both directions. */
    float composed(int i, int facet, int coordinate) {
        return composed[i * w + coordinate * m + facet];
    }

    private static float[] room(float[] memory, int length) {
        return memory.length >= length ? memory : new float[Math.max(length, 2 * memory.length)];
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

    private void readOne(int state) {
        System.arraycopy(states, state * 2 * w, pooled, 0, w);
        if (constrained) {
            System.arraycopy(pooled, 0, output, 0, w);
        } else {
            normalizeOutput();
        }
    }

    private void readPath() {
        int length = plan.path.length;
        composed = room(composed, length * w);
        matrices = room(matrices, length * sizes.matrix());
        // Identity is neutral on both sides, so both ends need no composition.
        System.arraycopy(states, plan.backwardOnPath[0] * 2 * w, composed, 0, w);
        System.arraycopy(states, plan.forwardOnPath[length - 1] * 2 * w, composed, (length - 1) * w, w);
        for (int i = 1; i < length - 1; i++) {
            int matrix = i * sizes.matrix();
            Lanes.spread(states, plan.backwardOnPath[i] * 2 * w, spread, 0, d, m);
            Arrays.fill(matrices, matrix, matrix + sizes.matrix(), 0);
            tables.combine(tables.byRight, spread, 0, matrices, matrix);
            Arrays.fill(composed, i * w, (i + 1) * w, 0);
            Lanes.addProducts(matrices, matrix, w, states, plan.forwardOnPath[i] * 2 * w, m, d, composed, i * w, w);
        }
        Pool.forward(pooling, composed, 0, length, pooled, 0, w);
        normalizeOutput();
    }

    private void normalizeOutput() {
        for (int q = 0; q < w; q++) {
            output[q] = constrained ? pooled[q] + Pool.EPSILON : Math.abs(pooled[q]) + Pool.EPSILON;
        }
        Lanes.normalize(output, 0, outputSums, 0, d, m);
    }

    /** Adds the gradients of the tables, given {@link #outputGradient}, which is overwritten. */
    void backward(TableGradients gradients) {
        if (!plan.connected()) {
            return;
        }
        stateGradients = room(stateGradients, plan.states() * w);
        Arrays.fill(stateGradients, 0, plan.states() * w, 0);
        boolean one = reading != Reading.BOTH;
        if (!one || !constrained) {
            Lanes.normalizeGradient(output, 0, outputGradient, 0, outputSums, 0, d, m);
        }
        if (!constrained) {
            for (int q = 0; q < w; q++) {
                outputGradient[q] *= Math.signum(pooled[q]);
            }
        }
        if (one) {
            int state = reading == Reading.FORWARD ? plan.forwardOnPath[plan.path.length - 1] : plan.backwardOnPath[0];
            System.arraycopy(outputGradient, 0, stateGradients, state * w, w);
        } else {
            readPathBackward(gradients);
        }
        for (int state = plan.states() - 1; state >= Unrolled.CONSTANTS; state--) {
            computeBackward(state, gradients);
        }
    }

    private void readPathBackward(TableGradients gradients) {
        int length = plan.path.length;
        composedGradients = room(composedGradients, length * w);
        Pool.backward(pooling, composed, 0, length, outputGradient, 0, composedGradients, 0, w);
        addTo(plan.backwardOnPath[0], composedGradients, 0);
        addTo(plan.forwardOnPath[length - 1], composedGradients, (length - 1) * w);
        for (int i = 1; i < length - 1; i++) {
            int matrix = i * sizes.matrix();
            int forward = plan.forwardOnPath[i];
            int backward = plan.backwardOnPath[i];
            Lanes.transpose(matrices, matrix, transposed, 0, d, m);
            doubled(composedGradients, i * w);
            Lanes.addProducts(transposed, 0, w, twice, 0, m, d, stateGradients, forward * w, w);
            Arrays.fill(matrixGradient, 0);
            Lanes.addOuter(composedGradients, i * w, states, forward * 2 * w, m, d, matrixGradient, 0, w, w);
            Lanes.spread(states, backward * 2 * w, spread, 0, d, m);
            for (int s = 0; s < d; s++) {
                Lanes.addOuter(matrixGradient, s * w, spread, 0, w, d, gradients.byRight, s * w, sizes.matrix(), w);
            }
            Arrays.fill(spread, 0);
            for (int j = 0; j < d; j++) {
                Lanes.addProducts(matrixGradient, 0, w, tables.byRight, j * sizes.matrix(), w, d, spread, j * w, w);
            }
            Lanes.addGathered(spread, 0, stateGradients, backward * w, d, m);
        }
    }

    private void addTo(int state, float[] gradient, int at) {
        for (int q = 0; q < w; q++) {
            stateGradients[state * w + q] += gradient[at + q];
        }
    }

    private void doubled(float[] gradient, int at) {
        System.arraycopy(gradient, at, twice, 0, w);
        System.arraycopy(gradient, at, twice, w, w);
    }

    private void computeBackward(int state, TableGradients gradients) {
        int first = plan.firstMessage(state);
        int count = plan.messageCount(state);
        boolean backward = plan.backward(state);
        float[] transposes = backward ? tables.backwardTransposed : tables.forwardTransposed;
        float[] matrixGradients = backward ? gradients.backward : gradients.forward;
        if (constrained) {
            Lanes.normalizeGradient(states, state * 2 * w, stateGradients, state * w, sums, state * m, d, m);
        }
        messageGradients = room(messageGradients, count * w);
        Pool.backward(pooling, messages, first * w, count, stateGradients, state * w, messageGradients, 0, w);
        for (int k = 0; k < count; k++) {
            int matrix = plan.relation(first + k) * sizes.matrix();
            int source = plan.source(first + k);
            Lanes.addOuter(messageGradients, k * w, states, source * 2 * w, m, d, matrixGradients, matrix, w, w);
            if (source >= Unrolled.CONSTANTS) {
                doubled(messageGradients, k * w);
                Lanes.addProducts(transposes, matrix, w, twice, 0, m, d, stateGradients, source * w, w);
            }
        }
    }
}
