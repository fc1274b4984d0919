package io.github.sibyl4j.tensor.backend.nd4j;

import io.github.sibyl4j.tensor.backend.Buffer;
import io.github.sibyl4j.tensor.backend.S4Operands;
import io.github.sibyl4j.tensor.backend.S4Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The spectra of S4 kernels, see {@link io.github.sibyl4j.tensor.StateSpace}. With {@code c = cos(theta / 2)},
 * {@code s = sin(theta / 2)}, {@code D} the step and {@code v = x y} for each pair of a left vector {@code x} ({@code B} or
 * {@code P}) and a right one {@code y} ({@code C_0}, ... or {@code P' = conj(P)}),
 *
 * <pre>
 *     R_m = 1 / (c^2 D^2 |w_m|^2 - 4 s^2 - 4 i s c D Re w_m)
 *     t(x, y) = sum over m of (4 i s A_m - 2 c G_m) R_m,   A = Re v,  G = D Re(v conj(w))
 *     spectrum_r = D e^(i theta / 2) (t(B, C_r) - q t(B, P') t(P, C_r)),   q = D c / (1 + D c t(P, P'))
 * </pre>
 *
 * <p>The gradient of a complex number is that of its real part plus {@code i} times that of its imaginary part, so factors
 * come back conjugated. Arrays are {@code [channel, frequency, mode]} or {@code [channel, frequency, pair]}.
 */
final class S4Ops {
    private final long channels;
    private final long frequencies;
    private final long modes;
    private final int kernels;
    /** Right vectors; pair {@code l rights + r} is that of left {@code l} and right {@code r}. */
    private final int rights;

    private final int pairs;
    private final INDArray cos;
    private final INDArray sin;
    private final INDArray step;
    private final INDArray wr;
    private final INDArray wi;
    private final Complex[] left;
    private final Complex[] right;
    /** {@code [channel, pair, mode]}. */
    private final INDArray a;

    private final INDArray g;
    private final Complex reciprocals;
    private final Complex sums;

    S4Ops(S4Shape shape, S4Operands in) {
        channels = shape.channels();
        frequencies = shape.frequencies();
        modes = shape.modes();
        kernels = shape.kernels();
        rights = kernels + 1;
        pairs = 2 * rights;
        float[] cosines = new float[shape.frequencies()];
        float[] sines = new float[cosines.length];
        for (int k = 0; k < cosines.length; k++) {
            cosines[k] = (float) Math.cos(Math.PI * k / shape.length());
            sines[k] = (float) Math.sin(Math.PI * k / shape.length());
        }
        cos = Nd4j.createFromArray(cosines).reshape(1, frequencies, 1);
        sin = Nd4j.createFromArray(sines).reshape(1, frequencies, 1);
        step = exp(Nd4jBackend.own(in.logStep()).array(channels, 1, 1));
        wr = exp(Nd4jBackend.own(in.logDecay()).array(channels, 1, modes)).negi();
        wi = Nd4jBackend.own(in.frequency()).array(channels, 1, modes);
        Complex lowRank = vector(in.p(), 0);
        left = new Complex[] {vector(in.b(), 0), lowRank};
        right = new Complex[rights];
        for (int r = 0; r < kernels; r++) {
            right[r] = vector(in.c(), r);
        }
        right[kernels] = new Complex(lowRank.re(), lowRank.im().neg());
        a = array(channels, pairs, modes);
        g = array(channels, pairs, modes);
        for (int pair = 0; pair < pairs; pair++) {
            Complex v = product(pair);
            row(a, pair).assign(v.re());
            row(g, pair).assign(Ops.times(alongFrequency(v), step));
        }
        reciprocals = reciprocals();
        Complex ofA = overModes(reciprocals, a);
        Complex ofG = overModes(reciprocals, g);
        // 4 i s ofA - 2 c ofG
        sums = new Complex(
                Ops.times(ofA.im(), sin).muli(-4).subi(Ops.times(ofG.re(), cos).muli(2)),
                Ops.times(ofA.re(), sin).muli(4).subi(Ops.times(ofG.im(), cos).muli(2)));
    }

    private static INDArray array(long... shape) {
        return Nd4j.createUninitialized(DataType.FLOAT, shape);
    }

    private static INDArray exp(INDArray x) {
        return Nd4j.getExecutioner().exec(new Exp(x, x.ulike()));
    }

    /** Vector {@code at} of {@code [vector, channel, mode, 2]}, as {@code [channel, 1, mode]}. */
    private Complex vector(Buffer pairsOfParts, int at) {
        return new Complex(
                part(pairsOfParts, at, 0).dup('c'), part(pairsOfParts, at, 1).dup('c'));
    }

    private INDArray part(Buffer pairsOfParts, int at, int part) {
        long[] steps = {2 * modes, 2 * modes, 2};
        return Nd4jBackend.own(pairsOfParts)
                .view(2 * at * channels * modes + part, new long[] {channels, 1, modes}, steps);
    }

    private Complex product(int pair) {
        return left[pair / rights].times(right[pair % rights]);
    }

    /** {@code Re(v conj(w))}. */
    private INDArray alongFrequency(Complex v) {
        return v.re().mul(wr).addi(v.im().mul(wi));
    }

    private INDArray row(INDArray x, int pair) {
        long[] steps = {pairs * modes, modes, 1};
        return Nd4j.create(x.data(), new long[] {channels, 1, modes}, steps, x.offset() + pair * modes, 'c');
    }

    private Complex reciprocals() {
        INDArray size = wr.mul(wr).addi(wi.mul(wi));
        INDArray scaled = Ops.times(Ops.times(size, step), step);
        INDArray squares = cos.mul(cos);
        INDArray re = outer(scaled, squares);
        Ops.run("subtract", re, re, sin.mul(sin).muli(4));
        return new Complex(re, outer(Ops.times(wr, step), sin.mul(cos).muli(-4))).reciprocal();
    }

    /** {@code [channel, 1, mode]} times {@code [1, frequency, 1]}. */
    private INDArray outer(INDArray x, INDArray y) {
        return Ops.run("multiply", array(channels, frequencies, modes), x, y);
    }

    /** Sums over modes for every pair. */
    private Complex overModes(Complex x, INDArray factors) {
        Complex result = Complex.ofShape(channels, frequencies, pairs);
        int[] transposeRight = {0, 1, 0};
        Ops.run("matmul", transposeRight, result.re(), x.re(), factors);
        Ops.run("matmul", transposeRight, result.im(), x.im(), factors);
        return result;
    }

    /** One pair of {@code [channel, frequency, pair]}, as {@code [channel, frequency, 1]}. */
    private INDArray column(INDArray x, int pair) {
        long[] steps = {frequencies * pairs, pairs, 1};
        return Nd4j.create(x.data(), new long[] {channels, frequencies, 1}, steps, x.offset() + pair, 'c');
    }

    private Complex sum(int pair) {
        return new Complex(
                column(sums.re(), pair).dup('c'), column(sums.im(), pair).dup('c'));
    }

    /** Kernel {@code r} of {@code [2, kernel, frequency, channel]}, as {@code [channel, frequency, 1]}. */
    private INDArray spectrum(Nd4jBuffer spectra, int part, int r) {
        long at = (part * kernels + r) * frequencies * channels;
        return spectra.view(at, new long[] {channels, frequencies, 1}, new long[] {1, channels, 1});
    }

    /** {@code 1 / (1 + D c t(P, P'))}. */
    private Complex inverse(INDArray stepCos) {
        Complex product = sum(pairs - 1).times(stepCos);
        product.re().addi(1);
        return product.reciprocal();
    }

    private INDArray stepCos() {
        return Ops.run("multiply", array(channels, frequencies, 1), step, cos);
    }

    void forward(Nd4jBuffer out) {
        INDArray stepCos = stepCos();
        Complex z = inverse(stepCos).times(stepCos).times(sum(kernels));
        Complex turn = new Complex(cos, sin);
        for (int r = 0; r < kernels; r++) {
            Complex u = sum(r).minus(z.times(sum(rights + r)));
            Complex spectrum = u.times(turn).times(step);
            spectrum(out, 0, r).assign(spectrum.re());
            spectrum(out, 1, r).assign(spectrum.im());
        }
    }

    void backward(Nd4jBuffer spectrumGradients, S4Operands gradients) {
        Complex toSums = Complex.ofShape(channels, frequencies, pairs);
        INDArray toStep = array(channels, 1, 1).assign(0);
        toSums(spectrumGradients, toSums, toStep);
        // Numerators: A and G of every pair.
        INDArray toA = array(channels, pairs, modes);
        INDArray toG = array(channels, pairs, modes);
        int[] transposeLeft = {1, 0, 0};
        Complex bySin = toSums.times(sin).times(Nd4j.scalar(4f).reshape(1, 1, 1));
        Complex byCos = toSums.times(cos).times(Nd4j.scalar(-2f).reshape(1, 1, 1));
        Ops.run("matmul", transposeLeft, toA, bySin.im(), reciprocals.re());
        toA.subi(Ops.run("matmul", transposeLeft, toA.ulike(), bySin.re(), reciprocals.im()));
        Ops.run("matmul", transposeLeft, toG, byCos.re(), reciprocals.re());
        toG.addi(Ops.run("matmul", transposeLeft, toG.ulike(), byCos.im(), reciprocals.im()));
        // Denominators: what comes back to R is the conjugate of 4 i s A - 2 c G times that of the sums.
        Complex toReciprocals = Complex.ofShape(channels, frequencies, modes);
        int[] plain = {0, 0, 0};
        Ops.run("matmul", plain, toReciprocals.re(), bySin.im(), a);
        toReciprocals.re().addi(Ops.run("matmul", plain, toReciprocals.re().ulike(), byCos.re(), g));
        Ops.run("matmul", plain, toReciprocals.im(), bySin.re(), a);
        toReciprocals.im().negi();
        toReciprocals.im().addi(Ops.run("matmul", plain, toReciprocals.im().ulike(), byCos.im(), g));
        Complex toDenominators =
                toReciprocals.timesConjugate(reciprocals.times(reciprocals)).negated();
        INDArray bySquares = Ops.times(toDenominators.re(), cos.mul(cos)).sum(true, 1);
        INDArray byProducts =
                Ops.times(toDenominators.im(), sin.mul(cos).muli(-4)).sum(true, 1);
        INDArray size = wr.mul(wr).addi(wi.mul(wi));
        toStep.addi(Ops.times(bySquares.mul(size), step)
                .muli(2)
                .addi(byProducts.mul(wr))
                .sum(true, 2));
        INDArray scaled = Ops.times(Ops.times(bySquares, step), step).muli(2);
        INDArray toWr = scaled.mul(wr).addi(Ops.times(byProducts, step));
        INDArray toWi = scaled.mul(wi);
        Complex[] toLeft = {zeros(), zeros()};
        Complex[] toRight = new Complex[rights];
        for (int r = 0; r < rights; r++) {
            toRight[r] = zeros();
        }
        for (int pair = 0; pair < pairs; pair++) {
            Complex v = product(pair);
            INDArray toRow = row(toG, pair).dup('c');
            toStep.addi(toRow.mul(alongFrequency(v)).sum(true, 2));
            INDArray stepped = Ops.times(toRow, step);
            toWr.addi(stepped.mul(v.re()));
            toWi.addi(stepped.mul(v.im()));
            Complex toV = new Complex(stepped.mul(wr).addi(row(toA, pair)), stepped.mul(wi));
            add(toLeft[pair / rights], toV.timesConjugate(right[pair % rights]));
            add(toRight[pair % rights], toV.timesConjugate(left[pair / rights]));
        }
        toLeft[1].re().addi(toRight[kernels].re());
        toLeft[1].im().subi(toRight[kernels].im());
        Nd4jBackend.own(gradients.logStep()).array(channels, 1, 1).assign(toStep.mul(step));
        Nd4jBackend.own(gradients.logDecay()).array(channels, 1, modes).assign(toWr.mul(wr));
        Nd4jBackend.own(gradients.frequency()).array(channels, 1, modes).assign(toWi);
        write(toLeft[0], gradients.b(), 0);
        write(toLeft[1], gradients.p(), 0);
        for (int r = 0; r < kernels; r++) {
            write(toRight[r], gradients.c(), r);
        }
    }

    private Complex zeros() {
        return new Complex(
                array(channels, 1, modes).assign(0), array(channels, 1, modes).assign(0));
    }

    private static void add(Complex sum, Complex more) {
        sum.re().addi(more.re());
        sum.im().addi(more.im());
    }

    private void write(Complex vector, Buffer pairsOfParts, int at) {
        part(pairsOfParts, at, 0).assign(vector.re());
        part(pairsOfParts, at, 1).assign(vector.im());
    }

    /** From the gradients of spectra to those of the sums; adds that of the step. */
    private void toSums(Nd4jBuffer spectrumGradients, Complex toSums, INDArray toStep) {
        INDArray stepCos = stepCos();
        Complex inverse = inverse(stepCos);
        Complex q = inverse.times(stepCos);
        Complex z = q.times(sum(kernels));
        Complex turn = new Complex(cos, sin);
        Complex toZ = new Complex(
                array(channels, frequencies, 1).assign(0),
                array(channels, frequencies, 1).assign(0));
        for (int r = 0; r < kernels; r++) {
            Complex other = sum(rights + r);
            Complex u = sum(r).minus(z.times(other));
            Complex gradient = new Complex(
                    spectrum(spectrumGradients, 0, r).dup('c'),
                    spectrum(spectrumGradients, 1, r).dup('c'));
            toStep.addi(u.times(turn).dot(gradient).sum(true, 1));
            Complex toU = gradient.timesConjugate(turn).times(step);
            set(toSums, r, toU);
            set(toSums, rights + r, toU.timesConjugate(z).negated());
            add(toZ, toU.timesConjugate(other).negated());
        }
        set(toSums, kernels, toZ.timesConjugate(q));
        Complex toQ = toZ.timesConjugate(sum(kernels));
        // dq / dt(P, P') = -q^2, dq / dD = c / (1 + D c t(P, P'))^2.
        set(toSums, pairs - 1, toQ.timesConjugate(q.times(q)).negated());
        toStep.addi(inverse.times(inverse).times(cos).dot(toQ).sum(true, 1));
    }

    private void set(Complex toSums, int pair, Complex value) {
        column(toSums.re(), pair).assign(value.re());
        column(toSums.im(), pair).assign(value.im());
    }
}
