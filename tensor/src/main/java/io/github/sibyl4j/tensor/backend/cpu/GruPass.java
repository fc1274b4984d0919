package io.github.sibyl4j.tensor.backend.cpu;

import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;

/**
 * A gated recurrent unit over whole sequences, forward and backward, after PyTorch's definition:
 * {@code r = sigmoid(i_r + W_hr h)}, {@code z = sigmoid(i_z + W_hz h)}, {@code n = tanh(i_n + r (W_hn h + b_hn))},
 * {@code h' = (1 - z) n + z h}, where {@code i = W_i x + nodeBias} and the state before the
 * first step is given or zero.
 */
final class GruPass {
    private final GruShape shape;
    private final GruPlan plan;
    private final Kernels kernels;
    private final Workers workers;
    private final int h;
    private final int f;
    private final HostBuffer x;
    /** Null for zero. */
    private final HostBuffer initialState;

    private final HostBuffer inputWeights;
    private final HostBuffer nodeBias;
    private final HostBuffer hiddenWeights;
    private final HostBuffer candidateBias;

    GruPass(GruShape shape, GruOperands in, Kernels kernels, Workers workers) {
        this.shape = shape;
        this.plan = GruPlan.of(shape, kernels.lanes());
        this.kernels = kernels;
        this.workers = workers;
        this.h = shape.hidden();
        this.f = shape.features();
        this.x = NativeBackend.host(in.x());
        this.initialState = in.initialState() == null ? null : NativeBackend.host(in.initialState());
        this.inputWeights = NativeBackend.host(in.inputWeights());
        this.nodeBias = NativeBackend.host(in.nodeBias());
        this.hiddenWeights = NativeBackend.host(in.hiddenWeights());
        this.candidateBias = NativeBackend.host(in.candidateBias());
    }

    static long savedLength(GruShape shape) {
        return (long) shape.batch() * shape.nodes() * shape.steps() * 5 * shape.hidden();
    }

    private int savedGates(GruRows rows, int t) {
        return rows.firstRow() * shape.steps() * 5 * h + t * rows.count() * 4 * h;
    }

    private int savedState(GruRows rows, int t) {
        return rows.firstRow() * shape.steps() * 5 * h + rows.count() * (shape.steps() * 4 + t) * h;
    }

    void forward(HostBuffer result, HostBuffer saved) {
        HostArena shared = HostArena.scratch();
        HostBuffer turnedInput = turned(inputWeights, f, shared);
        HostBuffer turnedHidden = turned(hiddenWeights, h, shared);
        workers.run(plan.slots().size(), i -> forward(plan.slots().get(i), turnedInput, turnedHidden, result, saved));
        shared.release();
    }

    /** Weights {@code [3 hidden, width]} as {@code [width, 3 hidden]}: small products are faster that way. */
    private HostBuffer turned(HostBuffer source, int width, HostArena arena) {
        float[] weights = new float[3 * h * width];
        source.read(0, weights, 0, weights.length);
        float[] turned = new float[weights.length];
        for (int j = 0; j < 3 * h; j++) {
            for (int k = 0; k < width; k++) {
                turned[k * 3 * h + j] = weights[j * width + k];
            }
        }
        HostBuffer result = arena.allocate(turned.length);
        result.write(0, turned, 0, turned.length);
        return result;
    }

    private void forward(
            GruPlan.Slot slot, HostBuffer turnedInput, HostBuffer turnedHidden, HostBuffer result, HostBuffer saved) {
        HostArena scratch = HostArena.scratch();
        int most = slot.mostRows();
        HostBuffer zeros = zeros(scratch, most * 3 * h);
        HostBuffer first = initialState == null ? zeros : scratch.allocate((long) most * h);
        GruStep step = newStep();
        HostBuffer hiddenGates = scratch.allocate((long) most * 3 * h);
        HostBuffer gathered = scratch.allocate((long) most * f);
        step.inputGates = scratch.allocate((long) most * 3 * h);
        HostBuffer states = saved != null ? saved : scratch.allocate(2L * most * h);
        step.gates = saved != null ? saved : scratch.allocate(4L * h);
        step.gatesStep = saved != null ? 4 * h : 0;
        step.state = states;
        for (GruRows rows : slot.blocks()) {
            gatherInitialState(rows, first);
            for (int t = 0; t < shape.steps(); t++) {
                step.stateAt = saved != null ? savedState(rows, t) : (t & 1) * most * h;
                step.previous = t == 0 ? first : states;
                step.previousAt = t == 0 ? 0 : saved != null ? savedState(rows, t - 1) : (1 - (t & 1)) * most * h;
                step.hiddenGates = hasPrevious(t) ? hiddenGates : zeros;
                step.gatesAt = saved != null ? savedGates(rows, t) : 0;
                if (hasPrevious(t)) {
                    Blas.gemm(
                            false,
                            false,
                            rows.count(),
                            3 * h,
                            h,
                            1,
                            step.previous.address() + 4L * step.previousAt,
                            h,
                            turnedHidden.address(),
                            3 * h,
                            0,
                            step.hiddenGates.address(),
                            3 * h);
                }
                Blas.gemm(
                        false,
                        false,
                        rows.count(),
                        3 * h,
                        f,
                        1,
                        inputs(rows, t, gathered),
                        f,
                        turnedInput.address(),
                        3 * h,
                        0,
                        step.inputGates.address(),
                        3 * h);
                kernels.gruGates(rows, step);
                if (shape.everyState() || t == shape.steps() - 1) {
                    for (int b = 0; b < rows.batches(); b++) {
                        int run = rows.nodes() * h;
                        NativeBackend.copy(states, step.stateAt + b * run, result, resultAt(rows, b, t), run);
                    }
                }
            }
        }
        scratch.release();
    }

    private GruStep newStep() {
        GruStep step = new GruStep();
        step.hidden = h;
        step.nodeBias = nodeBias;
        step.nodeStep = shape.biasNodes() == 1 ? 0 : 3 * h;
        step.candidateBias = candidateBias;
        return step;
    }

    /** Where the inputs of a block's sample {@code b} begin at step {@code t}. */
    private int inputAt(GruRows rows, int b, int t) {
        return (((rows.firstBatch() + b) * shape.steps() + t) * shape.nodes() + rows.firstNode()) * f;
    }

    /**
     * Where the inputs of a block at one step lie in consecutive rows: those of one sample where they are, those of
     * several in {@code gathered}.
     */
    private long inputs(GruRows rows, int t, HostBuffer gathered) {
        if (rows.batches() == 1) {
            return x.address() + 4L * inputAt(rows, 0, t);
        }
        for (int b = 0; b < rows.batches(); b++) {
            NativeBackend.copy(x, inputAt(rows, b, t), gathered, b * rows.nodes() * f, rows.nodes() * f);
        }
        return gathered.address();
    }

    /** Whether the state before step {@code t} can be other than zero. */
    private boolean hasPrevious(int t) {
        return t > 0 || initialState != null;
    }

    /** Where the states of a block's sample {@code b} after step {@code t} begin in the result. */
    private int resultAt(GruRows rows, int b, int t) {
        int sample = rows.firstBatch() + b;
        int row = shape.everyState() ? sample * shape.steps() + t : sample;
        return (row * shape.nodes() + rows.firstNode()) * h;
    }

    /** Where the states of a block's sample {@code b} begin in {@code [batch, node, hidden]}. */
    private int stateAt(GruRows rows, int b) {
        return ((rows.firstBatch() + b) * shape.nodes() + rows.firstNode()) * h;
    }

    /** Copies the states of a block before the first step, unless they are zero, into consecutive rows. */
    private void gatherInitialState(GruRows rows, HostBuffer target) {
        if (initialState != null) {
            int run = rows.nodes() * h;
            for (int b = 0; b < rows.batches(); b++) {
                NativeBackend.copy(initialState, stateAt(rows, b), target, b * run, run);
            }
        }
    }

    /** Adds what the result's gradient says about the states after step {@code t}. */
    private void addResultGradient(GruRows rows, int t, HostBuffer resultGradient, HostBuffer stateGradient) {
        if (shape.everyState() || t == shape.steps() - 1) {
            int run = rows.nodes() * h;
            for (int b = 0; b < rows.batches(); b++) {
                kernels.addScaled(stateGradient, b * run, resultGradient, resultAt(rows, b, t), 1, run);
            }
        }
    }

    void backward(HostBuffer saved, HostBuffer resultGradient, GruOperands gradients) {
        HostArena shared = HostArena.scratch();
        HostBuffer rotatedWeights = gradients.x() == null ? null : rotatedWeights(shared);
        GruSums[] sums = new GruSums[plan.slots().size()];
        HostBuffer[] hiddenSums = new HostBuffer[sums.length];
        HostBuffer[] inputSums = new HostBuffer[sums.length];
        for (int i = 0; i < sums.length; i++) {
            GruPlan.Slot slot = plan.slots().get(i);
            int biasRows = shape.biasNodes() == 1 ? 1 : slot.nodes();
            hiddenSums[i] = zeros(shared, 3 * h * h);
            inputSums[i] = zeros(shared, 3 * h * f);
            sums[i] = new GruSums(
                    zeros(shared, biasRows * 3 * h),
                    shape.biasNodes() == 1 ? 0 : 3 * h,
                    slot.firstNode(),
                    zeros(shared, h));
        }
        HostBuffer inputGradient = gradients.x() == null ? null : NativeBackend.host(gradients.x());
        HostBuffer initialGradient =
                gradients.initialState() == null ? null : NativeBackend.host(gradients.initialState());
        workers.run(
                sums.length,
                i -> backward(
                        plan.slots().get(i),
                        rotatedWeights,
                        saved,
                        resultGradient,
                        sums[i],
                        hiddenSums[i],
                        inputSums[i],
                        inputGradient,
                        initialGradient));
        merge(sums, hiddenSums, inputSums, gradients);
        shared.release();
    }

    private HostBuffer zeros(HostArena arena, int length) {
        HostBuffer buffer = arena.allocate(length);
        NativeBackend.zero(buffer);
        return buffer;
    }

    /** The input weights with their gates in the order candidate, reset, update. */
    private HostBuffer rotatedWeights(HostArena arena) {
        HostBuffer result = arena.allocate(3L * h * f);
        NativeBackend.copy(inputWeights, 2 * h * f, result, 0, h * f);
        NativeBackend.copy(inputWeights, 0, result, h * f, 2 * h * f);
        return result;
    }

    private void backward(
            GruPlan.Slot slot,
            HostBuffer rotatedWeights,
            HostBuffer saved,
            HostBuffer resultGradient,
            GruSums slotSums,
            HostBuffer hiddenSums,
            HostBuffer inputSums,
            HostBuffer inputGradient,
            HostBuffer initialGradient) {
        HostArena scratch = HostArena.scratch();
        int most = slot.mostRows();
        HostBuffer first = zeros(scratch, most * h);
        GruStep step = newStep();
        step.gates = saved;
        step.stateGradient = scratch.allocate((long) most * h);
        step.gateGradients = scratch.allocate((long) most * 4 * h);
        HostBuffer rowsOfX = scratch.allocate((long) most * f);
        long hiddenPart = step.gateGradients.address() + 4L * h;
        for (GruRows rows : slot.blocks()) {
            int count = rows.count();
            gatherInitialState(rows, first);
            NativeBackend.zero(step.stateGradient);
            for (int t = shape.steps() - 1; t >= 0; t--) {
                step.gatesAt = savedGates(rows, t);
                step.previous = t == 0 ? first : saved;
                step.previousAt = t == 0 ? 0 : savedState(rows, t - 1);
                addResultGradient(rows, t, resultGradient, step.stateGradient);
                kernels.gruGateGradients(rows, step, slotSums);
                if (hasPrevious(t)) {
                    long previous = step.previous.address() + 4L * step.previousAt;
                    long gradient = step.stateGradient.address();
                    Blas.gemm(
                            false,
                            false,
                            count,
                            h,
                            3 * h,
                            1,
                            hiddenPart,
                            4 * h,
                            hiddenWeights.address(),
                            h,
                            1,
                            gradient,
                            h);
                    Blas.gemm(
                            true,
                            false,
                            3 * h,
                            h,
                            count,
                            1,
                            hiddenPart,
                            4 * h,
                            previous,
                            h,
                            1,
                            hiddenSums.address(),
                            h);
                }
                Blas.gemm(
                        true,
                        false,
                        3 * h,
                        f,
                        count,
                        1,
                        step.gateGradients.address(),
                        4 * h,
                        inputs(rows, t, rowsOfX),
                        f,
                        1,
                        inputSums.address(),
                        f);
                if (inputGradient != null) {
                    Blas.gemm(
                            false,
                            false,
                            count,
                            f,
                            3 * h,
                            1,
                            step.gateGradients.address(),
                            4 * h,
                            rotatedWeights.address(),
                            f,
                            0,
                            rows.batches() == 1
                                    ? inputGradient.address() + 4L * inputAt(rows, 0, t)
                                    : rowsOfX.address(),
                            f);
                    int run = rows.nodes() * f;
                    for (int b = 0; rows.batches() > 1 && b < rows.batches(); b++) {
                        NativeBackend.copy(rowsOfX, b * run, inputGradient, inputAt(rows, b, t), run);
                    }
                }
            }
            if (initialGradient != null) {
                int run = rows.nodes() * h;
                for (int b = 0; b < rows.batches(); b++) {
                    NativeBackend.copy(step.stateGradient, b * run, initialGradient, stateAt(rows, b), run);
                }
            }
        }
        scratch.release();
    }

    /** Adds up the slots' sums in order, turning gates back from candidate, reset, update to reset, update, candidate. */
    private void merge(GruSums[] sums, HostBuffer[] hiddenSums, HostBuffer[] inputSums, GruOperands gradients) {
        HostBuffer hidden = NativeBackend.host(gradients.hiddenWeights());
        HostBuffer candidate = NativeBackend.host(gradients.candidateBias());
        HostBuffer node = NativeBackend.host(gradients.nodeBias());
        HostBuffer input = NativeBackend.host(gradients.inputWeights());
        NativeBackend.zero(hidden);
        NativeBackend.zero(candidate);
        NativeBackend.zero(node);
        NativeBackend.zero(input);
        for (int i = 0; i < sums.length; i++) {
            GruPlan.Slot slot = plan.slots().get(i);
            kernels.addScaled(hidden, 0, hiddenSums[i], 0, 1, 3 * h * h);
            kernels.addScaled(candidate, 0, sums[i].candidateBias(), 0, 1, h);
            int biasRows = shape.biasNodes() == 1 ? 1 : slot.nodes();
            int firstBias = shape.biasNodes() == 1 ? 0 : slot.firstNode();
            addRotated(sums[i].nodeBias(), biasRows, node, firstBias);
            kernels.addScaled(input, 0, inputSums[i], h * f, 1, 2 * h * f);
            kernels.addScaled(input, 2 * h * f, inputSums[i], 0, 1, h * f);
        }
    }

    private void addRotated(HostBuffer from, int rows, HostBuffer to, int firstRow) {
        for (int r = 0; r < rows; r++) {
            int target = (firstRow + r) * 3 * h;
            kernels.addScaled(to, target, from, r * 3 * h + h, 1, 2 * h);
            kernels.addScaled(to, target + 2 * h, from, r * 3 * h, 1, h);
        }
    }
}
