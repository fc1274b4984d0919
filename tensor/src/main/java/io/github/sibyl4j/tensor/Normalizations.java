package io.github.sibyl4j.tensor;

/** Normalisation over the last axis. */
final class Normalizations {
    private Normalizations() {}

    static Tensor layerNorm(Tensor x, Tensor gain, Tensor bias, float epsilon) {
        int width = x.rank() == 0 ? -1 : x.size(-1);
        int[] row = {width};
        if (!java.util.Arrays.equals(gain.shape(), row) || !java.util.Arrays.equals(bias.shape(), row)) {
            throw new IllegalArgumentException("layerNorm cannot combine x " + Shape.text(x.shape()) + ", gain "
                    + Shape.text(gain.shape()) + " and bias " + Shape.text(bias.shape())
                    + ": expected [..., width], [width] and [width]");
        }
        Tensor y = Tensor.allocate(x.shape());
        int rows = width == 0 ? 0 : (int) (x.length() / width);
        Tensor stats = Tensor.allocate(rows, 2);
        Tensor.backend()
                .layerNorm(x.buffer(), gain.buffer(), bias.buffer(), width, epsilon, y.buffer(), stats.buffer());
        return Autograd.record(
                y,
                g -> {
                    Tensor xGradient = Autograd.roomInPlaceOf(g, x);
                    Tensor gainGradient = gain.gradientRoom();
                    Tensor biasGradient = bias.gradientRoom();
                    Tensor.backend()
                            .layerNormGradient(
                                    x.buffer(),
                                    gain.buffer(),
                                    stats.buffer(),
                                    width,
                                    g.buffer(),
                                    xGradient.buffer(),
                                    gainGradient.buffer(),
                                    biasGradient.buffer());
                    x.addGradient(xGradient);
                    gain.addGradient(gainGradient);
                    bias.addGradient(biasGradient);
                },
                x,
                gain,
                bias);
    }
}
