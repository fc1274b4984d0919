package io.github.sibyl4j.reasoning.epignn;

import java.util.Arrays;

/**
 * One problem's states, output and their gradients, in memory that is used again for the next problem. Belongs to one thread
 * at a time.
 */
final class InstancePass {
    private final Sizes sizes;
    private final Pooling pooling;
    private final StatePass rounds;
    private final Reading reading;
    private final boolean constrained;
    private final int d;
    private final int m;
    private final int w;

    private StepTables tables;
    private Unrolled plan;
    /** What the entities of the path say, one after another. */
    private float[] composed = {};

    private float[] composedGradients = {};
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
        this.rounds = new StatePass(sizes, pooling, constrained);
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
        rounds.forward(tables, plan);
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
        return rounds.states[state * 2 * w + coordinate * m + facet];
    }

    /** What the {@code i}-th entity of the path says, after {@link #forward} that reads both directions. */
    float composed(int i, int facet, int coordinate) {
        return composed[i * w + coordinate * m + facet];
    }

    private void readOne(int state) {
        System.arraycopy(rounds.states, state * 2 * w, pooled, 0, w);
        if (constrained) {
            System.arraycopy(pooled, 0, output, 0, w);
        } else {
            normalizeOutput();
        }
    }

    private void readPath() {
        int length = plan.path.length;
        composed = StatePass.room(composed, length * w);
        matrices = StatePass.room(matrices, length * sizes.matrix());
        // Identity is neutral on both sides, so both ends need no composition.
        System.arraycopy(rounds.states, plan.backwardOnPath[0] * 2 * w, composed, 0, w);
        System.arraycopy(rounds.states, plan.forwardOnPath[length - 1] * 2 * w, composed, (length - 1) * w, w);
        for (int i = 1; i < length - 1; i++) {
            int matrix = i * sizes.matrix();
            Lanes.spread(rounds.states, plan.backwardOnPath[i] * 2 * w, spread, 0, d, m);
            Arrays.fill(matrices, matrix, matrix + sizes.matrix(), 0);
            tables.combine(tables.byRight, spread, 0, matrices, matrix);
            Arrays.fill(composed, i * w, (i + 1) * w, 0);
            Lanes.addProducts(
                    matrices, matrix, w, rounds.states, plan.forwardOnPath[i] * 2 * w, m, d, composed, i * w, w);
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
        rounds.clearGradients();
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
            System.arraycopy(outputGradient, 0, rounds.gradients, state * w, w);
        } else {
            readPathBackward(gradients);
        }
        rounds.backward(gradients);
    }

    private void readPathBackward(TableGradients gradients) {
        int length = plan.path.length;
        composedGradients = StatePass.room(composedGradients, length * w);
        Pool.backward(pooling, composed, 0, length, outputGradient, 0, composedGradients, 0, w);
        addTo(plan.backwardOnPath[0], composedGradients, 0);
        addTo(plan.forwardOnPath[length - 1], composedGradients, (length - 1) * w);
        for (int i = 1; i < length - 1; i++) {
            int matrix = i * sizes.matrix();
            int forward = plan.forwardOnPath[i];
            int backward = plan.backwardOnPath[i];
            Lanes.transpose(matrices, matrix, transposed, 0, d, m);
            Lanes.copyTwice(composedGradients, i * w, twice, w);
            Lanes.addProducts(transposed, 0, w, twice, 0, m, d, rounds.gradients, forward * w, w);
            Arrays.fill(matrixGradient, 0);
            Lanes.addOuter(composedGradients, i * w, rounds.states, forward * 2 * w, m, d, matrixGradient, 0, w, w);
            Lanes.spread(rounds.states, backward * 2 * w, spread, 0, d, m);
            for (int s = 0; s < d; s++) {
                Lanes.addOuter(matrixGradient, s * w, spread, 0, w, d, gradients.byRight, s * w, sizes.matrix(), w);
            }
            Arrays.fill(spread, 0);
            for (int j = 0; j < d; j++) {
                Lanes.addProducts(matrixGradient, 0, w, tables.byRight, j * sizes.matrix(), w, d, spread, j * w, w);
            }
            Lanes.addGathered(spread, 0, rounds.gradients, backward * w, d, m);
        }
    }

    private void addTo(int state, float[] gradient, int at) {
        for (int q = 0; q < w; q++) {
            rounds.gradients[state * w + q] += gradient[at + q];
        }
    }
}
