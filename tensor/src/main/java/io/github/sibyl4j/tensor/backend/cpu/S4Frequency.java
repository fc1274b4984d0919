package io.github.sibyl4j.tensor.backend.cpu;

/**
 * The spectra of a channel's kernels at one frequency from its sums, and the way back. With {@code e = exp(i theta / 2)}
 * and the sums {@code t} of {@link S4Pass}, {@code spectrum_r = D e u_r} for {@code u_r = t(B, C_r) - q t(B, P') t(P, C_r)}
 * and {@code q = D c / (1 + D c t(P, P'))}. The gradient of a complex number is that of its real part plus {@code i} times
 * that of its imaginary part, so factors come back conjugated.
 */
final class S4Frequency {
    private final int kernels;
    private final float step;
    /** {@code t(B, C_0), ..., t(B, P'), t(P, C_0), ..., t(P, P')}. */
    final float[] tRe;

    final float[] tIm;
    final float[] tReGradient;
    final float[] tImGradient;
    /** The spectra, and in {@link #backward} their gradients. */
    final float[] re;

    final float[] im;
    private float cos;
    private float sin;
    /** {@code 1 / (1 + D c t(P, P'))}. */
    private float inverseRe;

    private float inverseIm;

    S4Frequency(int kernels, float step) {
        this.kernels = kernels;
        this.step = step;
        int pairs = 2 * (kernels + 1);
        tRe = new float[pairs];
        tIm = new float[pairs];
        tReGradient = new float[pairs];
        tImGradient = new float[pairs];
        re = new float[kernels];
        im = new float[kernels];
    }

    /** Takes the angle; the sums have been set. */
    void at(float cos, float sin) {
        this.cos = cos;
        this.sin = sin;
        int pp = 2 * kernels + 1;
        float dRe = 1 + step * cos * tRe[pp];
        float dIm = step * cos * tIm[pp];
        float size = 1 / (dRe * dRe + dIm * dIm);
        inverseRe = dRe * size;
        inverseIm = -dIm * size;
    }

    void forward() {
        float qRe = step * cos * inverseRe;
        float qIm = step * cos * inverseIm;
        float zRe = qRe * tRe[kernels] - qIm * tIm[kernels];
        float zIm = qRe * tIm[kernels] + qIm * tRe[kernels];
        for (int r = 0; r < kernels; r++) {
            int pc = kernels + 1 + r;
            float uRe = tRe[r] - (zRe * tRe[pc] - zIm * tIm[pc]);
            float uIm = tIm[r] - (zRe * tIm[pc] + zIm * tRe[pc]);
            re[r] = step * (cos * uRe - sin * uIm);
            im[r] = step * (cos * uIm + sin * uRe);
        }
    }

    /** From the gradients in {@link #re} and {@link #im} to those of the sums; returns that of the step. */
    float backward() {
        int bp = kernels;
        int pp = 2 * kernels + 1;
        float qRe = step * cos * inverseRe;
        float qIm = step * cos * inverseIm;
        float zRe = qRe * tRe[bp] - qIm * tIm[bp];
        float zIm = qRe * tIm[bp] + qIm * tRe[bp];
        float stepGradient = 0;
        // What comes back to the product q t(B, P') = z, in all kernels.
        float gzRe = 0;
        float gzIm = 0;
        for (int r = 0; r < kernels; r++) {
            int pc = kernels + 1 + r;
            float uRe = tRe[r] - (zRe * tRe[pc] - zIm * tIm[pc]);
            float uIm = tIm[r] - (zRe * tIm[pc] + zIm * tRe[pc]);
            stepGradient += (cos * uRe - sin * uIm) * re[r] + (cos * uIm + sin * uRe) * im[r];
            float guRe = step * (cos * re[r] + sin * im[r]);
            float guIm = step * (cos * im[r] - sin * re[r]);
            tReGradient[r] = guRe;
            tImGradient[r] = guIm;
            tReGradient[pc] = -(zRe * guRe + zIm * guIm);
            tImGradient[pc] = -(zRe * guIm - zIm * guRe);
            gzRe -= tRe[pc] * guRe + tIm[pc] * guIm;
            gzIm -= tRe[pc] * guIm - tIm[pc] * guRe;
        }
        tReGradient[bp] = qRe * gzRe + qIm * gzIm;
        tImGradient[bp] = qRe * gzIm - qIm * gzRe;
        float gqRe = tRe[bp] * gzRe + tIm[bp] * gzIm;
        float gqIm = tRe[bp] * gzIm - tIm[bp] * gzRe;
        // dq / dt(P, P') = -q^2, dq / dD = c / (1 + D c t(P, P'))^2.
        float squareRe = qRe * qRe - qIm * qIm;
        float squareIm = 2 * qRe * qIm;
        tReGradient[pp] = -(squareRe * gqRe + squareIm * gqIm);
        tImGradient[pp] = -(squareRe * gqIm - squareIm * gqRe);
        float slopeRe = cos * (inverseRe * inverseRe - inverseIm * inverseIm);
        float slopeIm = cos * 2 * inverseRe * inverseIm;
        return stepGradient + slopeRe * gqRe + slopeIm * gqIm;
    }
}
