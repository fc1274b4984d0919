package io.github.sibyl4j.tensor.backend.vector;

import static io.github.sibyl4j.tensor.backend.vector.VectorMemory.LANES;

import io.github.sibyl4j.tensor.backend.cpu.HostBuffer;
import java.util.Arrays;

/** What the loops of {@link RowPass} work on. A row lies on the heap, filled up to whole vectors. */
final class RowWork implements AutoCloseable {
    private static final int MOST_KEPT = 1 << 16;

    final int width;
    /** Where the part of a row begins that does not fill a vector. */
    final int whole;

    float[] row;
    /** The row that is read while {@link #row} is worked on. */
    float[] next;

    final float[] gain;
    final float[] bias;
    /** Sums over rows for the gradient of {@link #gain}. */
    final float[] gainSums;

    HostBuffer in;
    int inAt;
    HostBuffer second;
    HostBuffer out;
    int outAt;

    float shift;
    float scale;
    float slope;
    /** What reading a row found: its largest value or its sum. */
    float found;

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
        int room = (width + LANES - 1) / LANES * LANES;
        row = new float[room];
        next = new float[room];
        gain = new float[room];
        bias = new float[room];
        gainSums = new float[room];
    }

    /** Makes the row that was read the one to work on. */
    void turn() {
        float[] read = next;
        next = row;
        row = read;
    }

    /** Reads the part of a row that does not fill a vector, and {@code behind} it. */
    void readRest(HostBuffer x, float[] target, float behind) {
        x.read(inAt + whole, target, whole, width - whole);
        Arrays.fill(target, width, target.length, behind);
    }

    /** Ends reading the next row, of whose whole vectors {@link #found} is the largest value. */
    void readRestOfMax() {
        readRest(in, next, Float.NEGATIVE_INFINITY);
        float max = whole > 0 ? found : Float.NEGATIVE_INFINITY;
        for (int i = whole; i < width; i++) {
            max = next[i] > max ? next[i] : max;
        }
        found = max;
    }

    /** Ends reading the next row, of whose whole vectors {@link #found} is the sum. */
    void readRestOfSum() {
        readRest(in, next, 0);
        float sum = whole > 0 ? found : 0;
        for (int i = whole; i < width; i++) {
            sum += next[i];
        }
        found = sum;
    }

    /** Writes the part of a row that does not fill a vector. */
    void writeRest(float[] source) {
        out.write(outAt + whole, source, whole, width - whole);
    }
}
