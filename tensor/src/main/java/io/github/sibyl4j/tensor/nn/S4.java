package io.github.sibyl4j.tensor.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Fourier;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.StateSpace;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * A bidirectional layer of structured state spaces (S4; Gu, Goel and Re 2022), as TSDiff uses it (Kollovieh et al. 2023):
 * every channel is convolved with a kernel over its past and another over its future ({@link StateSpace#s4Kernels}), plus
 * {@code D} times itself; then follow GELU and a linear map over channels. State spaces start from HiPPO-LegS. Parameters
 * are named as in the reference implementation; its complex ones as {@code view_as_real} gives them, without the leading
 * axis of {@code B} and {@code P}, and {@code C} is the one that training works on, {@code C (I - A'^length)}.
 */
public final class S4 extends Module {
    private static final double LEAST_STEP = 0.001;
    private static final double LARGEST_STEP = 0.1;
    private static final int BACKWARD_AND_FORWARD = 2;

    private final int channels;
    private final int length;
    private final StateSpace.Dplr spaces;
    private final Parameter skip;
    private final Linear output;

    /**
     * @param channels channels, each with a state space of its own
     * @param states the size of a state, an even number
     * @param length the steps of the kernels, which {@code C} is tied to
     */
    public S4(int channels, int states, int length, Seed seed) {
        require(
                states > 0 && states % 2 == 0,
                "an S4 layer keeps one of every conjugate pair of modes: the size of its state must be even and positive,"
                        + " found %d",
                states);
        require(length > 0, "the kernels of an S4 layer have at least one step, found %d", length);
        this.channels = channels;
        this.length = length;
        int modes = states / 2;
        HippoLegs legs = HippoLegs.of(states);
        float[] steps = seed.split("log_dt").uniform(channels, 0.5 * Math.log(LARGEST_STEP / LEAST_STEP));
        for (int h = 0; h < channels; h++) {
            steps[h] += (float) (0.5 * Math.log(LARGEST_STEP * LEAST_STEP));
        }
        float[] decays = new float[channels * modes];
        Arrays.fill(decays, (float) Math.log(-HippoLegs.REAL_PART));
        spaces = new StateSpace.Dplr(
                parameter("log_dt", Parameter.of(steps, channels)),
                parameter("inv_w_real", Parameter.of(decays, channels, modes)),
                parameter("w_imag", Parameter.of(everyChannel(legs.lambda()), channels, modes)),
                parameter("B", Parameter.of(everyChannel(legs.b()), channels, modes, 2)),
                parameter("P", Parameter.of(everyChannel(legs.p()), channels, modes, 2)),
                parameter(
                        "C",
                        Parameter.of(outputs(legs, steps, seed.split("C")), BACKWARD_AND_FORWARD, channels, modes, 2)));
        skip = parameter("D", Parameter.of(seed.split("D").normal(channels), channels));
        output = part("output_linear", new Linear(channels, channels, seed.split("output_linear")));
    }

    private float[] everyChannel(double[] values) {
        float[] all = new float[channels * values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (float) values[i % values.length];
        }
        return all;
    }

    /** Standard complex normal numbers times {@code I - A'^length}. */
    private float[] outputs(HippoLegs legs, float[] steps, Seed seed) {
        int row = 2 * legs.lambda().length;
        float[] values = seed.normal(BACKWARD_AND_FORWARD * channels * row);
        for (int at = 0; at < values.length; at += row) {
            double[] c = new double[row];
            for (int i = 0; i < row; i++) {
                c[i] = Math.sqrt(0.5) * values[at + i];
            }
            double[] converted = legs.withoutTail(c, Math.exp(steps[at / row % channels]), length);
            for (int i = 0; i < row; i++) {
                values[at + i] = (float) converted[i];
            }
        }
        return values;
    }

    /**
     * The kernels {@code [2, length, channel]}: that over the past, from lag 0 on, and that over the future, from lag 1 on.
     * They depend on the parameters alone, so those of a trained layer may be computed once.
     */
    public Tensor kernels() {
        return StateSpace.s4Kernels(spaces, length);
    }

    /**
     * @param u {@code [batch, time, channel]} with at most as many steps as the kernels have
     * @return the same shape
     */
    public Tensor forward(Tensor u) {
        return forward(u, kernels());
    }

    /** {@link #forward(Tensor)} with given {@link #kernels()}. */
    public Tensor forward(Tensor u, Tensor kernels) {
        require(
                u.rank() == 3 && u.size(1) <= length && u.size(2) == channels,
                "this S4 layer takes [batch, time, channel] with at most %d steps and %d channels, found %s",
                length,
                channels,
                Arrays.toString(u.shape()));
        Tensor past = kernels.slice(0, 0, 1).reshape(length, channels);
        Tensor future = kernels.slice(0, 1, 2).reshape(length, channels);
        // The direct path is one more weight at lag 0.
        Tensor direct = past.slice(0, 0, 1).add(skip);
        Tensor withSkip = length == 1 ? direct : Tensor.concat(0, direct, past.slice(0, 1, length));
        return output.forward(Fourier.convolve(u, withSkip, future).gelu());
    }
}
