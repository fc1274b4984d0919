package io.github.sibyl4j.tensor.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a Fourier transform of {@code n} values is divided into stages, and {@code cos} and {@code sin} of
 * {@code 2 pi i / n}. Transforms are Stockham's: a stage of radix {@code r} takes rows {@code q + s (p + m k)} to rows
 * {@code q + s (r p + j)}, with {@code s} the product of the radices before it and {@code m = n / (s r)}.
 */
public record FftPlan(int n, int[] radices, float[] cos, float[] sin) {
    private static final ConcurrentHashMap<Integer, FftPlan> PLANS = new ConcurrentHashMap<>();

    static FftPlan of(int n) {
        return PLANS.computeIfAbsent(n, FftPlan::make);
    }

    private static FftPlan make(int n) {
        List<Integer> radices = new ArrayList<>();
        int rest = n;
        for (int radix = 4; rest > 1; ) {
            if (rest % radix == 0) {
                radices.add(radix);
                rest /= radix;
            } else {
                radix = radix == 4 ? 2 : radix == 3 ? 5 : radix + 1;
            }
        }
        float[] cos = new float[n];
        float[] sin = new float[n];
        for (int i = 0; i < n; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / n);
            sin[i] = (float) Math.sin(2 * Math.PI * i / n);
        }
        return new FftPlan(n, radices.stream().mapToInt(Integer::intValue).toArray(), cos, sin);
    }

    /** The smallest power of two, or three times one, that is not below {@code least}: the fast lengths. */
    static int fastLength(int least) {
        int power = least <= 1 ? 1 : Integer.highestOneBit(least - 1) * 2;
        return power >= 4 && power / 4 * 3 >= least ? power / 4 * 3 : power;
    }
}
