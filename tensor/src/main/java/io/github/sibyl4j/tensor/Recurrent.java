package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;
import io.github.sibyl4j.tensor.backend.LstmOperands;
import io.github.sibyl4j.tensor.backend.LstmShape;
import java.util.Arrays;
import java.util.Objects;

/** Fused recurrent passes over {@code [batch, time, node, feature]}, where every (batch, node) is a sequence. */
public final class Recurrent {
    private Recurrent() {}

    /**
     * What a pass over sequences gives.
     *
     * @param states the state after every step, {@code [batch, time, node, hidden]}
     * @param last the state after the last step, {@code [batch, node, hidden]}
     */
    public record States(Tensor states, Tensor last) {
        static States of(Tensor states) {
            int steps = states.size(1);
            Tensor last = states.slice(1, steps - 1, steps);
            return new States(states, last.reshape(states.size(0), states.size(2), states.size(3)));
        }
    }

    /**
     * All states of a gated recurrent unit (Cho et al. 2014, in PyTorch's form: the reset gate acts on {@code W_hn h +
     * b_hn}). Gates are stacked reset, update, candidate. Gradients flow from any state into every operand.
     *
     * @param x {@code [batch, time, node, feature]}
     * @param initialState the state before the first step, {@code [batch, node, hidden]}; null for zero
     * @param inputWeights {@code [3 hidden, feature]}
     * @param nodeBias {@code [node, 3 hidden]} or {@code [1, 3 hidden]}, what is added to the input gates at every step
     * @param hiddenWeights {@code [3 hidden, hidden]}
     * @param candidateBias {@code [hidden]}, the bias inside the reset gate's product
     */
    public static States gru(
            Tensor x,
            Tensor initialState,
            Tensor inputWeights,
            Tensor nodeBias,
            Tensor hiddenWeights,
            Tensor candidateBias) {
        return States.of(gru(true, x, initialState, inputWeights, nodeBias, hiddenWeights, candidateBias));
    }

    /**
     * The last state {@code [batch, node, hidden]} of {@link #gru} that starts from zero, without the memory of the states
     * before it.
     */
    public static Tensor gruLastState(
            Tensor x, Tensor inputWeights, Tensor nodeBias, Tensor hiddenWeights, Tensor candidateBias) {
        return gru(false, x, null, inputWeights, nodeBias, hiddenWeights, candidateBias);
    }

    private static Tensor gru(
            boolean everyState,
            Tensor x,
            Tensor initialState,
            Tensor inputWeights,
            Tensor nodeBias,
            Tensor hiddenWeights,
            Tensor candidateBias) {
        GruShape shape = shape(everyState, x, initialState, inputWeights, nodeBias, hiddenWeights, candidateBias);
        Tensor[] inputs = initialState == null
                ? new Tensor[] {x, inputWeights, nodeBias, hiddenWeights, candidateBias}
                : new Tensor[] {x, initialState, inputWeights, nodeBias, hiddenWeights, candidateBias};
        Tensor result = everyState
                ? Tensor.allocate(shape.batch(), shape.steps(), shape.nodes(), shape.hidden())
                : Tensor.allocate(shape.batch(), shape.nodes(), shape.hidden());
        Buffer saved =
                Autograd.records(inputs) ? Scope.allocate(Tensor.backend().gruSavedLength(shape)) : null;
        GruOperands in = new GruOperands(
                x.buffer(),
                initialState == null ? null : initialState.buffer(),
                inputWeights.buffer(),
                nodeBias.buffer(),
                hiddenWeights.buffer(),
                candidateBias.buffer());
        Tensor.backend().gruForward(shape, in, result.buffer(), saved);
        return Autograd.record(
                result,
                g -> {
                    Tensor xGradient = x.tracksGradient() ? x.gradientRoom() : null;
                    Tensor initialGradient =
                            initialState != null && initialState.tracksGradient() ? initialState.gradientRoom() : null;
                    Tensor weightGradient = inputWeights.gradientRoom();
                    Tensor nodeGradient = nodeBias.gradientRoom();
                    Tensor hiddenGradient = hiddenWeights.gradientRoom();
                    Tensor candidateGradient = candidateBias.gradientRoom();
                    GruOperands gradients = new GruOperands(
                            xGradient == null ? null : xGradient.buffer(),
                            initialGradient == null ? null : initialGradient.buffer(),
                            weightGradient.buffer(),
                            nodeGradient.buffer(),
                            hiddenGradient.buffer(),
                            candidateGradient.buffer());
                    Tensor.backend().gruBackward(shape, in, saved, g.buffer(), gradients);
                    if (xGradient != null) {
                        x.addGradient(xGradient);
                    }
                    if (initialGradient != null) {
                        initialState.addGradient(initialGradient);
                    }
                    inputWeights.addGradient(weightGradient);
                    nodeBias.addGradient(nodeGradient);
                    hiddenWeights.addGradient(hiddenGradient);
                    candidateBias.addGradient(candidateGradient);
                },
                inputs);
    }

    private static GruShape shape(
            boolean everyState,
            Tensor x,
            Tensor initialState,
            Tensor inputWeights,
            Tensor nodeBias,
            Tensor hiddenWeights,
            Tensor candidateBias) {
        int hidden = candidateBias.rank() == 1 ? candidateBias.size(0) : -1;
        boolean fits = x.rank() == 4
                && (initialState == null || matches(initialState, x.size(0), x.size(2), hidden))
                && matches(inputWeights, 3 * hidden, x.size(3))
                && matches(hiddenWeights, 3 * hidden, hidden)
                && (matches(nodeBias, 1, 3 * hidden) || matches(nodeBias, x.size(2), 3 * hidden))
                && x.size(1) > 0;
        if (!fits) {
            throw new IllegalArgumentException("a GRU cannot combine x " + Shape.text(x.shape()) + ", initialState "
                    + (initialState == null ? "null" : Shape.text(initialState.shape())) + ", inputWeights "
                    + Shape.text(inputWeights.shape()) + ", nodeBias "
                    + Shape.text(nodeBias.shape()) + ", hiddenWeights " + Shape.text(hiddenWeights.shape())
                    + ", candidateBias " + Shape.text(candidateBias.shape())
                    + ": expected [batch, time > 0, node, feature], null or [batch, node, hidden], [3 hidden, feature],"
                    + " [node or 1, 3 hidden], [3 hidden, hidden], [hidden]");
        }
        return new GruShape(x.size(0), x.size(1), x.size(2), x.size(3), hidden, nodeBias.size(0), everyState);
    }

    /**
     * What a long short-term memory gives.
     *
     * @param states the state after every step, {@code [batch, time, node, hidden]}
     * @param last the state after the last step, {@code [batch, node, hidden]}
     * @param lastCell the cell after the last step, {@code [batch, node, hidden]}
     */
    public record LstmStates(Tensor states, Tensor last, Tensor lastCell) {}

    /**
     * The last state of a long short-term memory.
     *
     * @param state {@code [batch, node, hidden]}
     * @param cell {@code [batch, node, hidden]}
     */
    public record LstmState(Tensor state, Tensor cell) {}

    /**
     * All states of a long short-term memory (Hochreiter and Schmidhuber 1997, in PyTorch's form). Gates are stacked input,
     * forget, candidate, output: with {@code i, f, g, o = W_i x + W_h h + bias}, {@code c' = sigmoid(f) c + sigmoid(i)
     * tanh(g)} and {@code h' = sigmoid(o) tanh(c')}. Gradients flow from any state and the last cell into every operand.
     *
     * @param x {@code [batch, time, node, feature]}
     * @param initial state and cell before the first step; null for zero
     * @param inputWeights {@code [4 hidden, feature]}
     * @param hiddenWeights {@code [4 hidden, hidden]}
     * @param bias {@code [4 hidden]}
     */
    public static LstmStates lstm(Tensor x, LstmState initial, Tensor inputWeights, Tensor hiddenWeights, Tensor bias) {
        LstmState result = lstm(true, x, initial, inputWeights, hiddenWeights, bias);
        States states = States.of(result.state);
        return new LstmStates(states.states, states.last, result.cell);
    }

    /** The last state and cell of {@link #lstm}, without the memory of the states before them. */
    public static LstmState lstmLastState(
            Tensor x, LstmState initial, Tensor inputWeights, Tensor hiddenWeights, Tensor bias) {
        return lstm(false, x, initial, inputWeights, hiddenWeights, bias);
    }

    private static LstmState lstm(
            boolean everyState, Tensor x, LstmState initial, Tensor inputWeights, Tensor hiddenWeights, Tensor bias) {
        LstmShape shape = lstmShape(everyState, x, initial, inputWeights, hiddenWeights, bias);
        Tensor state = initial == null ? null : initial.state;
        Tensor cell = initial == null ? null : initial.cell;
        Tensor[] operands = {x, state, cell, inputWeights, hiddenWeights, bias};
        Tensor[] inputs = Arrays.stream(operands).filter(Objects::nonNull).toArray(Tensor[]::new);
        Tensor result = everyState
                ? Tensor.allocate(shape.batch(), shape.steps(), shape.nodes(), shape.hidden())
                : Tensor.allocate(shape.batch(), shape.nodes(), shape.hidden());
        Tensor lastCell = Tensor.allocate(shape.batch(), shape.nodes(), shape.hidden());
        Buffer saved =
                Autograd.records(inputs) ? Scope.allocate(Tensor.backend().lstmSavedLength(shape)) : null;
        Tensor.backend().lstmForward(shape, lstmOperands(operands), result.buffer(), lastCell.buffer(), saved);
        Tensor[] cellGradient = new Tensor[1];
        Autograd.record(
                result,
                g -> {
                    Tensor[] gradients = new Tensor[operands.length];
                    for (int i = 0; i < operands.length; i++) {
                        boolean always = i >= 3;
                        if (always || (operands[i] != null && operands[i].tracksGradient())) {
                            gradients[i] = operands[i].gradientRoom();
                        }
                    }
                    Tensor.backend()
                            .lstmBackward(
                                    shape,
                                    lstmOperands(operands),
                                    saved,
                                    g.buffer(),
                                    cellGradient[0] == null ? null : cellGradient[0].buffer(),
                                    lstmOperands(gradients));
                    if (cellGradient[0] != null) {
                        BackwardMemory.letGo(cellGradient[0]);
                        cellGradient[0] = null;
                    }
                    for (int i = 0; i < operands.length; i++) {
                        if (gradients[i] != null) {
                            operands[i].addGradient(gradients[i]);
                        }
                    }
                },
                inputs);
        // The cells' gradient waits for that of the states, which were computed before and so come after.
        Autograd.record(
                lastCell,
                g -> {
                    BackwardMemory.hold(g);
                    cellGradient[0] = g;
                    result.addGradient(Tensor.zeros(result.shape()));
                },
                result);
        return new LstmState(result, lastCell);
    }

    private static LstmOperands lstmOperands(Tensor[] t) {
        Buffer[] buffers = Arrays.stream(t)
                .map(tensor -> tensor == null ? null : tensor.buffer())
                .toArray(Buffer[]::new);
        return new LstmOperands(buffers[0], buffers[1], buffers[2], buffers[3], buffers[4], buffers[5]);
    }

    private static LstmShape lstmShape(
            boolean everyState, Tensor x, LstmState initial, Tensor inputWeights, Tensor hiddenWeights, Tensor bias) {
        int hidden = hiddenWeights.rank() == 2 ? hiddenWeights.size(1) : -1;
        boolean fits = x.rank() == 4
                && (initial == null
                        || (matches(initial.state, x.size(0), x.size(2), hidden)
                                && matches(initial.cell, x.size(0), x.size(2), hidden)))
                && matches(inputWeights, 4 * hidden, x.size(3))
                && matches(hiddenWeights, 4 * hidden, hidden)
                && matches(bias, 4 * hidden)
                && x.size(1) > 0;
        if (!fits) {
            throw new IllegalArgumentException("an LSTM cannot combine x " + Shape.text(x.shape()) + ", initial "
                    + (initial == null
                            ? "null"
                            : Shape.text(initial.state.shape()) + " and " + Shape.text(initial.cell.shape()))
                    + ", inputWeights " + Shape.text(inputWeights.shape()) + ", hiddenWeights "
                    + Shape.text(hiddenWeights.shape()) + ", bias " + Shape.text(bias.shape())
                    + ": expected [batch, time > 0, node, feature], null or [batch, node, hidden] twice,"
                    + " [4 hidden, feature], [4 hidden, hidden], [4 hidden]");
        }
        return new LstmShape(x.size(0), x.size(1), x.size(2), x.size(3), hidden, everyState);
    }

    private static boolean matches(Tensor tensor, int... shape) {
        return Arrays.equals(tensor.shape(), shape);
    }
}
