package io.github.sibyl4j.graph.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Recurrent;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import io.github.sibyl4j.tensor.nn.Module;
import java.util.stream.IntStream;

/** An LSTM over the first axis from both ends, with the parameters of PyTorch's bidirectional one. */
final class BidirectionalLstm extends Module {
    private final Direction forward;
    private final Direction backward;

    /** @param weights of the input {@code [4 hidden, in]} */
    private record Direction(Parameter weights, Parameter hiddenWeights, Parameter bias, Parameter hiddenBias) {
        /** All states {@code [time, node, hidden]} of {@code x} {@code [time, node, in]}. */
        Tensor states(Tensor x) {
            Tensor steps = x.reshape(1, x.size(0), x.size(1), x.size(2));
            Tensor states = Recurrent.lstm(steps, null, weights, hiddenWeights, bias.add(hiddenBias))
                    .states();
            return states.reshape(x.size(0), x.size(1), states.size(3));
        }
    }

    BidirectionalLstm(int in, int hidden, Seed seed) {
        forward = direction(in, hidden, "", seed.split("forward"));
        backward = direction(in, hidden, "_reverse", seed.split("backward"));
    }

    private Direction direction(int in, int hidden, String suffix, Seed seed) {
        int gates = 4 * hidden;
        double bound = 1 / Math.sqrt(hidden);
        return new Direction(
                parameter(
                        "weight_ih_l0" + suffix,
                        Parameter.of(seed.split("weight_ih").uniform(gates * in, bound), gates, in)),
                parameter(
                        "weight_hh_l0" + suffix,
                        Parameter.of(seed.split("weight_hh").uniform(gates * hidden, bound), gates, hidden)),
                parameter(
                        "bias_ih_l0" + suffix,
                        Parameter.of(seed.split("bias_ih").uniform(gates, bound), gates)),
                parameter(
                        "bias_hh_l0" + suffix,
                        Parameter.of(seed.split("bias_hh").uniform(gates, bound), gates)));
    }

    /** {@code [time, node, in]} to {@code [time, node, 2 hidden]}. */
    Tensor forward(Tensor x) {
        int steps = x.size(0);
        int[] turned = IntStream.range(0, steps).map(t -> steps - 1 - t).toArray();
        return Tensor.concat(
                -1, forward.states(x), backward.states(x.gather(turned)).gather(turned));
    }
}
