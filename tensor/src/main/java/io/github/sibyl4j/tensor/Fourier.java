package io.github.sibyl4j.tensor;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.FourierShape;
import java.util.Arrays;

/** Discrete Fourier transforms of real sequences, and the long convolutions that they make cheap. */
public final class Fourier {
    private Fourier() {}

    /** A complex tensor by its parts, both of one shape. */
    public record Complex(Tensor re, Tensor im) {
        public Complex {
            if (!Arrays.equals(re.shape(), im.shape())) {
                throw new IllegalArgumentException("the real part " + Shape.text(re.shape())
                        + " and the imaginary part " + Shape.text(im.shape()) + " must have the same shape");
            }
        }

        /** The complex product, with broadcasting. */
        public Complex mul(Complex other) {
            return new Complex(
                    re.mul(other.re).sub(im.mul(other.im)), re.mul(other.im).add(im.mul(other.re)));
        }

        public Complex add(Complex other) {
            return new Complex(re.add(other.re), im.add(other.im));
        }

        public Complex conjugate() {
            return new Complex(re, im.neg());
        }

        /** {@code 1 / z}. */
        public Complex reciprocal() {
            Tensor size = re.square().add(im.square());
            return new Complex(re.div(size), im.neg().div(size));
        }
    }

    /**
     * {@code X[k] = sum over t of x[t] exp(-2 pi i k t / n)} along an axis of length {@code n}, for {@code k = 0} to
     * {@code n / 2}; the other half is its mirror image.
     *
     * @throws IllegalArgumentException if the axis is empty
     */
    public static Complex rfft(Tensor x, int axis) {
        int along = Shape.axis(axis, x.rank());
        int n = x.size(along);
        requireLength(n);
        int[] middle = middle(x, along);
        Tensor flat = x.reshape(middle);
        FourierShape forward = new FourierShape(middle[0], n, middle[2], n, n / 2 + 1, false);
        Tensor re = Tensor.allocate(middle[0], n / 2 + 1, middle[2]);
        Tensor im = Tensor.allocate(middle[0], n / 2 + 1, middle[2]);
        Tensor.backend().fourier(forward, flat.buffer(), null, re.buffer(), im.buffer());
        // x = sum of g_re cos - g_im sin: the real part of an inverse transform of either gradient.
        FourierShape inverse = new FourierShape(middle[0], n, middle[2], n / 2 + 1, n, true);
        int[] shape = x.shape();
        shape[along] = n / 2 + 1;
        Autograd.record(re, g -> flat.addGradient(realPart(inverse, g, null)), flat);
        Autograd.record(im, g -> flat.addGradient(realPart(inverse, Tensor.zeros(g.shape()), g)), flat);
        return new Complex(re.reshape(shape), im.reshape(shape));
    }

    private static Tensor realPart(FourierShape shape, Tensor re, Tensor im) {
        Tensor out = Tensor.allocate(shape.outer(), shape.rowsOut(), shape.inner());
        Buffer imaginary = im == null ? null : im.buffer();
        Tensor.backend().fourier(shape, re.buffer(), imaginary, out.buffer(), null);
        return out;
    }

    /**
     * The real sequence of length {@code n} whose {@link #rfft} is {@code spectrum}, divided by {@code n}; imaginary parts
     * at frequency 0 and, for even {@code n}, {@code n / 2} count as 0.
     *
     * @param spectrum {@code n / 2 + 1} frequencies along the axis
     * @throws IllegalArgumentException if the number of frequencies does not fit
     */
    public static Tensor irfft(Complex spectrum, int n, int axis) {
        requireLength(n);
        int along = Shape.axis(axis, spectrum.re.rank());
        int half = n / 2 + 1;
        if (spectrum.re.size(along) != half) {
            throw new IllegalArgumentException("irfft to length " + n + " needs " + half + " frequencies along axis "
                    + axis + ", found the shape " + Shape.text(spectrum.re.shape()));
        }
        int[] middle = middle(spectrum.re, along);
        Tensor re = spectrum.re.reshape(middle);
        Tensor im = spectrum.im.reshape(middle);
        // Every frequency but 0 and n / 2 stands for itself and its mirror image.
        float[] factors = new float[half];
        Arrays.fill(factors, 2f / n);
        factors[0] = 1f / n;
        if (n % 2 == 0) {
            factors[half - 1] = 1f / n;
        }
        Tensor y;
        FourierShape inverse = new FourierShape(middle[0], n, middle[2], half, n, true);
        try (Autograd.NoGradient off = Autograd.off()) {
            Tensor weights = Tensor.of(factors, half, 1);
            y = realPart(inverse, re.mul(weights), im.mul(weights));
        }
        FourierShape forward = new FourierShape(middle[0], n, middle[2], n, half, false);
        Autograd.record(
                y,
                g -> {
                    Tensor weights = Tensor.of(factors, half, 1);
                    Tensor gRe = Tensor.allocate(middle);
                    Tensor gIm = Tensor.allocate(middle);
                    Tensor.backend().fourier(forward, g.buffer(), null, gRe.buffer(), gIm.buffer());
                    re.addGradient(gRe.mul(weights));
                    im.addGradient(gIm.mul(weights));
                },
                re,
                im);
        int[] shape = spectrum.re.shape();
        shape[along] = n;
        return y.reshape(shape);
    }

    private static int[] middle(Tensor x, int along) {
        int[] shape = x.shape();
        return new int[] {Shape.product(shape, 0, along), shape[along], Shape.product(shape, along + 1, shape.length)};
    }

    private static void requireLength(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a Fourier transform needs at least one value, found " + n);
        }
    }

    /**
     * A convolution over time with kernels as long as the sequence: {@code y[b, t, c] = sum over j <= t of
     * causal[t - j, c] u[b, j, c] + sum over j > t of anticausal[j - t - 1, c] u[b, j, c]}.
     *
     * @param u {@code [batch, time, channel]}
     * @param causal {@code [tap, channel]}
     * @param anticausal {@code [tap, channel]}, or null for a convolution that looks back only
     * @return {@code [batch, time, channel]}
     */
    public static Tensor convolve(Tensor u, Tensor causal, Tensor anticausal) {
        boolean fits = u.rank() == 3 && causal.rank() == 2 && causal.size(1) == u.size(2);
        if (!fits || (anticausal != null && !Arrays.equals(causal.shape(), anticausal.shape()))) {
            throw new IllegalArgumentException("convolve cannot combine u " + Shape.text(u.shape()) + ", causal "
                    + Shape.text(causal.shape()) + " and anticausal "
                    + (anticausal == null ? "null" : Shape.text(anticausal.shape()))
                    + ": expected [batch, time, channel], [tap, channel] and the same or null");
        }
        ConvolutionShape shape = new ConvolutionShape(u.size(0), u.size(1), u.size(2), causal.size(0));
        Tensor y = Tensor.allocate(u.shape());
        Buffer other = anticausal == null ? null : anticausal.buffer();
        Tensor.backend().convolve(shape, u.buffer(), causal.buffer(), other, y.buffer());
        Tensor[] inputs = anticausal == null ? new Tensor[] {u, causal} : new Tensor[] {u, causal, anticausal};
        return Autograd.record(
                y,
                g -> {
                    Tensor uGradient = u.tracksGradient() ? u.gradientRoom() : null;
                    Tensor causalGradient = causal.gradientRoom();
                    Tensor otherGradient = anticausal == null ? null : anticausal.gradientRoom();
                    Tensor.backend()
                            .convolveBackward(
                                    shape,
                                    u.buffer(),
                                    causal.buffer(),
                                    other,
                                    g.buffer(),
                                    uGradient == null ? null : uGradient.buffer(),
                                    causalGradient.buffer(),
                                    otherGradient == null ? null : otherGradient.buffer());
                    if (uGradient != null) {
                        u.addGradient(uGradient);
                    }
                    causal.addGradient(causalGradient);
                    if (otherGradient != null) {
                        anticausal.addGradient(otherGradient);
                    }
                },
                inputs);
    }
}
