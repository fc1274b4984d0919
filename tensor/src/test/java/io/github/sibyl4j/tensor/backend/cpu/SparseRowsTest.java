package io.github.sibyl4j.tensor.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.sibyl4j.tensor.Seed;
import io.github.sibyl4j.tensor.backend.CompressedRows;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparseRowsTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;
    private static final int PAGE = 4096;

    /** The last row of {@code x} is used, behind which a vector may reach. */
    private static final CompressedRows MATRIX = new CompressedRows(
            ROWS, COLUMNS, new int[] {0, 3, 3, 5}, new int[] {3, 0, 3, 1, 3}, new float[] {0.5f, -2, 3, 1, 7});

    private final Kernels kernels = new NativeBackend(1).kernels();

    static IntStream widths() {
        return IntStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void rowsOfAnyWidthAreSummed(int width) {
        float[] x = new Seed(width).uniform(COLUMNS * width, 1);
        HostBuffer own = HostBuffer.of(x.length);
        own.write(0, x, 0, x.length);
        assertArrayEquals(expected(x, width), sums(own, width), 1e-5f);

        FloatPointer pages = new FloatPointer(2 * PAGE / Float.BYTES);
        long skip = PAGE - pages.address() % PAGE;
        HostBuffer shared = HostBuffer.sharing(pages, skip, x.length, () -> pages.isNull());
        assertNotNull(shared, "all of it lies in one page");
        shared.write(0, x, 0, x.length);
        assertArrayEquals(expected(x, width), sums(shared, width), 1e-5f);
    }

    private float[] sums(HostBuffer x, int width) {
        HostBuffer out = HostBuffer.of((long) ROWS * width);
        kernels.sparseRows(MATRIX, x, 0, width, out, 0, 0, ROWS);
        float[] sums = new float[ROWS * width];
        out.read(0, sums, 0, sums.length);
        return sums;
    }

    private static float[] expected(float[] x, int width) {
        float[] sums = new float[ROWS * width];
        for (int row = 0; row < ROWS; row++) {
            for (int e = MATRIX.rowPointers()[row]; e < MATRIX.rowPointers()[row + 1]; e++) {
                for (int i = 0; i < width; i++) {
                    sums[row * width + i] += MATRIX.values()[e] * x[MATRIX.columnIndices()[e] * width + i];
                }
            }
        }
        return sums;
    }
}
