package io.github.sibyl4j.tensor.nn;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.Autograd;
import io.github.sibyl4j.tensor.Parameter;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Batch normalisation of the last axis (Ioffe and Szegedy 2015) with PyTorch's epsilon 1e-5 and, unless said otherwise, momentum 0.1: every channel
 * is normalised over all other axes. Training uses the batch's biased variance and moves the running statistics (with the
 * unbiased one); inference uses these and changes nothing, so that any number of threads may call it.
 */
public final class BatchNorm extends Module {
    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.1f;

    private final int channels;
    private final float momentum;
    private final Parameter gain;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;

    public BatchNorm(int channels) {
        this(channels, MOMENTUM);
    }

    /** @param momentum how far running statistics move towards a batch's, from 0 to 1 */
    public BatchNorm(int channels, float momentum) {
        require(momentum >= 0 && momentum <= 1, "momentum must lie in [0, 1], found %s", momentum);
        this.channels = channels;
        this.momentum = momentum;
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        gain = parameter("weight", Parameter.of(ones, channels));
        bias = parameter("bias", Parameter.zeros(channels));
        runningMean = constant("running_mean", Parameter.zeros(channels));
        runningVariance = constant("running_var", Parameter.of(ones, channels));
    }

    /** Inference: {@code x} {@code [..., channel]} by the running statistics. */
    public Tensor forward(Tensor x) {
        Tensor scale = runningVariance.detach().add(EPSILON).pow(-0.5f);
        return x.sub(runningMean.detach()).mul(scale).mul(gain).add(bias);
    }

    /**
     * Training: {@code x} {@code [..., channel]} by its own statistics.
     *
     * @throws IllegalArgumentException if there are fewer than two values a channel
     */
    public Tensor forwardTraining(Tensor x) {
        Tensor rows = x.reshape(-1, channels);
        int count = rows.size(0);
        if (count < 2) {
            throw new IllegalArgumentException(
                    "batch normalisation needs at least two values a channel to train, found " + count
                            + " in the shape " + Arrays.toString(x.shape()));
        }
        Tensor mean = rows.mean(0, false);
        Tensor centered = rows.sub(mean);
        Tensor variance = centered.square().mean(0, false);
        try (Autograd.NoGradient off = Autograd.off()) {
            move(runningMean, mean, 1);
            move(runningVariance, variance, count / (count - 1f));
        }
        Tensor scale = variance.add(EPSILON).pow(-0.5f);
        return centered.mul(scale).mul(gain).add(bias).reshape(x.shape());
    }

    private void move(Parameter running, Tensor batch, float factor) {
        running.assign(
                running.mul(1 - momentum).add(batch.mul(momentum * factor)).toArray());
    }
}
