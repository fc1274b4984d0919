package io.github.sibyl4j.tensor.backend.cpu;

/**
 * The parts of a Fourier transform of a few columns at once, on the heap, where loops that pass over the same rows again
 * and again are two to three times as fast. A complex sequence is an array of rows of {@code 2 columns()} floats: real
 * parts, then imaginary parts. A plane is an array of rows of {@code columns()} floats.
 */
public interface FourierLoops {

    /** The number of columns that are transformed together. */
    int columns();

    /**
     * Copies {@code rows} rows of {@code width <= columns()} floats that are {@code stride} apart from {@code at} on, the
     * first to {@code to}, the others {@code step} floats further each; the rest of a row becomes zero.
     */
    void readRows(HostBuffer x, int at, int stride, int rows, int width, float[] target, int to, int step);

    /** Writes the rows at {@code from}, {@code step} floats apart, times {@code factor}. */
    void writeRows(
            float[] source, int from, int step, int rows, int width, float factor, HostBuffer out, int at, int stride);

    /**
     * The stages from {@code first} on of a transform of the sequence at {@code at}, or of the part of it that the stages
     * before have made independent, in place. The inverse is not divided by {@code n}.
     */
    void transform(FftPlan plan, int first, boolean inverse, float[] x, int at);

    /** Undoes {@link #transform} (forward), but for a factor of the number of rows; stages of radix 2, 3 and 4 alone. */
    void transformBack(FftPlan plan, int first, float[] x, int at);

    /**
     * The first stage, of radix 4, for a sequence with {@code n / 2} rows of zeros at its end and the others in planes:
     * quarters 0 and 2, which a cyclic convolution of half the length is made of.
     */
    void splitCyclic(FftPlan plan, float[] planes, int re, int im, float[] out, int at);

    /** The same for quarters 1 and 3, which a negacyclic convolution (where what leaves at the end returns negated) is made of. */
    void splitNegacyclic(FftPlan plan, float[] planes, int re, int im, float[] out, int at);

    /**
     * The way back from four quarters to half a sequence, in planes: the first half, or with {@code sign = -1} the second;
     * times {@code factor}.
     */
    void join(FftPlan plan, float[] x, int at, float sign, float factor, float[] planes, int re, int im);

    /** {@code a = a b}, row by row and complex, for sequences of {@code rows} rows; {@code b} may be conjugated. */
    void multiply(float[] x, int a, int b, boolean conjugateB, int rows);

    /** {@code out += a conj(b)}. */
    void addProduct(float[] x, int a, int b, int out, int rows);
}
