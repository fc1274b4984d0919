package io.github.sibyl4j.reasoning.epignn;

/**
 * The innermost loops. A vector of all facets lies with the facets innermost, {@code x[p * m + f]}, so that loops run over
 * {@code w = d m} numbers in a row. A matrix per facet lies by its diagonals, {@code D[s][p][f] = M[f][p][(p + s) mod d]}, and
 * the vector that it multiplies lies twice in a row; then {@code (M x)[q] = sum over s of D[s][q] x[s m + q]}.
 */
final class Lanes {
    private Lanes() {}

    /** {@code out[q] += sum over t < terms of a[at + t aStep + q] b[bt + t bStep + q]} for {@code q < w}. */
    static void addProducts(
            float[] a, int at, int aStep, float[] b, int bt, int bStep, int terms, float[] out, int o, int w) {
        int t = 0;
        for (; t + 4 <= terms; t += 4) {
            int a0 = at + t * aStep;
            int b0 = bt + t * bStep;
            fourProducts(a, a0, aStep, b, b0, bStep, out, o, w);
        }
        for (; t < terms; t++) {
            int a0 = at + t * aStep;
            int b0 = bt + t * bStep;
            for (int q = 0; q < w; q++) {
                out[o + q] += a[a0 + q] * b[b0 + q];
            }
        }
    }

    private static void fourProducts(
            float[] a, int a0, int aStep, float[] b, int b0, int bStep, float[] out, int o, int w) {
        int a1 = a0 + aStep;
        int a2 = a1 + aStep;
        int a3 = a2 + aStep;
        int b1 = b0 + bStep;
        int b2 = b1 + bStep;
        int b3 = b2 + bStep;
        for (int q = 0; q < w; q++) {
            out[o + q] += a[a0 + q] * b[b0 + q] + a[a1 + q] * b[b1 + q] + a[a2 + q] * b[b2 + q] + a[a3 + q] * b[b3 + q];
        }
    }

    /** {@code out[o + t outStep + q] += a[at + q] b[bt + t bStep + q]} for {@code t < terms} and {@code q < w}. */
    static void addOuter(
            float[] a, int at, float[] b, int bt, int bStep, int terms, float[] out, int o, int outStep, int w) {
        for (int t = 0; t < terms; t++) {
            int b0 = bt + t * bStep;
            int o0 = o + t * outStep;
            for (int q = 0; q < w; q++) {
                out[o0 + q] += a[at + q] * b[b0 + q];
            }
        }
    }

    /** The transposed matrices: {@code T[s][i] = D[(d - s) mod d][(i + s) mod d]}. */
    static void transpose(float[] diagonals, int at, float[] out, int o, int d, int m) {
        int w = d * m;
        for (int s = 0; s < d; s++) {
            int from = at + (d - s) % d * w;
            System.arraycopy(diagonals, from + s * m, out, o + s * w, w - s * m);
            System.arraycopy(diagonals, from, out, o + s * w + w - s * m, s * m);
        }
    }

    /** Repeats every {@code x[p]} {@code d} times: row {@code j} of the result holds {@code x[j]} at each coordinate. */
    static void spread(float[] x, int at, float[] out, int o, int d, int m) {
        for (int row = o, j = 0; j < d; j++) {
            for (int p = 0; p < d; p++, row += m) {
                System.arraycopy(x, at + j * m, out, row, m);
            }
        }
    }

    /** The gradient of {@link #spread}: adds each row's sum over its coordinates. */
    static void addGathered(float[] rows, int at, float[] out, int o, int d, int m) {
        for (int row = at, j = 0; j < d; j++) {
            for (int p = 0; p < d; p++, row += m) {
                for (int f = 0; f < m; f++) {
                    out[o + j * m + f] += rows[row + f];
                }
            }
        }
    }

    /** Writes a vector a second time behind itself. */
    static void repeat(float[] x, int at, int w) {
        System.arraycopy(x, at, x, at + w, w);
    }

    /** Copies a vector to the start of another array, twice in a row. */
    static void copyTwice(float[] x, int at, float[] out, int w) {
        System.arraycopy(x, at, out, 0, w);
        System.arraycopy(x, at, out, w, w);
    }

    /** Divides by each facet's sum over the coordinates, which {@code sums} takes. */
    static void normalize(float[] x, int at, float[] sums, int st, int d, int m) {
        for (int f = 0; f < m; f++) {
            sums[st + f] = 0;
        }
        for (int row = at, p = 0; p < d; p++, row += m) {
            for (int f = 0; f < m; f++) {
                sums[st + f] += x[row + f];
            }
        }
        for (int row = at, p = 0; p < d; p++, row += m) {
            for (int f = 0; f < m; f++) {
                x[row + f] /= sums[st + f];
            }
        }
    }

    /** The gradient of {@link #normalize}, whose result was {@code y}: {@code (g - sum of g y) / sums}, in place. */
    static void normalizeGradient(float[] y, int at, float[] g, int gt, float[] sums, int st, int d, int m) {
        for (int f = 0; f < m; f++) {
            float dot = 0;
            for (int q = f; q < d * m; q += m) {
                dot += g[gt + q] * y[at + q];
            }
            float factor = 1 / sums[st + f];
            for (int q = f; q < d * m; q += m) {
                g[gt + q] = (g[gt + q] - dot) * factor;
            }
        }
    }
}
