package io.github.sibyl4j.graph.node;

import io.github.sibyl4j.tensor.SparseMatrix;

/** Rows of length 1, each as its columns that are not zero. */
final class LogisticRows {
    private final int[][] columns;
    private final double[][] values;
    private final int width;

    private LogisticRows(int nodes, int width) {
        columns = new int[nodes][];
        values = new double[nodes][];
        this.width = width;
    }

    static LogisticRows of(NodeFeatures x) {
        LogisticRows rows = new LogisticRows(x.nodes(), x.width());
        float[] dense = x.isSparse() ? null : x.toTensor().toArray();
        for (int node = 0; node < x.nodes(); node++) {
            if (dense == null) {
                rows.take(node, x.sparse());
            } else {
                rows.take(node, dense);
            }
        }
        return rows;
    }

    private void take(int node, SparseMatrix x) {
        int from = x.rowPointer(node);
        int count = x.rowPointer(node + 1) - from;
        columns[node] = new int[count];
        values[node] = new double[count];
        for (int i = 0; i < count; i++) {
            columns[node][i] = x.columnIndex(from + i);
            values[node][i] = x.value(from + i);
        }
        scale(values[node]);
    }

    private void take(int node, float[] x) {
        columns[node] = new int[width];
        values[node] = new double[width];
        for (int j = 0; j < width; j++) {
            columns[node][j] = j;
            values[node][j] = x[node * width + j];
        }
        scale(values[node]);
    }

    private static void scale(double[] row) {
        double sum = 0;
        for (double value : row) {
            sum += value * value;
        }
        double factor = sum == 0 ? 0 : 1 / Math.sqrt(sum);
        for (int i = 0; i < row.length; i++) {
            row[i] *= factor;
        }
    }

    int width() {
        return width;
    }

    /**
     * The probabilities of the classes of a row.
     *
     * @param weights {@code [class, width + 1]}, the bias last
     * @return the logarithm of the sum that they were divided by
     */
    double softmax(int row, double[] weights, double[] probabilities) {
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < probabilities.length; c++) {
            int at = c * (width + 1);
            double score = weights[at + width];
            for (int i = 0; i < columns[row].length; i++) {
                score += weights[at + columns[row][i]] * values[row][i];
            }
            probabilities[c] = score;
            most = Math.max(most, score);
        }
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = Math.exp(probabilities[c] - most);
            sum += probabilities[c];
        }
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] /= sum;
        }
        return most + Math.log(sum);
    }

    /** Adds a factor times the row, and the factor for the bias, to what belongs to a class. */
    void addTo(double[] sums, int c, int row, double factor) {
        int at = c * (width + 1);
        sums[at + width] += factor;
        for (int i = 0; i < columns[row].length; i++) {
            sums[at + columns[row][i]] += factor * values[row][i];
        }
    }
}
