package io.github.sibyl4j.graph.forward;

import io.github.sibyl4j.tensor.SparseMatrix;

/** The entries of a sparse matrix while it is put together. */
final class SparseEntries {
    private final int[] row;
    private final int[] column;
    private final float[] values;
    private int count;

    SparseEntries(int capacity) {
        row = new int[capacity];
        column = new int[capacity];
        values = new float[capacity];
    }

    void add(int i, int j, float value) {
        row[count] = i;
        column[count] = j;
        values[count++] = value;
    }

    /** A row of another matrix, at the same place. */
    void addRow(SparseMatrix other, int i) {
        for (int e = other.rowPointer(i); e < other.rowPointer(i + 1); e++) {
            add(i, other.columnIndex(e), other.value(e));
        }
    }

    /** The matrix of all entries, of which there are as many as there was room for. */
    SparseMatrix matrix(int rows, int columns) {
        return SparseMatrix.fromCoordinates(rows, columns, row, column, values);
    }
}
