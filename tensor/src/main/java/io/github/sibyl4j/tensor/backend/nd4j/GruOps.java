package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A gated recurrent unit step by step: {@code r = sigmoid(i_r + W_hr h)}, {@code z = sigmoid(i_z + W_hz h)},
 * {@code n = tanh(i_n + r q)} with {@code q = W_hn h + b_hn}, {@code h' = n + z (h - n)}, where
 * {@code i = W_i x + nodeBias}. Rows are the sequences, batch by batch; {@code r} and {@code z} are computed together.
 */
final class GruOps {
    /** Reset, update, candidate, its hidden part and the state, one after the other in a row of what is kept. */
    private static final int KEPT = 5;

    private final GruShape s;
    private final int rows;
    private final int h;
    private final Nd4jBuffer x;
    /** Null for zero. */
    private final INDArray initialState;

    private final Gates inputWeights;
    private final Gates hiddenWeights;
    private final INDArray gateBias;
    private final INDArray inputBias;
    private final INDArray candidateBias;

    /** The rows of weights for reset and update, and those for the candidate. */
    private record Gates(INDArray both, INDArray candidate) {
        static Gates of(Buffer weights, int h, int columns) {
            Nd4jBuffer all = Nd4jBackend.own(weights);
            long split = 2L * h * columns;
            return new Gates(
                    all.slice(0, split).array(2L * h, columns),
                    all.slice(split, all.length() - split).array(h, columns));
        }

        void clear() {
            both.assign(0);
            candidate.assign(0);
        }
    }

    GruOps(GruShape shape, GruOperands in) {
        this.s = shape;
        this.rows = shape.batch() * shape.nodes();
        this.h = shape.hidden();
        this.x = Nd4jBackend.own(in.x());
        this.initialState = in.initialState() == null
                ? null
                : Nd4jBackend.own(in.initialState()).array(rows, h);
        this.inputWeights = Gates.of(in.inputWeights(), h, s.features());
        this.hiddenWeights = Gates.of(in.hiddenWeights(), h, h);
        this.gateBias = nodeBias(in.nodeBias(), 0, 2 * h);
        this.inputBias = nodeBias(in.nodeBias(), 2 * h, h);
        this.candidateBias = Nd4jBackend.own(in.candidateBias()).array(1, h);
    }

    /** Some columns of the bias, {@code [1, node or 1, column]}. */
    private INDArray nodeBias(Buffer bias, int from, int columns) {
        long[] shape = {1, s.biasNodes(), columns};
        return Nd4jBackend.own(bias).view(from, shape, new long[] {3L * h * s.biasNodes(), 3L * h, 1});
    }

    static long savedLength(GruShape shape) {
        return (long) shape.steps() * shape.batch() * shape.nodes() * KEPT * shape.hidden();
    }

    /** Some columns of what is kept of a step, counted in states. */
    private INDArray kept(Nd4jBuffer saved, int t, int from, int count) {
        long[] shape = {rows, (long) count * h};
        return saved.view(((long) t * rows * KEPT + from) * h, shape, new long[] {(long) KEPT * h, 1});
    }

    /** One step of {@code [batch, time, node, size]}, sharing its memory. */
    private INDArray step(Nd4jBuffer sequences, int t, int size) {
        long node = (long) s.nodes() * size;
        return sequences.view(
                t * node, new long[] {s.batch(), s.nodes(), size}, new long[] {s.steps() * node, size, 1});
    }

    private INDArray inputs(int t) {
        return matrix(rows, s.features()).assign(step(x, t, s.features()).reshape('c', rows, s.features()));
    }

    private static INDArray matrix(long rows, long columns) {
        return Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    }

    /** Half of the columns of {@code [rows, 2 h]}: reset or update. */
    private INDArray half(INDArray gates, int which) {
        long[] steps = {gates.stride(0), 1};
        return Nd4j.create(gates.data(), new long[] {rows, h}, steps, gates.offset() + (long) which * h, 'c');
    }

    private void addByNode(INDArray gates, INDArray bias) {
        INDArray byNode = gates.reshape('c', s.batch(), s.nodes(), gates.size(1));
        Ops.run("add", byNode, byNode, bias);
    }

    void forward(Nd4jBuffer states, Nd4jBuffer saved) {
        INDArray state = matrix(rows, h);
        for (int t = 0; t < s.steps(); t++) {
            try (MemoryWorkspace temporaries = Temporaries.openInner()) {
                forward(t, t > 0 ? state : initialState, state, saved);
            }
            if (s.everyState()) {
                step(states, t, h).assign(state.reshape('c', s.batch(), s.nodes(), h));
            }
        }
        if (!s.everyState()) {
            states.array(rows, h).assign(state);
        }
    }

    /** @param before null for zero, or the same as {@code after} */
    private void forward(int t, INDArray before, INDArray after, Nd4jBuffer saved) {
        INDArray inputs = inputs(t);
        INDArray gates = matrix(rows, 2L * h);
        INDArray candidate = matrix(rows, h);
        INDArray hiddenPart = matrix(rows, h);
        Ops.gemm(false, true, 1, inputs, inputWeights.both, 0, gates);
        Ops.gemm(false, true, 1, inputs, inputWeights.candidate, 0, candidate);
        if (before == null) {
            hiddenPart.assign(0);
        } else {
            Ops.gemm(false, true, 1, before, hiddenWeights.both, 1, gates);
            Ops.gemm(false, true, 1, before, hiddenWeights.candidate, 0, hiddenPart);
        }
        Ops.run("add", hiddenPart, hiddenPart, candidateBias);
        addByNode(gates, gateBias);
        addByNode(candidate, inputBias);
        Nd4j.getExecutioner().exec(new Sigmoid(gates, gates));
        candidate.addi(half(gates, 0).mul(hiddenPart));
        Nd4j.getExecutioner().exec(new Tanh(candidate, candidate));
        INDArray change = before == null ? candidate.neg() : before.sub(candidate);
        change.muli(half(gates, 1)).addi(candidate, after);
        if (saved != null) {
            kept(saved, t, 0, 2).assign(gates);
            kept(saved, t, 2, 1).assign(candidate);
            kept(saved, t, 3, 1).assign(hiddenPart);
            kept(saved, t, 4, 1).assign(after);
        }
    }

    void backward(Nd4jBuffer saved, Nd4jBuffer stateGradients, GruOperands gradients) {
        INDArray toState = matrix(rows, h).assign(0);
        Gates toInputWeights = Gates.of(gradients.inputWeights(), h, s.features());
        Gates toHiddenWeights = Gates.of(gradients.hiddenWeights(), h, h);
        INDArray toGateBias = nodeBias(gradients.nodeBias(), 0, 2 * h);
        INDArray toInputBias = nodeBias(gradients.nodeBias(), 2 * h, h);
        INDArray toCandidateBias = Nd4jBackend.own(gradients.candidateBias()).array(1, h);
        toInputWeights.clear();
        toHiddenWeights.clear();
        toGateBias.assign(0);
        toInputBias.assign(0);
        toCandidateBias.assign(0);
        for (int t = s.steps() - 1; t >= 0; t--) {
            try (MemoryWorkspace temporaries = Temporaries.openInner()) {
                if (s.everyState()) {
                    toState.addi(step(stateGradients, t, h).dup('c').reshape('c', rows, h));
                } else if (t == s.steps() - 1) {
                    toState.addi(stateGradients.array(rows, h));
                }
                INDArray before = t > 0 ? kept(saved, t - 1, 4, 1).dup('c') : initialState;
                INDArray toGates = matrix(rows, 2L * h);
                INDArray toCandidate = matrix(rows, h);
                INDArray toHiddenPart = matrix(rows, h);
                gateGradients(t, saved, before, toState, toGates, toCandidate, toHiddenPart);
                toCandidateBias.addi(toHiddenPart.sum(true, 0));
                addOverBatch(toGates, toGateBias);
                addOverBatch(toCandidate, toInputBias);
                INDArray inputs = inputs(t);
                Ops.gemm(true, false, 1, toGates, inputs, 1, toInputWeights.both);
                Ops.gemm(true, false, 1, toCandidate, inputs, 1, toInputWeights.candidate);
                if (gradients.x() != null) {
                    Ops.gemm(false, false, 1, toGates, inputWeights.both, 0, inputs);
                    Ops.gemm(false, false, 1, toCandidate, inputWeights.candidate, 1, inputs);
                    step(Nd4jBackend.own(gradients.x()), t, s.features())
                            .assign(inputs.reshape('c', s.batch(), s.nodes(), s.features()));
                }
                if (before != null) {
                    Ops.gemm(true, false, 1, toGates, before, 1, toHiddenWeights.both);
                    Ops.gemm(true, false, 1, toHiddenPart, before, 1, toHiddenWeights.candidate);
                    Ops.gemm(false, false, 1, toGates, hiddenWeights.both, 1, toState);
                    Ops.gemm(false, false, 1, toHiddenPart, hiddenWeights.candidate, 1, toState);
                }
            }
        }
        if (gradients.initialState() != null) {
            Nd4jBackend.own(gradients.initialState()).array(rows, h).assign(toState);
        }
    }

    private void addOverBatch(INDArray gates, INDArray bias) {
        bias.addi(
                s.biasNodes() == 1
                        ? gates.sum(true, 0).reshape('c', 1, 1, gates.size(1))
                        : gates.reshape('c', s.batch(), s.nodes(), gates.size(1))
                                .sum(true, 0));
    }

    /** Fills the gradients of the gates, and leaves in {@code toState} what bypasses them. */
    private void gateGradients(
            int t,
            Nd4jBuffer saved,
            INDArray before,
            INDArray toState,
            INDArray toGates,
            INDArray toCandidate,
            INDArray toHiddenPart) {
        INDArray reset = kept(saved, t, 0, 1);
        INDArray update = kept(saved, t, 1, 1);
        INDArray candidate = kept(saved, t, 2, 1);
        INDArray rest = update.rsub(1);
        toCandidate.assign(candidate.mul(candidate).rsubi(1).muli(rest).muli(toState));
        INDArray change = before == null ? candidate.neg() : before.sub(candidate);
        half(toGates, 1).assign(change.muli(rest).muli(update).muli(toState));
        half(toGates, 0)
                .assign(reset.rsub(1).muli(reset).muli(kept(saved, t, 3, 1)).muli(toCandidate));
        toHiddenPart.assign(toCandidate.mul(reset));
        toState.muli(update);
    }
}
