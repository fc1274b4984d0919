package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;

/**
 * One step of a long short-term memory as TensorFlow 1's {@code LSTMCell} has it: one bias, Glorot uniform weights over both
 * inputs taken as one, and a forget gate that leans to keeping. TensorFlow adds its constant 1 at every step; here the forget
 * gate's bias starts at 1, which learns the same. Gates are stacked input, forget, candidate, output.
 */
final class LstmCell extends Module {
    private final int hidden;
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;

    LstmCell(int hidden, Seed seed) {
        this.hidden = hidden;
        double bound = Math.sqrt(6.0 / (2 * hidden + 4 * hidden));
        int length = 4 * hidden * hidden;
        inputWeight = parameter(
                "weight_ih", Parameter.of(seed.split("weight_ih").uniform(length, bound), 4 * hidden, hidden));
        hiddenWeight = parameter(
                "weight_hh", Parameter.of(seed.split("weight_hh").uniform(length, bound), 4 * hidden, hidden));
        float[] start = new float[4 * hidden];
        Arrays.fill(start, hidden, 2 * hidden, 1);
        bias = parameter("bias", Parameter.of(start, 4 * hidden));
    }

    /**
     * @param x {@code [node, hidden]}
     * @param before null for zero state and cell
     * @return state and cell, {@code [1, node, hidden]}
     */
    Recurrent.LstmState step(Tensor x, Recurrent.LstmState before) {
        return Recurrent.lstmLastState(x.reshape(1, 1, x.size(0), hidden), before, inputWeight, hiddenWeight, bias);
    }
}
