package io.github.sibyl4j.tensor.backend.cpu;

/**
 * The parts of a Fourier transform of a few columns at once. {@code columns} is the number of floats in a row of a plane;
 * a complex sequence of {@code n} rows is a plane of real parts followed by one of imaginary parts.
 */
public interface FourierLoops {

    /** The number of columns that are transformed together. */
    int columns();

    /**
     * Copies {@code rows} rows of {@code width <= columns()} floats that are {@code stride} apart from {@code at} on, the
     * first to the plane's row at {@code to}, the others {@code step} floats further each; the rest of a row becomes zero.
     */
    void readRows(HostBuffer x, int at, int stride, int rows, int width, HostBuffer plane, int to, int step);

    /** The way back, times {@code factor}. */
    void writeRows(
            HostBuffer plane,
            int from,
            int step,
            int rows,
            int width,
            float factor,
            HostBuffer out,
            int at,
            int stride);

    /**
     * Transforms the sequence at {@code from}, using the space at {@code other}; the result stands at the one of both that
     * is returned. The inverse is not divided by {@code n}.
     */
    int transform(FftPlan plan, boolean inverse, HostBuffer planes, int from, int other);

    /** {@code out = a b}, row by row and complex, for sequences of {@code n} rows; {@code b} may be conjugated. */
    void multiply(HostBuffer planes, int a, int b, boolean conjugateB, int out, int n);

    /** {@code out += a conj(b)}. */
    void addProduct(HostBuffer planes, int a, int b, int out, int n);
}
