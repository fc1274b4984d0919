package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.exact;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.fromArray;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.load;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.store;
import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.zero;

import io.github.sibyl4j.tensor.backend.cpu.CauchyGrid;
import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import jdk.incubator.vector.FloatVector;

/** Reciprocals of Cauchy sums, and their gradients. */
final class CauchyVectors {
    private CauchyVectors() {}

    static void reciprocals(CauchyGrid grid, float[] x, float[] y, HostBuffer out) {
        int width = grid.width();
        float[] cosSquared = grid.cosSquared();
        float[] sinTerm = grid.sinTerm();
        float[] mixedTerm = grid.mixedTerm();
        Object target = out.vectorView();
        for (int m = 0; m < x.length; m++) {
            int at = out.byteOffset() + (2 * m * width << 2);
            for (int k = 0; k < width; k += LANES) {
                FloatVector re = fromArray(cosSquared, k).mul(x[m]).sub(fromArray(sinTerm, k));
                FloatVector im = fromArray(mixedTerm, k).mul(y[m]);
                FloatVector inverse = VectorMath.ONE.div(re.fma(re, im.mul(im)));
                store(re.mul(inverse), target, at + (k << 2));
                store(im.mul(inverse), target, at + (width + k << 2));
            }
        }
    }

    static void gradients(CauchyGrid grid, HostBuffer r, HostBuffer g, float[] xGradient, float[] yGradient) {
        float[] sums = new float[2 * LANES];
        for (int m = 0; m < xGradient.length; m++) {
            addUp(grid, r, g, 2 * m * grid.width() << 2, sums);
            float x = 0;
            float y = 0;
            for (int i = 0; i < LANES; i++) {
                x += sums[i];
                y += sums[LANES + i];
            }
            xGradient[m] = x;
            yGradient[m] = y;
        }
    }

    /** Sums over the frequencies of a mode, lane by lane: adding lanes here would be more than the compiler inlines. */
    private static void addUp(CauchyGrid grid, HostBuffer r, HostBuffer g, int row, float[] sums) {
        int width = grid.width();
        float[] cosSquared = grid.cosSquared();
        float[] mixedTerm = grid.mixedTerm();
        Object values = r.vectorView();
        Object gradients = g.vectorView();
        int valueAt = r.byteOffset() + row;
        int gradientAt = g.byteOffset() + row;
        FloatVector x = zero();
        FloatVector y = x;
        for (int k = 0; k < width; k += LANES) {
            FloatVector re = load(values, valueAt + (k << 2));
            FloatVector im = load(values, valueAt + (width + k << 2));
            FloatVector gRe = load(gradients, gradientAt + (k << 2));
            FloatVector gIm = load(gradients, gradientAt + (width + k << 2));
            // The denominator's gradient is -conj(r^2) g.
            FloatVector squareRe = re.mul(re).sub(im.mul(im));
            FloatVector squareIm = re.add(re).mul(im);
            FloatVector dRe = squareRe.fma(gRe, squareIm.mul(gIm));
            FloatVector dIm = squareRe.mul(gIm).sub(squareIm.mul(gRe));
            x = exact(x).sub(dRe.mul(fromArray(cosSquared, k)));
            y = dIm.fma(fromArray(mixedTerm, k), y);
        }
        exact(x).intoArray(sums, 0);
        exact(y).intoArray(sums, LANES);
    }
}
