package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;

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
                    Tensor xGradient = x.tracksGradient() ? Tensor.allocate(x.shape()) : null;
                    Tensor initialGradient = initialState != null && initialState.tracksGradient()
                            ? Tensor.allocate(initialState.shape())
                            : null;
                    Tensor weightGradient = Tensor.allocate(inputWeights.shape());
                    Tensor nodeGradient = Tensor.allocate(nodeBias.shape());
                    Tensor hiddenGradient = Tensor.allocate(hiddenWeights.shape());
                    Tensor candidateGradient = Tensor.allocate(candidateBias.shape());
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

    private static boolean matches(Tensor tensor, int... shape) {
        return java.util.Arrays.equals(tensor.shape(), shape);
    }
}
