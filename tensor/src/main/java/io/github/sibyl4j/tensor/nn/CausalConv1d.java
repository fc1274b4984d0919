package io.github.sibyl4j.tensor.nn;

import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * A dilated convolution over time that sees only the present and the past: {@code y[t] = bias + sum over k of
 * W[:, :, k] x[t - (taps - 1 - k) dilation]}, for {@code x} {@code [batch, time, node, in]} and {@code y}
 * {@code [batch, time', node, out]}. Weights are {@code [out, in, tap]} as in PyTorch's Conv1d, with its initialisation.
 */
public final class CausalConv1d extends Module {
    private final int taps;
    private final int dilation;
    private final boolean padded;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * @param padded whether steps before the first count as zeros, so that {@code time' = time}; otherwise
     *     {@code time' = time - (taps - 1) dilation}
     */
    public CausalConv1d(int in, int out, int taps, int dilation, boolean padded, Seed seed) {
        if (in < 1 || out < 1 || taps < 1 || dilation < 1) {
            throw new IllegalArgumentException("in, out, taps and dilation must be at least 1, found " + in + ", " + out
                    + ", " + taps + " and " + dilation);
        }
        this.taps = taps;
        this.dilation = dilation;
        this.padded = padded;
        double bound = 1 / Math.sqrt((double) in * taps);
        weight = parameter("weight", Parameter.of(seed.split("weight").uniform(out * in * taps, bound), out, in, taps));
        bias = parameter("bias", Parameter.of(seed.split("bias").uniform(out, bound), out));
    }

    /**
     * @throws IllegalArgumentException if {@code x} does not fit or, without padding, is shorter than the convolution
     *     reaches
     */
    public Tensor forward(Tensor x) {
        int reach = (taps - 1) * dilation;
        if (x.rank() != 4 || x.size(3) != weight.size(1) || (!padded && x.size(1) <= reach)) {
            throw new IllegalArgumentException("a convolution with weights " + Arrays.toString(weight.shape())
                    + " and dilation " + dilation + " cannot take " + Arrays.toString(x.shape())
                    + ": expected [batch, time" + (padded ? "" : " > " + reach) + ", node, " + weight.size(1) + "]");
        }
        Tensor whole = padded && reach > 0 ? x.pad(1, reach, 0, 0) : x;
        int steps = whole.size(1) - reach;
        Tensor[] seen = new Tensor[taps];
        for (int k = 0; k < taps; k++) {
            seen[k] = whole.slice(1, k * dilation, k * dilation + steps);
        }
        // [out, in, tap] as one matrix for the taps side by side.
        Tensor matrix = weight.permute(0, 2, 1).reshape(weight.size(0), taps * weight.size(1));
        return Tensor.concat(3, seen).linear(matrix, bias);
    }
}
