package io.github.sibyl4j.graph.sampling;

import java.util.Arrays;

/** A growing array, kept from one sample to the next. */
final class IntList {
    /** The most that an array which doubles from its first length holds. */
    static final int MOST = 1 << 30;

    private int[] values = new int[1 << 10];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int get(int i) {
        return values[i];
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
