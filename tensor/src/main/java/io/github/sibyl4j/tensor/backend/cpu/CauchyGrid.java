package io.github.sibyl4j.tensor.backend.cpu;

/**
 * What the frequencies {@code theta = 2 pi k / length}, {@code k = 0} to {@code length / 2}, contribute to the sums of
 * {@link S4Pass}, padded to whole vectors. Padding has {@code cos = 0} and {@code sin = 1}, where every sum is finite.
 *
 * @param width the padded number of frequencies
 * @param cos {@code cos(theta / 2)}
 * @param sin {@code sin(theta / 2)}
 * @param cosSquared {@code cos^2}
 * @param sinTerm {@code 4 sin^2}
 * @param mixedTerm {@code 4 sin cos}
 */
public record CauchyGrid(int width, float[] cos, float[] sin, float[] cosSquared, float[] sinTerm, float[] mixedTerm) {
    /** A multiple of the lanes of any vector. */
    private static final int GROUP = 64;

    static CauchyGrid of(int length) {
        int frequencies = length / 2 + 1;
        int width = (frequencies + GROUP - 1) / GROUP * GROUP;
        CauchyGrid grid = new CauchyGrid(
                width, new float[width], new float[width], new float[width], new float[width], new float[width]);
        for (int k = 0; k < width; k++) {
            double half = Math.PI * k / length;
            // At half the length the cosine is zero, not nearly so.
            double c = k >= frequencies || 2 * k == length ? 0 : Math.cos(half);
            double s = k >= frequencies ? 1 : Math.sin(half);
            grid.cos[k] = (float) c;
            grid.sin[k] = (float) s;
            grid.cosSquared[k] = (float) (c * c);
            grid.sinTerm[k] = (float) (4 * s * s);
            grid.mixedTerm[k] = (float) (4 * s * c);
        }
        return grid;
    }
}
