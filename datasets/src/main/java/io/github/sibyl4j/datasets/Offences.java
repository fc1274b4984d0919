package io.github.sibyl4j.datasets;

import io.github.sibyl4j.tensor.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Counts what is wrong in one way and remembers the first three places, so that one message shows the extent. */
final class Offences {
    private static final int SHOWN = 3;

    private final List<String> first = new ArrayList<>(SHOWN);
    private int count;

    void add(String place) {
        if (count++ < SHOWN) {
            first.add(place);
        }
    }

    int count() {
        return count;
    }

    /** The first three places; says how many more there are. */
    String places() {
        String shown = String.join("; ", first);
        return count > SHOWN ? shown + "; and " + (count - SHOWN) + " more" : shown;
    }

    /** Throws "origin: what: places. remedy" if anything was added. */
    void rejectIfAny(String origin, String what, String remedy) {
        if (count > 0) {
            throw new InvalidInputException(origin + ": " + what + ": " + places() + ". " + remedy);
        }
    }
}
