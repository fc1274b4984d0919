package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.GruOperands;
import io.github.sibyl4j.tensor.backend.GruShape;

/** Fused recurrent passes over {@code [batch, time, node, feature]}, where every (batch, node) is a sequence. */
public final class Recurrent {
    private Recurrent() {}

    /**
     * The last state {@code [batch, node, hidden]} of a gated recurrent unit (Cho et al. 2014, in PyTorch's form: the
     * reset gate acts on {@code W_hn h + b_hn}) that starts from zero. Gates are stacked reset, update, candidate.
     *
     * @param x {@code [batch, time, node, feature]}
     * @param inputWeights {@code [3 hidden, feature]}
     * @param nodeBias {@code [node, 3 hidden]} or {@code [1, 3 hidden]}, what is added to the input gates at every step
     * @param hiddenWeights {@code [3 hidden, hidden]}
     * @param candidateBias {@code [hidden]}, the bias inside the reset gate's product
     */
    public static Tensor gruLastState(
            Tensor x, Tensor inputWeights, Tensor nodeBias, Tensor hiddenWeights, Tensor candidateBias) {
        GruShape shape = shape(x, inputWeights, nodeBias, hiddenWeights, candidateBias);
        Tensor[] inputs = {x, inputWeights, nodeBias, hiddenWeights, candidateBias};
        Tensor state = Tensor.allocate(shape.batch(), shape.nodes(), shape.hidden());
        if (state.length() == 0) {
            return state;
        }
        Buffer saved =
                Autograd.records(inputs) ? Scope.allocate(Tensor.backend().gruSavedLength(shape)) : null;
        GruOperands in = new GruOperands(
                x.buffer(), inputWeights.buffer(), nodeBias.buffer(), hiddenWeights.buffer(), candidateBias.buffer());
        Tensor.backend().gruForward(shape, in, state.buffer(), saved);
        return Autograd.record(
                state,
                g -> {
                    Tensor xGradient = x.tracksGradient() ? Tensor.allocate(x.shape()) : null;
                    Tensor weightGradient = Tensor.allocate(inputWeights.shape());
                    Tensor nodeGradient = Tensor.allocate(nodeBias.shape());
                    Tensor hiddenGradient = Tensor.allocate(hiddenWeights.shape());
                    Tensor candidateGradient = Tensor.allocate(candidateBias.shape());
                    GruOperands gradients = new GruOperands(
                            xGradient == null ? null : xGradient.buffer(),
                            weightGradient.buffer(),
                            nodeGradient.buffer(),
                            hiddenGradient.buffer(),
                            candidateGradient.buffer());
                    Tensor.backend().gruBackward(shape, in, saved, g.buffer(), gradients);
                    if (xGradient != null) {
                        x.addGradient(xGradient);
                    }
                    inputWeights.addGradient(weightGradient);
                    nodeBias.addGradient(nodeGradient);
                    hiddenWeights.addGradient(hiddenGradient);
                    candidateBias.addGradient(candidateGradient);
                },
                inputs);
    }

    private static GruShape shape(
            Tensor x, Tensor inputWeights, Tensor nodeBias, Tensor hiddenWeights, Tensor candidateBias) {
        int hidden = candidateBias.rank() == 1 ? candidateBias.size(0) : -1;
        boolean fits = x.rank() == 4
                && matches(inputWeights, 3 * hidden, x.size(3))
                && matches(hiddenWeights, 3 * hidden, hidden)
                && (matches(nodeBias, 1, 3 * hidden) || matches(nodeBias, x.size(2), 3 * hidden))
                && x.size(1) > 0;
        if (!fits) {
            throw new IllegalArgumentException("a GRU cannot combine x " + Shape.text(x.shape()) + ", inputWeights "
                    + Shape.text(inputWeights.shape()) + ", nodeBias "
                    + Shape.text(nodeBias.shape()) + ", hiddenWeights " + Shape.text(hiddenWeights.shape())
                    + ", candidateBias " + Shape.text(candidateBias.shape())
                    + ": expected [batch, time > 0, node, feature], [3 hidden, feature], [node or 1, 3 hidden],"
                    + " [3 hidden, hidden], [hidden]");
        }
        return new GruShape(x.size(0), x.size(1), x.size(2), x.size(3), hidden, nodeBias.size(0));
    }

    private static boolean matches(Tensor tensor, int... shape) {
        return java.util.Arrays.equals(tensor.shape(), shape);
    }
}
