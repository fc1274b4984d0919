package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * A gated recurrent unit of one layer (Cho et al. 2014) with PyTorch's parameters and initialisation: gates stacked reset,
 * update, candidate; everything uniform in {@code +-1 / sqrt(hidden)}.
 */
public final class Gru extends Module {
    private final int hidden;
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter inputBias;
    private final Parameter hiddenBias;

    public Gru(int in, int hidden, Seed seed) {
        this.hidden = hidden;
        double bound = 1 / Math.sqrt(hidden);
        inputWeight = parameter(
                "weight_ih", Parameter.of(seed.split("weight_ih").uniform(3 * hidden * in, bound), 3 * hidden, in));
        hiddenWeight = parameter(
                "weight_hh",
                Parameter.of(seed.split("weight_hh").uniform(3 * hidden * hidden, bound), 3 * hidden, hidden));
        inputBias = parameter("bias_ih", Parameter.of(seed.split("bias_ih").uniform(3 * hidden, bound), 3 * hidden));
        hiddenBias = parameter("bias_hh", Parameter.of(seed.split("bias_hh").uniform(3 * hidden, bound), 3 * hidden));
    }

    /**
     * The state {@code [batch, node, hidden]} after the last step of {@code x} {@code [batch, time, node, in]}; every
     * (batch, node) is a sequence of its own, starting from zero.
     */
    public Tensor forward(Tensor x) {
        return forward(x, inputWeight, inputBias.reshape(1, 3 * hidden));
    }

    /**
     * All states {@code [batch, time, node, hidden]} and the last one, carried on from another pass's last state.
     *
     * @param x {@code [batch, time, node, in]}
     * @param initialState {@code [batch, node, hidden]}; null for zero
     */
    public Recurrent.States forward(Tensor x, Tensor initialState) {
        Tensor nodeBias = inputBias.reshape(1, 3 * hidden).add(gateBias());
        return Recurrent.gru(x, initialState, inputWeight, nodeBias, hiddenWeight, candidateBias());
    }

    /**
     * The same as {@link #forward(Tensor)} for an input whose constant part is given as its share of the gates, so that it is multiplied only once:
     * {@code W_i x + b_i} becomes {@code weights x + nodeShare}.
     *
     * @param x the part that varies over samples or steps, {@code [batch, time, node, feature]}
     * @param weights {@code [3 hidden, feature]}
     * @param nodeShare {@code [node or 1, 3 hidden]}, with the input bias in it
     */
    public Tensor forward(Tensor x, Tensor weights, Tensor nodeShare) {
        return Recurrent.gruLastState(x, weights, nodeShare.add(gateBias()), hiddenWeight, candidateBias());
    }

    /** Reset and update see the sum of both biases; only the candidate's hidden bias stands inside the reset product. */
    private Tensor gateBias() {
        return Tensor.concat(0, hiddenBias.slice(0, 0, 2 * hidden), Tensor.zeros(hidden));
    }

    private Tensor candidateBias() {
        return hiddenBias.slice(0, 2 * hidden, 3 * hidden);
    }

    /** {@code [3 hidden, in]}. */
    public Parameter inputWeight() {
        return inputWeight;
    }

    /** {@code [3 hidden]}. */
    public Parameter inputBias() {
        return inputBias;
    }
}
