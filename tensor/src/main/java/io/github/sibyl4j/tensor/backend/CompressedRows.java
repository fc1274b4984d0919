package io.github.sibyl4j.tensor.backend;

/**
 * A sparse matrix by rows: row {@code i} holds the entries {@code rowPointers[i]} to {@code rowPointers[i + 1] - 1}. The
 * arrays are shared, not copied; nobody writes to them.
 */
public record CompressedRows(int rows, int columns, int[] rowPointers, int[] columnIndices, float[] values) {}
