package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;

/** Losses over observed values: entries whose mask is 0 do not count, whatever stands there, NaN included. */
public final class Losses {
    private Losses() {}

    /**
     * The masked mean absolute error {@code sum(w |p - t|) / sum(w)}, a single number; 0 when nothing is observed.
     *
     * @param prediction any shape
     * @param target the same shape
     * @param mask the same shape, 1 where the target was observed and 0 where not; null when all of it was
     */
    public static Tensor meanAbsoluteError(Tensor prediction, Tensor target, Tensor mask) {
        requireSameShape(prediction, target, "target");
        if (mask != null) {
            requireSameShape(prediction, mask, "mask");
        }
        double[] sums = Tensor.backend()
                .absoluteError(prediction.buffer(), target.buffer(), mask == null ? null : mask.buffer());
        float observed = (float) Math.max(1, sums[1]);
        Tensor loss = Tensor.scalar((float) (sums[0] / observed));
        return Autograd.record(
                loss,
                g -> {
                    Tensor gradient = Tensor.allocate(prediction.shape());
                    Tensor.backend()
                            .absoluteErrorGradient(
                                    prediction.buffer(),
                                    target.buffer(),
                                    mask == null ? null : mask.buffer(),
                                    g.item() / observed,
                                    gradient.buffer());
                    prediction.addGradient(gradient);
                },
                prediction);
    }

    /** The masked mean squared error {@code sum(w (p - t)^2) / sum(w)}. */
    public static Tensor meanSquaredError(Tensor prediction, Tensor target, Tensor mask) {
        requireSameShape(prediction, target, "target");
        if (mask != null) {
            requireSameShape(prediction, mask, "mask");
        }
        if (Autograd.records(target) || (mask != null && Autograd.records(mask))) {
            return observed(prediction, target, mask, (p, t) -> p.sub(t).square());
        }
        Buffer weights = mask == null ? null : mask.buffer();
        double[] sums = Tensor.backend().squaredError(prediction.buffer(), target.buffer(), weights);
        float observed = (float) Math.max(1, sums[1]);
        return Autograd.record(
                Tensor.scalar((float) (sums[0] / observed)),
                g -> {
                    Tensor gradient = Tensor.allocate(prediction.shape());
                    Tensor.backend()
                            .squaredErrorGradient(
                                    prediction.buffer(),
                                    target.buffer(),
                                    mask == null ? null : mask.buffer(),
                                    2 * g.item() / observed,
                                    gradient.buffer());
                    prediction.addGradient(gradient);
                },
                prediction);
    }

    /**
     * The masked Huber loss: {@code d^2 / 2} for {@code d = |p - t| <= delta}, else {@code delta (d - delta / 2)} (Huber
     * 1964, PyTorch's scaling).
     *
     * @throws IllegalArgumentException if {@code delta} is not positive
     */
    public static Tensor huber(Tensor prediction, Tensor target, Tensor mask, float delta) {
        requireSameShape(prediction, target, "target");
        requirePositive(delta, "delta");
        return observed(prediction, target, mask, (p, t) -> {
            Tensor distance = p.sub(t).abs();
            Tensor near = distance.clamp(0, delta);
            // Near is d or delta; near (d - near / 2) is both branches at once.
            return near.mul(distance.sub(near.mul(0.5f)));
        });
    }

    /**
     * The mean cross entropy of class scores: {@code -log softmax(logits)[class]}, over rows whose mask is not 0, weighted
     * by it.
     *
     * @param logits {@code [row, class]}
     * @param classes the class of every row; where the mask is 0 any valid one
     * @param mask {@code [row]} or null
     */
    public static Tensor crossEntropy(Tensor logits, int[] classes, Tensor mask) {
        Tensor loss = logits.logSoftmax(-1).pick(classes).neg();
        if (mask != null) {
            requireSameShape(loss, mask, "mask");
        }
        return mean(loss, mask);
    }

    /** The masked mean of {@code -t log s(x) - (1 - t) log(1 - s(x))} with the sigmoid {@code s}, for any {@code x}. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target, Tensor mask) {
        requireSameShape(logits, target, "target");
        return observed(logits, target, mask, (x, t) -> x.softplus().sub(x.mul(t)));
    }

    /**
     * The masked quantile loss, averaged over levels: {@code max(q (t - p), (q - 1) (t - p))} (Koenker and Bassett 1978;
     * GluonTS reports twice this).
     *
     * @param prediction {@code [..., level]}
     * @param target {@code [...]}
     * @param levels the level of each quantile, between 0 and 1
     * @param mask the target's shape, or null
     */
    public static Tensor pinball(Tensor prediction, Tensor target, Tensor mask, float... levels) {
        for (float level : levels) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("levels must lie between 0 and 1, found " + level);
            }
        }
        int[] expected = java.util.Arrays.copyOf(target.shape(), target.rank() + 1);
        expected[target.rank()] = levels.length;
        if (!java.util.Arrays.equals(prediction.shape(), expected)) {
            throw new IllegalArgumentException("prediction " + Shape.text(prediction.shape()) + " does not fit target "
                    + Shape.text(target.shape()) + " and " + levels.length + " levels: expected "
                    + Shape.text(expected));
        }
        Tensor q = Tensor.of(levels, levels.length);
        int[] column = expected.clone();
        column[target.rank()] = 1;
        Tensor targets = target.reshape(column).expand(expected);
        Tensor masks = mask == null ? null : mask.reshape(column).expand(expected);
        return observed(prediction, targets, masks, (p, t) -> {
            Tensor rest = t.sub(p);
            return rest.mul(q).maximum(rest.mul(q.add(-1)));
        });
    }

    /**
     * The masked mean negative log-likelihood of normal distributions.
     *
     * @param mean any shape
     * @param deviation the standard deviation, the same shape, positive
     */
    public static Tensor gaussianNegativeLogLikelihood(Tensor mean, Tensor deviation, Tensor target, Tensor mask) {
        requireSameShape(mean, deviation, "deviation");
        requireSameShape(mean, target, "target");
        Tensor kept = mask == null ? deviation : Tensor.where(mask, deviation, Tensor.scalar(1));
        return observed(
                mean,
                target,
                mask,
                (m, t) -> m.sub(t).div(kept).square().mul(0.5f).add(kept.log()).add((float)
                        (0.5 * Math.log(2 * Math.PI))));
    }

    /**
     * The masked mean negative log-likelihood of Student's t distributions {@code location + scale T}.
     *
     * @param freedom degrees of freedom, positive, any shape
     * @param location the same shape
     * @param scale the same shape, positive
     */
    public static Tensor studentTNegativeLogLikelihood(
            Tensor freedom, Tensor location, Tensor scale, Tensor target, Tensor mask) {
        requireSameShape(location, freedom, "freedom");
        requireSameShape(location, scale, "scale");
        requireSameShape(location, target, "target");
        Tensor nu = mask == null ? freedom : Tensor.where(mask, freedom, Tensor.scalar(1));
        Tensor width = mask == null ? scale : Tensor.where(mask, scale, Tensor.scalar(1));
        return observed(location, target, mask, (m, t) -> {
            Tensor half = nu.add(1).mul(0.5f);
            Tensor tail = m.sub(t).div(width).square().div(nu).add(1).log().mul(half);
            Tensor constant =
                    nu.mul((float) Math.PI).log().mul(0.5f).add(nu.mul(0.5f).logGamma());
            return tail.add(constant).sub(half.logGamma()).add(width.log());
        });
    }

    /**
     * The masked mean of {@code max(0, positive - negative + margin)}: what is lost while a positive's cost is not lower
     * than a negative's by the margin.
     */
    public static Tensor margin(Tensor positive, Tensor negative, Tensor mask, float margin) {
        requireSameShape(positive, negative, "negative");
        return observed(positive, negative, mask, (p, n) -> p.sub(n).add(margin).relu());
    }

    /** The mean of a loss over what is observed; the rest is replaced first, so that not even NaN gets through. */
    private static Tensor observed(
            Tensor prediction, Tensor target, Tensor mask, java.util.function.BinaryOperator<Tensor> loss) {
        if (mask == null) {
            return mean(loss.apply(prediction, target), null);
        }
        requireSameShape(prediction, mask, "mask");
        Tensor zero = Tensor.scalar(0);
        return mean(loss.apply(Tensor.where(mask, prediction, zero), Tensor.where(mask, target, zero)), mask);
    }

    private static Tensor mean(Tensor loss, Tensor mask) {
        if (mask == null) {
            return loss.length() == 0 ? loss.sum() : loss.mean();
        }
        float observed = mask.detach().sum().item();
        return loss.mul(mask).sum().mul(1 / Math.max(1, observed));
    }

    private static void requirePositive(float value, String name) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive, found " + value);
        }
    }

    private static void requireSameShape(Tensor prediction, Tensor other, String name) {
        if (!java.util.Arrays.equals(prediction.shape(), other.shape())) {
            throw new IllegalArgumentException("prediction " + Shape.text(prediction.shape()) + " and " + name + " "
                    + Shape.text(other.shape()) + " must have the same shape");
        }
    }
}
