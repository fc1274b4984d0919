package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.LstmOperands;
import io.github.sibyl4j.tensor.backend.LstmShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A long short-term memory step by step: with {@code i, f, g, o = W_i x + W_h h + bias}, {@code c' = sigmoid(f) c +
 * sigmoid(i) tanh(g)} and {@code h' = sigmoid(o) tanh(c')}. Rows are the sequences, batch by batch.
 */
final class LstmOps {
    private static final int INPUT = 0;
    private static final int FORGET = 1;
    private static final int CANDIDATE = 2;
    private static final int OUTPUT = 3;
    private static final int CELL = 4;
    private static final int STATE = 5;
    /** The four gates, the cell and the state, one after the other in a row of what is kept. */
    private static final int KEPT = 6;

    private final LstmShape s;
    private final int rows;
    private final int h;
    private final Nd4jBuffer x;
    /** Null for zero. */
    private final INDArray initialState;

    /** Null for zero. */
    private final INDArray initialCell;

    private final INDArray inputWeights;
    private final INDArray hiddenWeights;
    private final INDArray bias;

    LstmOps(LstmShape shape, LstmOperands in) {
        this.s = shape;
        this.rows = shape.batch() * shape.nodes();
        this.h = shape.hidden();
        this.x = Nd4jBackend.own(in.x());
        this.initialState = matrixOrNull(in.initialState());
        this.initialCell = matrixOrNull(in.initialCell());
        this.inputWeights = Nd4jBackend.own(in.inputWeights()).array(4L * h, s.features());
        this.hiddenWeights = Nd4jBackend.own(in.hiddenWeights()).array(4L * h, h);
        this.bias = Nd4jBackend.own(in.bias()).array(1, 4L * h);
    }

    private INDArray matrixOrNull(Buffer buffer) {
        return buffer == null ? null : Nd4jBackend.own(buffer).array(rows, h);
    }

    static long savedLength(LstmShape shape) {
        return (long) shape.steps() * shape.batch() * shape.nodes() * KEPT * shape.hidden();
    }

    /** A part of what is kept of a step. */
    private INDArray kept(Nd4jBuffer saved, int t, int part) {
        long[] shape = {rows, h};
        return saved.view(((long) t * rows * KEPT + part) * h, shape, new long[] {(long) KEPT * h, 1});
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

    /** The columns of one gate in {@code [rows, 4 h]}, sharing memory. */
    private INDArray gate(INDArray gates, int which) {
        long[] steps = {gates.stride(0), 1};
        return Nd4j.create(gates.data(), new long[] {rows, h}, steps, gates.offset() + (long) which * h, 'c');
    }

    private static INDArray sigmoid(INDArray of) {
        INDArray out = of.dup('c');
        Nd4j.getExecutioner().exec(new Sigmoid(out, out));
        return out;
    }

    private static INDArray tanh(INDArray of) {
        INDArray out = of.dup('c');
        Nd4j.getExecutioner().exec(new Tanh(out, out));
        return out;
    }

    void forward(Nd4jBuffer states, Nd4jBuffer lastCell, Nd4jBuffer saved) {
        INDArray state = matrix(rows, h);
        INDArray cell = lastCell.array(rows, h);
        if (initialCell == null) {
            cell.assign(0);
        } else {
            cell.assign(initialCell);
        }
        for (int t = 0; t < s.steps(); t++) {
            try (MemoryWorkspace temporaries = Temporaries.openInner()) {
                forward(t, t > 0 ? state : initialState, state, cell, saved);
            }
            if (s.everyState()) {
                step(states, t, h).assign(state.reshape('c', s.batch(), s.nodes(), h));
            }
        }
        if (!s.everyState()) {
            states.array(rows, h).assign(state);
        }
    }

    /** @param before null for zero, or the same as {@code state} */
    private void forward(int t, INDArray before, INDArray state, INDArray cell, Nd4jBuffer saved) {
        INDArray gates = matrix(rows, 4L * h);
        Ops.gemm(false, true, 1, inputs(t), inputWeights, 0, gates);
        if (before != null) {
            Ops.gemm(false, true, 1, before, hiddenWeights, 1, gates);
        }
        Ops.run("add", gates, gates, bias);
        INDArray input = sigmoid(gate(gates, INPUT));
        INDArray forget = sigmoid(gate(gates, FORGET));
        INDArray candidate = tanh(gate(gates, CANDIDATE));
        INDArray output = sigmoid(gate(gates, OUTPUT));
        cell.muli(forget).addi(input.mul(candidate));
        state.assign(tanh(cell).muli(output));
        if (saved != null) {
            kept(saved, t, INPUT).assign(input);
            kept(saved, t, FORGET).assign(forget);
            kept(saved, t, CANDIDATE).assign(candidate);
            kept(saved, t, OUTPUT).assign(output);
            kept(saved, t, CELL).assign(cell);
            kept(saved, t, STATE).assign(state);
        }
    }

    /** @param cellGradients null for zero */
    void backward(Nd4jBuffer saved, Nd4jBuffer stateGradients, Nd4jBuffer cellGradients, LstmOperands gradients) {
        INDArray toState = matrix(rows, h).assign(0);
        INDArray toCell = matrix(rows, h);
        if (cellGradients == null) {
            toCell.assign(0);
        } else {
            toCell.assign(cellGradients.array(rows, h));
        }
        INDArray toInputWeights = Nd4jBackend.own(gradients.inputWeights()).array(4L * h, s.features());
        INDArray toHiddenWeights = Nd4jBackend.own(gradients.hiddenWeights()).array(4L * h, h);
        INDArray toBias = Nd4jBackend.own(gradients.bias()).array(1, 4L * h);
        toInputWeights.assign(0);
        toHiddenWeights.assign(0);
        toBias.assign(0);
        for (int t = s.steps() - 1; t >= 0; t--) {
            try (MemoryWorkspace temporaries = Temporaries.openInner()) {
                if (s.everyState()) {
                    toState.addi(step(stateGradients, t, h).dup('c').reshape('c', rows, h));
                } else if (t == s.steps() - 1) {
                    toState.addi(stateGradients.array(rows, h));
                }
                INDArray toGates = gateGradients(t, saved, toState, toCell);
                toBias.addi(toGates.sum(true, 0));
                INDArray inputs = inputs(t);
                Ops.gemm(true, false, 1, toGates, inputs, 1, toInputWeights);
                if (gradients.x() != null) {
                    Ops.gemm(false, false, 1, toGates, inputWeights, 0, inputs);
                    step(Nd4jBackend.own(gradients.x()), t, s.features())
                            .assign(inputs.reshape('c', s.batch(), s.nodes(), s.features()));
                }
                INDArray before = t > 0 ? kept(saved, t - 1, STATE).dup('c') : initialState;
                if (before != null) {
                    Ops.gemm(true, false, 1, toGates, before, 1, toHiddenWeights);
                }
                Ops.gemm(false, false, 1, toGates, hiddenWeights, 0, toState);
            }
        }
        if (gradients.initialState() != null) {
            Nd4jBackend.own(gradients.initialState()).array(rows, h).assign(toState);
        }
        if (gradients.initialCell() != null) {
            Nd4jBackend.own(gradients.initialCell()).array(rows, h).assign(toCell);
        }
    }

    /** The gradients of the gates; {@code toCell} becomes the previous cell's. */
    private INDArray gateGradients(int t, Nd4jBuffer saved, INDArray toState, INDArray toCell) {
        INDArray toGates = matrix(rows, 4L * h);
        INDArray input = kept(saved, t, INPUT).dup('c');
        INDArray forget = kept(saved, t, FORGET).dup('c');
        INDArray candidate = kept(saved, t, CANDIDATE).dup('c');
        INDArray output = kept(saved, t, OUTPUT).dup('c');
        INDArray size = tanh(kept(saved, t, CELL));
        toCell.addi(size.mul(size).rsubi(1).muli(output).muli(toState));
        gate(toGates, OUTPUT).assign(output.rsub(1).muli(output).muli(size).muli(toState));
        gate(toGates, INPUT).assign(input.rsub(1).muli(input).muli(candidate).muli(toCell));
        gate(toGates, CANDIDATE)
                .assign(candidate.mul(candidate).rsubi(1).muli(input).muli(toCell));
        INDArray previous = t > 0 ? kept(saved, t - 1, CELL).dup('c') : initialCell;
        if (previous == null) {
            gate(toGates, FORGET).assign(0);
        } else {
            gate(toGates, FORGET)
                    .assign(forget.rsub(1).muli(forget).muli(previous).muli(toCell));
        }
        toCell.muli(forget);
        return toGates;
    }
}
