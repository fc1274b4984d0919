package io.github.sibyl4j.graph.link;

import java.util.Arrays;

/** A set of numbers from 0 on, without boxes (open addressing with linear probing, Knuth, The Art of Computer Programming 6.4). */
final class LongSet {
    private static final long FREE = -1;

    private final long[] slots;
    private final int mask;

    /** @param most how many numbers will be added at most */
    LongSet(int most) {
        int size = Integer.highestOneBit(Math.max(8, Math.min(most, 1 << 28) - 1)) << 2;
        slots = new long[size];
        mask = size - 1;
        Arrays.fill(slots, FREE);
    }

    /** Whether the number was new. */
    boolean add(long number) {
        int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != FREE) {
            if (slots[slot] == number) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = number;
        return true;
    }
}
