package io.github.sibyl4j.tensor.backend.vector;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LayerNormRows;

/** Layer normalisation of rows. */
final class LayerNormVectors {
    private LayerNormVectors() {}

    static void forward(LayerNormRows n, HostBuffer out, int from, int to) {
        try (RowWork w = RowWork.of(n.width())) {
            forward(w, n, out, from, to);
        }
    }

    private static void forward(RowWork w, LayerNormRows n, HostBuffer out, int from, int to) {
        int width = n.width();
        n.gain().read(0, w.gain, 0, width);
        n.bias().read(0, w.bias, 0, width);
        w.in = n.x();
        w.out = out;
        w.begin(from, to);
        RowPass.READ_SUM.over(w);
        float[] stats = new float[2 * (to - from)];
        int at = 0;
        while (w.hasNext()) {
            w.turn();
            for (int r = 0; r < w.rows; r++) {
                w.shift[r] = w.found[r] / width;
            }
            RowPass.SQUARED_DISTANCE.over(w);
            for (int r = 0; r < w.rows; r++) {
                float variance = w.sums[r] / width;
                w.scale[r] = (float) (1 / Math.sqrt(variance + n.epsilon()));
                stats[at++] = w.shift[r];
                stats[at++] = w.scale[r];
            }
            RowPass.WRITE_NORMALIZED.over(w);
        }
        n.stats().write(2L * from, stats, 0, stats.length);
    }

    /** {@code dx = (g gain - mean(g gain) - x' mean(g gain x')) scale} with {@code x' = (x - mean) scale}. */
    static void gradient(LayerNormRows n, HostBuffer g, HostBuffer out, HostBuffer sums, int sumsAt, int from, int to) {
        int width = n.width();
        try (RowWork room = RowWork.of(width)) {
            LayerNormGradient row = new LayerNormGradient(room, n, g, out);
            sums.read(sumsAt, row.gainSums, 0, width);
            sums.read(sumsAt + width, row.biasSums, 0, width);
            float[] stats = new float[2 * (to - from)];
            n.stats().read(2L * from, stats, 0, stats.length);
            for (int r = from; r < to; r++) {
                row.run(r * width, stats[2 * (r - from)], stats[2 * (r - from) + 1]);
            }
            sums.write(sumsAt, row.gainSums, 0, width);
            sums.write(sumsAt + width, row.biasSums, 0, width);
        }
    }
}
