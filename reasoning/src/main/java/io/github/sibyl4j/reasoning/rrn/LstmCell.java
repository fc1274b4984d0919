package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.Arrays;

/**
 * A long short-term memory as TensorFlow 1's {@code LSTMCell} has it: one bias, Glorot uniform weights over both
 * inputs taken as one, and a forget gate that leans to keeping. TensorFlow adds its constant 1 at every step; here the forget
 * gate's bias starts at 1, which learns the same. Gates are stacked input, forget, candidate, output.
 */
final class LstmCell extends Module {
    private final int in;
    private final Parameter inputWeight;
    private final Parameter hiddenWeight;
    private final Parameter bias;

    LstmCell(int in, int hidden, Seed seed) {
        this.in = in;
        double bound = Math.sqrt(6.0 / (in + hidden + 4 * hidden));
        inputWeight = parameter(
                "weight_ih", Parameter.of(seed.split("weight_ih").uniform(4 * hidden * in, bound), 4 * hidden, in));
        hiddenWeight = parameter(
                "weight_hh",
                Parameter.of(seed.split("weight_hh").uniform(4 * hidden * hidden, bound), 4 * hidden, hidden));
        float[] start = new float[4 * hidden];
        Arrays.fill(start, hidden, 2 * hidden, 1);
        bias = parameter("bias", Parameter.of(start, 4 * hidden));
    }

    /**
     * One step.
     *
     * @param x {@code [node, in]}
     * @param before null for zero state and cell
     * @return state and cell, {@code [1, node, hidden]}
     */
    Recurrent.LstmState step(Tensor x, Recurrent.LstmState before) {
        return Recurrent.lstmLastState(x.reshape(1, 1, x.size(0), in), before, inputWeight, hiddenWeight, bias);
    }

    /**
     * The state after the last step.
     *
     * @param x {@code [1, time, node, in]}
     * @return {@code [1, node, hidden]}
     */
    Tensor read(Tensor x) {
        return Recurrent.lstmLastState(x, null, inputWeight, hiddenWeight, bias).state();
    }
}
