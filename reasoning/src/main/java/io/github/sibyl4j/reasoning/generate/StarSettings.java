package io.github.sibyl4j.reasoning.generate;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * How many random sequences the STaR generator chooses from.
 *
 * @param poolSize sequences of each length, 2 to 4
 * @param replacements sequences kept of each length and relation, those that compose to the relation alone
 */
public record StarSettings(int poolSize, int replacements) {
    public StarSettings {
        require(poolSize >= 1, "the pool size must be at least 1, found %d", poolSize);
        require(replacements >= 1, "replacements must be at least 1, found %d", replacements);
    }

    /** Those of the published files: pools of 1,000,000 sequences, lists of 800. */
    public static StarSettings published() {
        return new StarSettings(1_000_000, 800);
    }
}
