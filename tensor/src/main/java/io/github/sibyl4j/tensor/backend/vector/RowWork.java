package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import java.util.Arrays;

/**
 * What the loops of {@link RowPass} work on: rows {@code from} to {@code to - 1} of a matrix, block by block. The rows of a
 * block lie on the heap, each filled up to whole vectors.
 */
final class RowWork implements AutoCloseable {
    private static final int MOST_KEPT = 1 << 16;
    /** Values of a block: some rows of usual widths, so that it and the next one stay in the nearest cache. */
    private static final int BLOCK = 1 << 10;

    final int width;
    /** Where the part of a row begins that does not fill a vector. */
    final int whole;
    /** From one row to the next on the heap. */
    final int room;

    private final int mostRows;

    float[] row;
    /** The rows that are read while those of {@link #row} are worked on. */
    float[] next;

    final float[] gain;
    final float[] bias;
    /** Sums over rows for the gradient of {@link #gain}. */
    final float[] gainSums;

    HostBuffer in;
    HostBuffer second;
    HostBuffer out;

    /** In the block that is worked on. */
    int rows;
    /** In the block that is read, one at least: behind the last block its last row is read again. */
    int nextRows;

    private int first;
    private int firstNext;
    private int blockRows;
    private int to;

    // One for every row of the block.
    final float[] shift;
    final float[] scale;
    final float[] sums;
    /** What reading the next rows found: their largest values or their sums. */
    final float[] found;

    /** Kept from call to call, since a task has few rows and clearing new arrays would cost as much as they do. */
    private static final ThreadLocal<RowWork> LAST = new ThreadLocal<>();

    /** This thread's, for rows of a width. */
    static RowWork of(int width) {
        RowWork last = LAST.get();
        if (last == null || last.width != width) {
            last = new RowWork(width);
            LAST.set(last);
        }
        return last;
    }

    /** Lets go of what was worked on. */
    @Override
    public void close() {
        in = null;
        second = null;
        out = null;
        if (width > MOST_KEPT) {
            LAST.remove();
        }
    }

    private RowWork(int width) {
        this.width = width;
        this.whole = width / LANES * LANES;
        room = (width + LANES - 1) / LANES * LANES;
        mostRows = Math.max(1, BLOCK / Math.max(1, room));
        row = new float[mostRows * room];
        next = new float[mostRows * room];
        gain = new float[room];
        bias = new float[room];
        gainSums = new float[room];
        shift = new float[mostRows];
        scale = new float[mostRows];
        sums = new float[mostRows];
        found = new float[mostRows];
    }

    /** Makes the first block the one to read. */
    void begin(int from, int to) {
        int blocks = (to - from + mostRows - 1) / mostRows;
        blockRows = (to - from + blocks - 1) / blocks;
        this.to = to;
        first = from;
        rows = 0;
        read(from);
    }

    private void read(int from) {
        firstNext = Math.min(from, to - 1);
        nextRows = Math.max(1, Math.min(blockRows, to - from));
    }

    boolean hasNext() {
        return first + rows < to;
    }

    /** Makes the block that was read the one to work on, and the one behind it the one to read. */
    void turn() {
        float[] read = next;
        next = row;
        row = read;
        first += rows;
        rows = nextRows;
        read(first + rows);
    }

    /** Where row {@code r} of the block begins. */
    int at(int r) {
        return (first + r) * width;
    }

    /** Where row {@code r} of the next block begins; one that has fewer rows ends with copies of its last. */
    int nextAt(int r) {
        return (firstNext + Math.min(r, nextRows - 1)) * width;
    }

    /** Where rows have no whole vectors, nothing has been added up yet. */
    void clearSums() {
        Arrays.fill(sums, 0, rows, 0);
    }

    /** Reads the part of a row that does not fill a vector, into row {@code r} of a block, and {@code behind} it. */
    void readRest(HostBuffer x, int at, float[] target, int r, float behind) {
        x.read(at + whole, target, r * room + whole, width - whole);
        Arrays.fill(target, r * room + width, (r + 1) * room, behind);
    }

    /** Ends reading the next rows, of whose whole vectors {@link #found} are the largest values. */
    void readRestOfMax() {
        for (int r = 0; r < nextRows; r++) {
            readRest(in, nextAt(r), next, r, Float.NEGATIVE_INFINITY);
            float max = whole > 0 ? found[r] : Float.NEGATIVE_INFINITY;
            for (int i = r * room + whole; i < r * room + width; i++) {
                max = next[i] > max ? next[i] : max;
            }
            found[r] = max;
        }
    }

    /** Ends reading the next rows, of whose whole vectors {@link #found} are the sums. */
    void readRestOfSum() {
        for (int r = 0; r < nextRows; r++) {
            readRest(in, nextAt(r), next, r, 0);
            float sum = whole > 0 ? found[r] : 0;
            for (int i = r * room + whole; i < r * room + width; i++) {
                sum += next[i];
            }
            found[r] = sum;
        }
    }

    /** Writes the parts of rows that do not fill a vector. */
    void writeRest() {
        for (int r = 0; r < rows; r++) {
            out.write(at(r) + whole, row, r * room + whole, width - whole);
        }
    }
}
