package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * The families that kinship problems are about.
 *
 * @param generations from the founding couple on, 2 to 5
 * @param children of every couple, 1 to 10
 */
public record KinshipSettings(int generations, int children) {
    public KinshipSettings {
        require(generations >= 2 && generations <= 5, "generations must be 2 to 5, found %d", generations);
        require(children >= 1 && children <= 10, "children must be 1 to 10, found %d", children);
    }

    /** Three generations of four children a couple, as in CLUTRR's released sets. */
    public static KinshipSettings published() {
        return new KinshipSettings(3, 4);
    }
}
