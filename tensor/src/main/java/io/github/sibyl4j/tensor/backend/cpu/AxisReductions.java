package io.github.sibyl4j.tensor.backend.cpu;

/**
 * Products and extremes over the middle axis of {@code [outer, reduced, inner]}; every method works off the results
 * {@code from} to {@code to - 1} of the {@code outer * inner} ones.
 */
final class AxisReductions {
    private final HostBuffer x;
    private final int reduced;
    private final int inner;

    AxisReductions(HostBuffer x, int reduced, int inner) {
        this.x = x;
        this.reduced = reduced;
        this.inner = inner;
    }

    private int start(int result) {
        return result / inner * reduced * inner + result % inner;
    }

    private static float get(HostBuffer x, int i) {
        return x.bytes().getFloat(x.byteOffset() + (i << 2));
    }

    private static void set(HostBuffer x, int i, float value) {
        x.bytes().putFloat(x.byteOffset() + (i << 2), value);
    }

    void product(HostBuffer out, int from, int to) {
        for (int result = from; result < to; result++) {
            int at = start(result);
            float product = 1;
            for (int r = 0; r < reduced; r++, at += inner) {
                product *= get(x, at);
            }
            set(out, result, product);
        }
    }

    /** The product of all other factors, from both sides, so that factors of zero need no division. */
    void productGradient(HostBuffer g, HostBuffer out, int from, int to) {
        for (int result = from; result < to; result++) {
            int at = start(result);
            float before = get(g, result);
            for (int r = 0; r < reduced; r++) {
                set(out, at + r * inner, before);
                before *= get(x, at + r * inner);
            }
            float after = 1;
            for (int r = reduced - 1; r >= 0; r--) {
                set(out, at + r * inner, get(out, at + r * inner) * after);
                after *= get(x, at + r * inner);
            }
        }
    }

    /** The first place of the largest or smallest value; NaN counts as more extreme than any number. */
    void extremes(boolean largest, HostBuffer out, int[] places, int from, int to) {
        for (int result = from; result < to; result++) {
            int at = start(result);
            float best = get(x, at);
            int place = 0;
            for (int r = 1; r < reduced; r++) {
                float value = get(x, at + r * inner);
                boolean better = largest ? value > best : value < best;
                if (better || (value != value && best == best)) {
                    best = value;
                    place = r;
                }
            }
            set(out, result, best);
            places[result] = place;
        }
    }

    /** Puts each value of {@code g} at its place in {@code out}, which holds zeros. */
    void scatter(HostBuffer g, int[] places, HostBuffer out, int from, int to) {
        for (int result = from; result < to; result++) {
            set(out, start(result) + places[result] * inner, get(g, result));
        }
    }
}
