package io.github.sibyl4j.tensor;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import io.github.sibyl4j.tensor.backend.CompressedRows;
import java.util.Arrays;

/**
 * An immutable sparse matrix in compressed sparse row form: row {@code i} holds the entries {@code rowPointers[i]} to
 * {@code rowPointers[i + 1] - 1}. Entries of a row keep the order in which they were given; repeated columns are
 * allowed and add up in a product.
 */
public final class SparseMatrix {
    private final CompressedRows entries;
    private volatile Transposed transposed;
    private volatile Segments byRow;
    private volatile Segments byColumn;

    /** @param order the entry of this matrix that became entry {@code e} of the transposed one */
    private record Transposed(SparseMatrix matrix, int[] order) {}

    private SparseMatrix(CompressedRows entries) {
        this.entries = entries;
    }

    /**
     * Builds a matrix from coordinates: entry {@code e} is {@code values[e]} at {@code (row[e], column[e])}.
     *
     * @throws InvalidInputException if the arrays differ in length or an index lies outside the matrix
     */
    public static SparseMatrix fromCoordinates(int rows, int columns, int[] row, int[] column, float[] values) {
        require(rows >= 0 && columns >= 0, "a sparse matrix cannot have the shape [%d, %d]", rows, columns);
        require(
                row.length == column.length && row.length == values.length,
                "row, column and values must be equally long, found %d, %d and %d",
                row.length,
                column.length,
                values.length);
        int[] pointers = new int[rows + 1];
        for (int e = 0; e < row.length; e++) {
            require(
                    row[e] >= 0 && row[e] < rows && column[e] >= 0 && column[e] < columns,
                    "entry %d lies at (%d, %d), outside the matrix [%d, %d]",
                    e,
                    row[e],
                    column[e],
                    rows,
                    columns);
            pointers[row[e] + 1]++;
        }
        for (int i = 0; i < rows; i++) {
            pointers[i + 1] += pointers[i];
        }
        int[] next = Arrays.copyOf(pointers, rows);
        int[] indices = new int[row.length];
        float[] sorted = new float[row.length];
        for (int e = 0; e < row.length; e++) {
            int slot = next[row[e]]++;
            indices[slot] = column[e];
            sorted[slot] = values[e];
        }
        return new SparseMatrix(new CompressedRows(rows, columns, pointers, indices, sorted));
    }

    /**
     * The rows {@code index[0], index[1], ...} as a matrix of their own; a row may occur more than once.
     *
     * @throws InvalidInputException if there is no such row
     */
    public SparseMatrix gatherRows(int... index) {
        int[] pointers = new int[index.length + 1];
        for (int i = 0; i < index.length; i++) {
            require(index[i] >= 0 && index[i] < rows(), "index[%d] is %d, of a matrix of %d rows", i, index[i], rows());
            pointers[i + 1] = pointers[i] + rowPointer(index[i] + 1) - rowPointer(index[i]);
        }
        int[] columns = new int[pointers[index.length]];
        float[] values = new float[columns.length];
        for (int i = 0; i < index.length; i++) {
            int count = pointers[i + 1] - pointers[i];
            System.arraycopy(entries.columnIndices(), rowPointer(index[i]), columns, pointers[i], count);
            System.arraycopy(entries.values(), rowPointer(index[i]), values, pointers[i], count);
        }
        return new SparseMatrix(new CompressedRows(index.length, columns(), pointers, columns, values));
    }

    public int rows() {
        return entries.rows();
    }

    public int columns() {
        return entries.columns();
    }

    public int nonZeros() {
        return entries.values().length;
    }

    /** The first entry of row {@code i}; {@code i = rows()} gives the number of entries. */
    public int rowPointer(int i) {
        return entries.rowPointers()[i];
    }

    public int columnIndex(int entry) {
        return entries.columnIndices()[entry];
    }

    public float value(int entry) {
        return entries.values()[entry];
    }

    /** The entries by row: what belongs together in a softmax over a node's incoming edges. */
    public Segments entriesByRow() {
        Segments result = byRow;
        if (result == null) {
            int[] row = new int[nonZeros()];
            for (int i = 0; i < rows(); i++) {
                Arrays.fill(row, rowPointer(i), rowPointer(i + 1), i);
            }
            result = Segments.of(row, rows());
            byRow = result;
        }
        return result;
    }

    /** The entries by column. */
    public Segments entriesByColumn() {
        Segments result = byColumn;
        if (result == null) {
            result = Segments.of(entries.columnIndices(), columns());
            byColumn = result;
        }
        return result;
    }

    /** The form that kernels read. */
    CompressedRows entries() {
        return entries;
    }

    /**
     * This matrix times {@code x} {@code [..., columns, width]}, which gives {@code [..., rows, width]}.
     *
     * @throws IllegalArgumentException if {@code x} does not fit
     */
    public Tensor times(Tensor x) {
        return Products.sparse(this, x);
    }

    /**
     * The same with learned values: entry {@code e} of this matrix's structure counts {@code weights[e]} instead of
     * {@link #value}. With several heads, every head weighs its own equal part of a row of {@code x}. Gradients flow into
     * both.
     *
     * @param x {@code [..., columns, width]}
     * @param weights {@code [entry]} or {@code [entry, head]}, where {@code head} divides {@code width}
     * @return {@code [..., rows, width]}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Tensor times(Tensor x, Tensor weights) {
        return Products.weightedSparse(this, x, weights);
    }

    /**
     * Graph attention over this matrix's structure: every row's mean of the rows of {@code x} that its entries name, head by
     * head, with the weights {@code softmax(leakyRelu(source[column] + target[row]))} over the row's entries; 0 for a row
     * without entries. Nothing is kept per entry (Velickovic et al., ICLR 2018; weights are computed anew for gradients, as
     * by Dao et al., NeurIPS 2022). Gradients flow into all three.
     *
     * @param x {@code [columns, width]}, where the number of heads divides {@code width}
     * @param source {@code [columns, head]}
     * @param target {@code [rows, head]}
     * @param slope of the leaky ReLU for scores below zero, from 0 to 1
     * @return {@code [rows, width]}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Tensor attention(Tensor x, Tensor source, Tensor target, float slope) {
        return GraphAttention.attention(this, x, source, target, slope);
    }

    /** The transposed matrix, built once and kept, since every gradient of a product needs it. */
    public SparseMatrix transpose() {
        return transposed().matrix;
    }

    /** The entry of this matrix that stands at each place of {@link #transpose()}. */
    int[] transposedOrder() {
        return transposed().order;
    }

    private Transposed transposed() {
        Transposed result = transposed;
        if (result == null) {
            int[] next = new int[columns() + 1];
            for (int column : entries.columnIndices()) {
                next[column + 1]++;
            }
            for (int i = 0; i < columns(); i++) {
                next[i + 1] += next[i];
            }
            int[] pointers = next.clone();
            int[] order = new int[nonZeros()];
            int[] indices = new int[nonZeros()];
            float[] values = new float[nonZeros()];
            for (int row = 0; row < rows(); row++) {
                for (int e = rowPointer(row); e < rowPointer(row + 1); e++) {
                    int slot = next[columnIndex(e)]++;
                    order[slot] = e;
                    indices[slot] = row;
                    values[slot] = value(e);
                }
            }
            result = new Transposed(
                    new SparseMatrix(new CompressedRows(columns(), rows(), pointers, indices, values)), order);
            transposed = result;
        }
        return result;
    }

    @Override
    public String toString() {
        return "SparseMatrix[" + rows() + ", " + columns() + ", " + nonZeros() + " entries]";
    }
}
