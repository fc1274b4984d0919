package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;

/**
 * A long short-term memory of one layer (Hochreiter and Schmidhuber 1997) with PyTorch's parameters and initialisation:
 * gates stacked input, forget, candidate, output; everything uniform in {@code +-1 / sqrt(hidden)}.
 */
public final class Lstm extends Module {
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter inputBias;
    private final Parameter hiddenBias;

    public Lstm(int in, int hidden, Seed seed) {
        double bound = 1 / Math.sqrt(hidden);
        inputWeight = parameter(
                "weight_ih", Parameter.of(seed.split("weight_ih").uniform(4 * hidden * in, bound), 4 * hidden, in));
        hiddenWeight = parameter(
                "weight_hh",
                Parameter.of(seed.split("weight_hh").uniform(4 * hidden * hidden, bound), 4 * hidden, hidden));
        inputBias = parameter("bias_ih", Parameter.of(seed.split("bias_ih").uniform(4 * hidden, bound), 4 * hidden));
        hiddenBias = parameter("bias_hh", Parameter.of(seed.split("bias_hh").uniform(4 * hidden, bound), 4 * hidden));
    }

    /**
     * The state {@code [batch, node, hidden]} after the last step of {@code x} {@code [batch, time, node, in]}; every
     * (batch, node) is a sequence of its own, starting from zero.
     */
    public Tensor forward(Tensor x) {
        return Recurrent.lstmLastState(x, null, inputWeight, hiddenWeight, bias())
                .state();
    }

    /**
     * All states {@code [batch, time, node, hidden]}, the last one and the last cell, carried on from another pass's end.
     *
     * @param x {@code [batch, time, node, in]}
     * @param initial state and cell {@code [batch, node, hidden]}; null for zero
     */
    public Recurrent.LstmStates forward(Tensor x, Recurrent.LstmState initial) {
        return Recurrent.lstm(x, initial, inputWeight, hiddenWeight, bias());
    }

    private Tensor bias() {
        return inputBias.add(hiddenBias);
    }
}
