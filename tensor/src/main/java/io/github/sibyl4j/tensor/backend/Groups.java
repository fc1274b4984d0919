package io.github.sibyl4j.tensor.backend;

/**
 * Entries in groups: group {@code i} holds the entries {@code members[pointers[i]]} to {@code members[pointers[i + 1] - 1]}
 * in rising order, and {@code groupOf} says the reverse. The arrays are shared, not copied; nobody writes to them.
 */
public record Groups(int count, int[] pointers, int[] members, int[] groupOf) {}
