package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.graph.nn.ImplicitFeatures;
import io.github.sibyl4j.graph.node.NodeFeatures;
import io.github.sibyl4j.tensor.Scope;
import io.github.sibyl4j.tensor.SparseMatrix;
import io.github.sibyl4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A layer's input between scopes: dense values on the heap, or a sparse matrix. */
final class Rows {
    /** Sparse products are several times slower per entry than dense ones. */
    private static final int SPARSE_BELOW = 8;

    /** As wide as usual outputs of layers, whose memory a block then uses before them. */
    private static final int COLUMNS_A_BLOCK = 128;

    private static final float EPSILON = 1e-8f;

    private final SparseMatrix sparse;
    private final float[] values;
    private final int width;

    private Rows(SparseMatrix sparse, float[] values, int width) {
        this.sparse = sparse;
        this.values = values;
        this.width = width;
    }

    static Rows of(NodeFeatures features) {
        return features.isSparse() ? new Rows(features.sparse(), null, features.width()) : of(features.toTensor());
    }

    static Rows of(Tensor x) {
        return new Rows(null, x.toArray(), x.size(1));
    }

    int width() {
        return width;
    }

    boolean staysSparse() {
        return sparse != null && (long) sparse.nonZeros() * SPARSE_BELOW < (long) sparse.rows() * sparse.columns();
    }

    SparseMatrix sparse() {
        return sparse;
    }

    /** For layers that multiply it by their weights, in the scope that is open: written out only where that is cheaper. */
    ImplicitFeatures implicit() {
        return staysSparse() ? ImplicitFeatures.of(sparse) : ImplicitFeatures.of(toTensor());
    }

    /** All of it, in the scope that is open. */
    Tensor toTensor() {
        return sparse == null
                ? Tensor.of(values, values.length / width, width)
                : Tensor.of(written(), sparse.rows(), width);
    }

    /**
     * What becomes of them by functions of every column, some columns at a time, so that neither all of the input nor all
     * of the results lie outside the heap.
     *
     * @param function from {@code [row, column]} to some tensors, each {@code [any, column]}
     */
    List<Rows> byColumns(Function<Tensor, List<Tensor>> function) {
        float[] all = sparse == null ? values : written();
        int rows = all.length / width;
        float[][] results = null;
        for (int from = 0; from < width; from += COLUMNS_A_BLOCK) {
            int count = Math.min(COLUMNS_A_BLOCK, width - from);
            float[] block = new float[rows * count];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(all, i * width + from, block, i * count, count);
            }
            try (Scope scope = Scope.open()) {
                List<Tensor> parts = function.apply(Tensor.of(block, rows, count));
                if (results == null) {
                    results = new float[parts.size()][];
                }
                for (int k = 0; k < results.length; k++) {
                    results[k] = put(parts.get(k), from, results[k]);
                }
            }
        }
        return Arrays.stream(results)
                .map(result -> new Rows(null, result, width))
                .toList();
    }

    private float[] put(Tensor part, int column, float[] known) {
        int count = part.size(1);
        float[] result = known == null ? new float[Math.multiplyExact(part.size(0), width)] : known;
        float[] block = part.toArray();
        for (int i = 0; i < part.size(0); i++) {
            System.arraycopy(block, i * count, result, i * width + column, count);
        }
        return result;
    }

    private float[] written() {
        float[] all = new float[Math.multiplyExact(sparse.rows(), width)];
        for (int i = 0; i < sparse.rows(); i++) {
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                all[i * width + sparse.columnIndex(e)] += sparse.value(e);
            }
        }
        return all;
    }

    /** Every row divided by its Euclidean length and a little. */
    Rows normalised() {
        if (sparse == null) {
            float[] scaled = values.clone();
            for (int i = 0; i < values.length; i += width) {
                double sum = 0;
                for (int j = i; j < i + width; j++) {
                    sum += (double) values[j] * values[j];
                }
                float factor = (float) (1 / (Math.sqrt(sum) + EPSILON));
                for (int j = i; j < i + width; j++) {
                    scaled[j] *= factor;
                }
            }
            return new Rows(null, scaled, width);
        }
        int[] row = new int[sparse.nonZeros()];
        int[] column = new int[row.length];
        float[] scaled = new float[row.length];
        for (int i = 0; i < sparse.rows(); i++) {
            double sum = 0;
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                sum += (double) sparse.value(e) * sparse.value(e);
            }
            float factor = (float) (1 / (Math.sqrt(sum) + EPSILON));
            for (int e = sparse.rowPointer(i); e < sparse.rowPointer(i + 1); e++) {
                row[e] = i;
                column[e] = sparse.columnIndex(e);
                scaled[e] = sparse.value(e) * factor;
            }
        }
        return new Rows(SparseMatrix.fromCoordinates(sparse.rows(), width, row, column, scaled), null, width);
    }

    /** The same for a tensor, without leaving its scope. */
    static Tensor normalised(Tensor x) {
        return x.div(x.square().sum(-1, true).sqrt().add(EPSILON));
    }
}
