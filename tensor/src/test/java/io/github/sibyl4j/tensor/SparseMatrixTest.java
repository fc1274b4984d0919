package io.github.sibyl4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SparseMatrixTest {
    /** The second row is empty, and the last has a column twice. */
    private static final SparseMatrix MATRIX = SparseMatrix.fromCoordinates(
            3, 4, new int[] {0, 2, 2, 0, 2}, new int[] {1, 3, 0, 2, 3}, new float[] {1, 2, 3, 4, 5});

    @Test
    void gatheredRowsArePartsOfTheProduct() {
        Tensor x = Tensor.uniform(new Seed(1), 4, 5);
        int[] index = {2, 1, 0, 2};
        SparseMatrix rows = MATRIX.gatherRows(index);
        assertEquals(4, rows.rows());
        assertEquals(4, rows.columns());
        assertEquals(8, rows.nonZeros());
        assertArrayEquals(MATRIX.times(x).gather(index).toArray(), rows.times(x).toArray());
    }

    @Test
    void noRowsGiveAMatrixWithoutRows() {
        SparseMatrix none = MATRIX.gatherRows();
        assertEquals(0, none.rows());
        assertEquals(0, none.nonZeros());
    }

    @Test
    void aRowThatIsNotThereIsNamed() {
        for (int row : new int[] {-1, 3}) {
            InvalidInputException refused = assertThrows(InvalidInputException.class, () -> MATRIX.gatherRows(0, row));
            assertTrue(
                    refused.getMessage().contains("index[1] is " + row + ", of a matrix of 3 rows"),
                    refused.getMessage());
        }
    }
}
