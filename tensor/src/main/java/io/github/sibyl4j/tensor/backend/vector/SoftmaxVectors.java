package io.github.sibyl4j.tensor.backend.vector;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;

/** Softmax of rows. */
final class SoftmaxVectors {
    private SoftmaxVectors() {}

    static void forward(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        try (RowWork w = RowWork.of(width)) {
            forward(w, x, out, width, logarithm, from, to);
        }
    }

    private static void forward(
            RowWork w, HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        w.in = x;
        w.inAt = from * width;
        w.out = out;
        RowPass.READ_MAX.over(w);
        for (int r = from; r < to; r++) {
            w.turn();
            // A row of minus infinities alone has no largest value to shift by; 0 lets it come out as NaN.
            w.shift = w.found == Float.NEGATIVE_INFINITY ? 0 : w.found;
            w.inAt = Math.min(r + 1, to - 1) * width;
            w.outAt = r * width;
            if (logarithm) {
                w.shift += (float) Math.log(RowPass.SUM_OF_EXPONENTIALS.over(w));
                w.scale = 1;
            } else {
                w.scale = 1 / RowPass.EXPONENTIATE.over(w);
                w.shift = 0;
            }
            RowPass.WRITE_SCALED.over(w);
        }
    }

    static void gradient(HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        try (RowWork w = RowWork.of(width)) {
            gradient(w, y, g, out, width, logarithm, from, to);
        }
    }

    private static void gradient(
            RowWork w, HostBuffer y, HostBuffer g, HostBuffer out, int width, boolean logarithm, int from, int to) {
        w.out = out;
        for (int r = from; r < to; r++) {
            w.inAt = r * width;
            w.outAt = r * width;
            if (logarithm) {
                w.in = g;
                RowPass.READ_SUM.over(w);
                w.turn();
                y.read(w.inAt, w.next, 0, width);
                w.shift = w.found;
                RowPass.WRITE_LESS_EXPONENTIALS.over(w);
            } else {
                w.in = y;
                w.second = g;
                w.shift = RowPass.READ_DOT.over(w);
                RowPass.WRITE_WEIGHED.over(w);
            }
        }
    }
}
