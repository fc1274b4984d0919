package io.github.sibyl4j.tensor.backend.vector;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;

/** Softmax of rows. */
final class SoftmaxVectors {
    private SoftmaxVectors() {}

    static void forward(HostBuffer x, HostBuffer out, int width, boolean logarithm, int from, int to) {
        try (RowWork w = RowWork.of(width)) {
            forward(w, x, out, logarithm, from, to);
        }
    }

    private static void forward(RowWork w, HostBuffer x, HostBuffer out, boolean logarithm, int from, int to) {
        w.in = x;
        w.out = out;
        w.begin(from, to);
        RowPass.READ_MAX.over(w);
        while (w.hasNext()) {
            w.turn();
            for (int r = 0; r < w.rows; r++) {
                // A row of minus infinities alone has no largest value to shift by; 0 lets it come out as NaN.
                w.shift[r] = w.found[r] == Float.NEGATIVE_INFINITY ? 0 : w.found[r];
            }
            (logarithm ? RowPass.SUM_OF_EXPONENTIALS : RowPass.EXPONENTIATE).over(w);
            for (int r = 0; r < w.rows; r++) {
                w.scale[r] = logarithm ? 1 : 1 / w.sums[r];
                w.shift[r] = logarithm ? w.shift[r] + (float) Math.log(w.sums[r]) : 0;
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
        w.in = logarithm ? g : y;
        w.second = g;
        w.out = out;
        w.begin(from, to);
        while (w.hasNext()) {
            if (logarithm) {
                RowPass.READ_SUM.over(w);
                w.turn();
                for (int r = 0; r < w.rows; r++) {
                    y.read(w.at(r), w.next, r * w.room, width);
                    w.shift[r] = w.found[r];
                }
                RowPass.WRITE_LESS_EXPONENTIALS.over(w);
            } else {
                w.turn();
                RowPass.READ_DOT.over(w);
                System.arraycopy(w.sums, 0, w.shift, 0, w.rows);
                RowPass.WRITE_WEIGHED.over(w);
            }
        }
    }
}
