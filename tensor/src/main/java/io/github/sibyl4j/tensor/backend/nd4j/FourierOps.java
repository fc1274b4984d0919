package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.ConvolutionShape;
import io.github.sibyl4j.tensor.backend.FourierShape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Fourier transforms as products with matrices of cosines and sines. ND4J has no Fourier transform, and matrix products are
 * what it does best on a processor and on a GPU alike; the work grows with the square of the length.
 */
final class FourierOps {
    private FourierOps() {}

    /** {@code im} may be null for zeros, {@code outIm} to be left out; all arrays are {@code [outer, rows, inner]}. */
    static void transform(FourierShape s, INDArray re, INDArray im, INDArray outRe, INDArray outIm) {
        DftMatrices m = DftMatrices.of(s.n(), s.rowsIn(), s.rowsOut());
        float sign = s.inverse() ? -1 : 1;
        product(m.cosines(), 1, re, 0, outRe);
        if (im != null) {
            product(m.sines(), sign, im, 1, outRe);
        }
        if (outIm != null) {
            product(m.sines(), -sign, re, 0, outIm);
            if (im != null) {
                product(m.cosines(), 1, im, 1, outIm);
            }
        }
    }

    /** {@code out[o] = alpha matrix x[o] + beta out[o]}. */
    private static void product(INDArray matrix, float alpha, INDArray x, float beta, INDArray out) {
        long outer = x.size(0);
        if (x.size(2) == 1) {
            INDArray rows = x.reshape('c', outer, x.size(1));
            Ops.gemm(false, true, alpha, rows, matrix, beta, out.reshape('c', outer, out.size(1)));
            return;
        }
        for (long o = 0; o < outer; o++) {
            Ops.gemm(false, false, alpha, matrix, matrix(x, o), beta, matrix(out, o));
        }
    }

    private static INDArray matrix(INDArray x, long at) {
        long rows = x.size(1);
        long columns = x.size(2);
        long[] steps = {columns, 1};
        return Nd4j.create(x.data(), new long[] {rows, columns}, steps, x.offset() + at * rows * columns, 'c');
    }

    private static INDArray array(long... shape) {
        return Nd4j.createUninitialized(DataType.FLOAT, shape);
    }

    private static int length(ConvolutionShape s) {
        return s.steps() + s.taps();
    }

    /** The half {@code [outer, n / 2 + 1, inner]} of the spectrum of real sequences. */
    private static Complex spectrum(INDArray x, int n, boolean inverse) {
        Complex spectrum = Complex.ofShape(x.size(0), n / 2 + 1, x.size(2));
        int rows = (int) x.size(1);
        FourierShape shape = new FourierShape((int) x.size(0), n, (int) x.size(2), rows, n / 2 + 1, inverse);
        transform(shape, x, null, spectrum.re(), spectrum.im());
        return spectrum;
    }

    /**
     * The first {@code out.size(1)} values of the real sequences of a spectrum, or backwards: those at the times 0, -1, ...
     */
    private static void real(Complex spectrum, int n, boolean backwards, INDArray out) {
        int half = n / 2 + 1;
        // Every frequency but 0 and n / 2 stands for itself and its mirror image.
        float[] factors = new float[half];
        Arrays.fill(factors, 2f / n);
        factors[0] = 1f / n;
        if (n % 2 == 0) {
            factors[half - 1] = 1f / n;
        }
        INDArray weights = Nd4j.createFromArray(factors).reshape(1, half, 1);
        INDArray re = Ops.times(spectrum.re(), weights);
        INDArray im = Ops.times(spectrum.im(), weights);
        if (backwards) {
            im.negi();
        }
        int rows = (int) out.size(1);
        transform(new FourierShape((int) re.size(0), n, (int) re.size(2), half, rows, true), re, im, out, null);
    }

    /** Lags 0, 1, ... from the front, lags -1, -2, ... backwards; arrays are {@code [1, tap, channel]}. */
    private static Complex kernel(INDArray causal, INDArray anticausal, int n) {
        Complex kernel = spectrum(causal, n, false);
        if (anticausal == null) {
            return kernel;
        }
        INDArray shifted = Nd4j.concat(1, Nd4j.zeros(DataType.FLOAT, 1, 1, causal.size(2)), anticausal);
        return kernel.plus(spectrum(shifted, n, true));
    }

    static void convolve(ConvolutionShape s, INDArray u, INDArray causal, INDArray anticausal, INDArray out) {
        int n = length(s);
        real(spectrum(u, n, false).times(kernel(causal, anticausal, n)), n, false, out);
    }

    /** {@code uGradient} and the anticausal arrays may be null. */
    static void convolveBackward(
            ConvolutionShape s,
            INDArray u,
            INDArray causal,
            INDArray anticausal,
            INDArray g,
            INDArray uGradient,
            INDArray causalGradient,
            INDArray anticausalGradient) {
        int n = length(s);
        Complex gradient = spectrum(g, n, false);
        if (uGradient != null) {
            real(gradient.timesConjugate(kernel(causal, anticausal, n)), n, false, uGradient);
        }
        Complex each = gradient.timesConjugate(spectrum(u, n, false));
        Complex all = new Complex(each.re().sum(true, 0), each.im().sum(true, 0));
        real(all, n, false, causalGradient);
        if (anticausalGradient != null) {
            INDArray fromZero = array(1, s.taps() + 1L, s.channels());
            real(all, n, true, fromZero);
            anticausalGradient.assign(
                    fromZero.get(NDArrayIndex.all(), NDArrayIndex.interval(1, s.taps() + 1L), NDArrayIndex.all()));
        }
    }
}
