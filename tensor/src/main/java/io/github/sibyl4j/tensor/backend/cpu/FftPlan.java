package io.github.sibyl4j.tensor.backend.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a Fourier transform of {@code n} values is divided into stages, and {@code cos} and {@code sin} of
 * {@code 2 pi i / n}. A transform works in place by decimation in frequency: a stage of radix {@code r} combines rows
 * {@code p + k size / r} of a block of {@code size} rows and turns by {@code j p} what it leaves in row
 * {@code p + j size / r}, so that block {@code j} of {@code size / r} rows holds the frequencies {@code j, j + r, ...}.
 *
 * @param position where each frequency ends
 */
public record FftPlan(int n, int[] radices, float[] cos, float[] sin, int[] position) {
    private static final ConcurrentHashMap<Integer, FftPlan> PLANS = new ConcurrentHashMap<>();

    static FftPlan of(int n) {
        return PLANS.computeIfAbsent(n, FftPlan::make);
    }

    private static FftPlan make(int n) {
        List<Integer> found = new ArrayList<>();
        int rest = n;
        for (int radix = 4; rest > 1; ) {
            if (rest % radix == 0) {
                found.add(radix);
                rest /= radix;
            } else {
                radix = radix == 4 ? 2 : radix == 3 ? 5 : radix + 1;
            }
        }
        int[] radices = found.stream().mapToInt(Integer::intValue).toArray();
        float[] cos = new float[n];
        float[] sin = new float[n];
        int[] position = new int[n];
        for (int i = 0; i < n; i++) {
            cos[i] = (float) Math.cos(2 * Math.PI * i / n);
            sin[i] = (float) Math.sin(2 * Math.PI * i / n);
            int frequency = i;
            int size = n;
            for (int radix : radices) {
                size /= radix;
                position[i] += frequency % radix * size;
                frequency /= radix;
            }
        }
        return new FftPlan(n, radices, cos, sin, position);
    }

    /** The smallest power of two from 4 on, or three times one from 12 on, that is not below {@code least}: the fast lengths. */
    static int fastLength(int least) {
        int power = least <= 4 ? 4 : Integer.highestOneBit(least - 1) * 2;
        return power >= 16 && power / 4 * 3 >= least ? power / 4 * 3 : power;
    }
}
