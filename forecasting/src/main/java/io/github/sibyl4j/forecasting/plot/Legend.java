package io.github.sibyl4j.forecasting.plot;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

import java.util.HashSet;
import java.util.List;

/**
 * What the lines of a figure stand for: {@code names.get(i)} has the colour {@code first + i}.
 *
 * @param first {@link #OBSERVED} or 0
 */
record Legend(int first, List<String> names) {
    /** The colour of what was observed; forecasters count from 0. */
    static final int OBSERVED = -1;

    Legend {
        names = List.copyOf(names);
        require(
                new HashSet<>(names).size() == names.size(),
                "two lines of the picture have the same name (%s): give each a name of its own",
                names);
    }
}
