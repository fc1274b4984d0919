package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.S4Operands;
import io.github.sibyl4j.tensor.backend.S4Shape;
import java.util.Arrays;

/** Structured state spaces (S4; Gu, Goel and Re, "Efficiently modeling long sequences with structured state spaces", 2022). */
public final class StateSpace {
    private StateSpace() {}

    /**
     * One state space a channel, diagonal plus low rank: {@code A = diag(w) - P P*}, with {@code modes} stored modes that
     * stand for themselves and their conjugates. Complex values are pairs of a real and an imaginary part along the last
     * axis, as PyTorch's {@code view_as_real} gives them.
     *
     * @param logStep {@code [channel]}, the logarithm of the step of discretisation
     * @param logDecay {@code [channel, mode]}, {@code Re w = -exp(logDecay)}
     * @param frequency {@code [channel, mode]}, {@code Im w}
     * @param b {@code [channel, mode, 2]}
     * @param p {@code [channel, mode, 2]}
     * @param c {@code [kernel, channel, mode, 2]}, already times {@code I - A'^length}
     */
    public record Dplr(Tensor logStep, Tensor logDecay, Tensor frequency, Tensor b, Tensor p, Tensor c) {
        public Dplr {
            boolean ranks = logDecay.rank() == 2 && c.rank() == 4;
            int channels = ranks ? logDecay.size(0) : -1;
            int modes = ranks ? logDecay.size(1) : -1;
            boolean fits = ranks
                    && Arrays.equals(logStep.shape(), new int[] {channels})
                    && Arrays.equals(frequency.shape(), new int[] {channels, modes})
                    && Arrays.equals(b.shape(), new int[] {channels, modes, 2})
                    && Arrays.equals(p.shape(), new int[] {channels, modes, 2})
                    && Arrays.equals(c.shape(), new int[] {c.size(0), channels, modes, 2});
            if (!fits) {
                throw new IllegalArgumentException("a state space cannot combine logStep " + Shape.text(logStep.shape())
                        + ", logDecay " + Shape.text(logDecay.shape()) + ", frequency "
                        + Shape.text(frequency.shape()) + ", b " + Shape.text(b.shape()) + ", p "
                        + Shape.text(p.shape()) + " and c " + Shape.text(c.shape())
                        + ": expected [channel], [channel, mode] twice, [channel, mode, 2] twice,"
                        + " [kernel, channel, mode, 2]");
            }
        }
    }

    /**
     * The convolution kernels {@code K[l] = Re(C A'^l B')} of state spaces discretised by the bilinear rule,
     * {@code A' = (I - D/2 A)^-1 (I + D/2 A)} and {@code B' = (I - D/2 A)^-1 D B}. They come from the generating function on
     * the roots of unity: with {@code z = exp(-2 pi i k / length)}, {@code a = 1 - z}, {@code q = (1 + z) / 2} and
     *
     * <pre>
     *     g(b, c) = D sum over m of (2 a Re v_m - 2 D q Re(v_m conj(w_m))) / (a^2 - 2 a q D Re w_m + q^2 D^2 |w_m|^2)
     *     K^ = g(B, C) - q g(B, P') g(P, C) / (1 + q g(P, P'))
     * </pre>
     *
     * for {@code v = b c}, {@code P' = conj(P)}, the kernel is the inverse transform of {@code K^}; both members of a
     * conjugate pair are in the sum, and nothing blows up at the highest frequency.
     *
     * @param length steps of a kernel, with {@code c} made for that length
     * @return {@code [kernel, length, channel]}
     */
    public static Tensor s4Kernels(Dplr parameters, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("a kernel has at least one step, found the length " + length);
        }
        Tensor spectrum = spectrum(parameters, length);
        int[] shape = Arrays.copyOfRange(spectrum.shape(), 1, 4);
        Tensor re = spectrum.slice(0, 0, 1).reshape(shape);
        Tensor im = spectrum.slice(0, 1, 2).reshape(shape);
        return Fourier.irfft(new Fourier.Complex(re, im), length, 1);
    }

    private static Tensor spectrum(Dplr d, int length) {
        S4Shape shape = new S4Shape(d.c.size(1), d.c.size(2), d.c.size(0), length);
        Tensor out = Tensor.allocate(2, shape.kernels(), shape.frequencies(), shape.channels());
        Tensor[] inputs = {d.logStep, d.logDecay, d.frequency, d.b, d.p, d.c};
        Tensor.backend().s4Spectrum(shape, operands(inputs), out.buffer());
        return Autograd.record(
                out,
                g -> {
                    Tensor[] gradients = new Tensor[inputs.length];
                    Arrays.setAll(gradients, i -> inputs[i].gradientRoom());
                    Tensor.backend().s4SpectrumBackward(shape, operands(inputs), g.buffer(), operands(gradients));
                    for (int i = 0; i < inputs.length; i++) {
                        inputs[i].addGradient(gradients[i]);
                    }
                },
                inputs);
    }

    private static S4Operands operands(Tensor[] t) {
        return new S4Operands(t[0].buffer(), t[1].buffer(), t[2].buffer(), t[3].buffer(), t[4].buffer(), t[5].buffer());
    }
}
