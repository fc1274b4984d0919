package io.github.sibyl4j.graph.sampling;

import java.util.Arrays;

/**
 * Numbers keys from 0 on in the order in which they come. One table serves many rounds: what an earlier round has written
 * lies below what the present one writes, so that nothing needs to be cleared between them.
 */
final class Relabelling {
    static final int ABSENT = -1;

    private final int[] table;
    private int base = 1;
    private int count;

    /** @param keys keys are 0 to {@code keys - 1} */
    Relabelling(int keys) {
        table = new int[keys];
    }

    /** Forgets all keys. */
    void clear() {
        if (base > Integer.MAX_VALUE - count - table.length) {
            Arrays.fill(table, 0);
            base = 1;
        } else {
            base += count;
        }
        count = 0;
    }

    /** The number of a key, which it now gets if it had none: then it is the {@link #count()} before the call. */
    int add(int key) {
        int entry = table[key];
        if (entry >= base) {
            return entry - base;
        }
        table[key] = base + count;
        return count++;
    }

    /** The number of a key, or {@link #ABSENT}. */
    int get(int key) {
        return table[key] >= base ? table[key] - base : ABSENT;
    }

    int count() {
        return count;
    }
}
