package io.github.sibyl4j.reasoning.rrn;

import io.github.sibyl4j.tensor.Seed;
import java.util.List;

/** A list repeated without end, each time in another order. */
final class Shuffled<T> {
    private final List<T> values;
    private final Seed seed;
    /** Replaced as a whole, so that several threads may ask at a time. */
    private volatile Pass pass = new Pass(-1, new int[0]);

    private record Pass(long number, int[] order) {}

    Shuffled(List<T> values, Seed seed) {
        this.values = values;
        this.seed = seed;
    }

    T get(long place) {
        long number = place / values.size();
        Pass current = pass;
        if (current.number != number) {
            current = new Pass(number, seed.split(number).permutation(values.size()));
            pass = current;
        }
        return values.get(current.order[(int) (place % values.size())]);
    }
}
