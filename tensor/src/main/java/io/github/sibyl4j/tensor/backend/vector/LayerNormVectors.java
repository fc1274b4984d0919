package io.github.sibyl4j.tensor.backend.vector;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import io.github.sibyl4j.tensor.backend.cpu.LayerNormRows;
import java.util.Arrays;

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
        w.inAt = from * width;
        w.out = out;
        RowPass.READ_SUM.over(w);
        float[] stats = new float[2 * (to - from)];
        for (int r = from; r < to; r++) {
            w.turn();
            w.shift = w.found / width;
            // What fills the row up adds nothing to the sum of squared distances.
            Arrays.fill(w.row, width, w.row.length, w.shift);
            w.inAt = Math.min(r + 1, to - 1) * width;
            w.outAt = r * width;
            float variance = RowPass.SQUARED_DISTANCE.over(w) / width;
            w.scale = (float) (1 / Math.sqrt(variance + n.epsilon()));
            RowPass.WRITE_NORMALIZED.over(w);
            stats[2 * (r - from)] = w.shift;
            stats[2 * (r - from) + 1] = w.scale;
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
