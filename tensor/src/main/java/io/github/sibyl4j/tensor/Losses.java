package io.github.sibyl4j.tensor;

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

    private static void requireSameShape(Tensor prediction, Tensor other, String name) {
        if (!java.util.Arrays.equals(prediction.shape(), other.shape())) {
            throw new IllegalArgumentException("prediction " + Shape.text(prediction.shape()) + " and " + name + " "
                    + Shape.text(other.shape()) + " must have the same shape");
        }
    }
}
