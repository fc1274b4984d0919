package io.github.sibyl4j.reasoning.epignn;

import java.util.Arrays;

/**
 * What all messages of a step share, in the layout of {@link Lanes}: for every relation the matrices {@code M = sum over j of
 * A[.][.][j] r[j]} of forward messages and {@code N = sum over i of r[i] A[.][i][.]} of backward ones, so that a message takes
 * {@code m d^2} multiplications and not {@code m d^3}.
 */
final class StepTables {
    final Sizes sizes;
    /** The relation vectors. */
    final float[] relations;
    /** {@code byRight[j]} are the diagonals of {@code A[.][.][j]}, {@code byLeft[i]} those of {@code A[.][i][.]}. */
    final float[] byRight;

    final float[] byLeft;
    final float[] forward;
    final float[] backward;
    /** The transposed matrices, where gradients are wanted; else null. */
    final float[] forwardTransposed;

    final float[] backwardTransposed;
    private final float[] spread;

    /**
     * @param vectors {@code [relation][facet][coordinate]}
     * @param composition {@code [facet][output][left][right]}
     */
    StepTables(Sizes sizes, float[] vectors, float[] composition, boolean gradients) {
        this.sizes = sizes;
        int d = sizes.width();
        int m = sizes.facets();
        int matrix = sizes.matrix();
        relations = sizes.toLanes(vectors);
        byRight = new float[d * matrix];
        byLeft = new float[d * matrix];
        layOut(composition);
        spread = new float[sizes.relations() * matrix];
        forward = new float[spread.length];
        backward = new float[spread.length];
        forwardTransposed = gradients ? new float[spread.length] : null;
        backwardTransposed = gradients ? new float[spread.length] : null;
        for (int r = 0; r < sizes.relations(); r++) {
            int at = r * matrix;
            Lanes.spread(relations, r * sizes.all(), spread, at, d, m);
            combine(byRight, spread, at, forward, at);
            combine(byLeft, spread, at, backward, at);
            if (gradients) {
                Lanes.transpose(forward, at, forwardTransposed, at, d, m);
                Lanes.transpose(backward, at, backwardTransposed, at, d, m);
            }
        }
    }

    /** The matrix that remains of the tensor when one argument, spread, is fixed. */
    void combine(float[] tensor, float[] argument, int at, float[] out, int o) {
        int w = sizes.all();
        int d = sizes.width();
        for (int s = 0; s < d; s++) {
            Lanes.addProducts(tensor, s * w, d * w, argument, at, w, d, out, o + s * w, w);
        }
    }

    /**
     * The gradients of {@code [relation][facet][coordinate]} and {@code [facet][output][left][right]}, from those of what is
     * computed with these tables.
     */
    float[][] gradients(TableGradients from) {
        int w = sizes.all();
        int d = sizes.width();
        int matrix = sizes.matrix();
        float[] rows = new float[matrix];
        for (int r = 0; r < sizes.relations(); r++) {
            Arrays.fill(rows, 0);
            for (int j = 0; j < d; j++) {
                Lanes.addProducts(from.forward, r * matrix, w, byRight, j * matrix, w, d, rows, j * w, w);
                Lanes.addProducts(from.backward, r * matrix, w, byLeft, j * matrix, w, d, rows, j * w, w);
            }
            Lanes.addGathered(rows, 0, from.relations, r * w, d, sizes.facets());
        }
        for (int j = 0; j < d; j++) {
            for (int s = 0; s < d; s++) {
                int o = j * matrix + s * w;
                Lanes.addProducts(
                        from.forward, s * w, matrix, spread, j * w, matrix, sizes.relations(), from.byRight, o, w);
                Lanes.addProducts(
                        from.backward, s * w, matrix, spread, j * w, matrix, sizes.relations(), from.byLeft, o, w);
            }
        }
        return new float[][] {sizes.fromLanes(from.relations), compositionGradient(from)};
    }

    private void layOut(float[] composition) {
        forEach((row, lane) -> byRight[lane] = composition[row], (row, lane) -> byLeft[lane] = composition[row]);
    }

    private float[] compositionGradient(TableGradients from) {
        float[] gradient = new float[byRight.length];
        forEach((row, lane) -> gradient[row] += from.byRight[lane], (row, lane) -> gradient[row] += from.byLeft[lane]);
        return gradient;
    }

    private interface Places {
        void visit(int row, int lane);
    }

    /** Where {@code A[f][p][i][j]} lies as a row-major tensor and in the two tables of diagonals. */
    private void forEach(Places right, Places left) {
        int d = sizes.width();
        int m = sizes.facets();
        int row = 0;
        for (int f = 0; f < m; f++) {
            for (int p = 0; p < d; p++) {
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++, row++) {
                        right.visit(row, ((j * d + Math.floorMod(i - p, d)) * d + p) * m + f);
                        left.visit(row, ((i * d + Math.floorMod(j - p, d)) * d + p) * m + f);
                    }
                }
            }
        }
    }
}
