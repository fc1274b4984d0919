package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * The split of Torch Spatiotemporal: the last {@code test} of all windows test, the last {@code validation} of the rest
 * validate, and before either {@code window} windows are left out, so that no target of one part is an input of the next.
 * (Target spans may still overlap when the horizon is longer than the window.)
 *
 * @param validation share of the windows that do not test, in (0, 1)
 * @param test share of all windows, in [0, 1)
 */
public record TslSplit(double validation, double test) implements Splitter {
    private static final int MOST_TRIED = 1 << 24;

    public TslSplit {
        require(validation > 0 && validation < 1, "validation must lie in (0, 1), found %s", validation);
        require(test >= 0 && test < 1, "test must lie in [0, 1), found %s", test);
    }

    /** 10 % of what is left after 20 % for testing: the protocol of the reference experiments. */
    public static TslSplit defaults() {
        return new TslSplit(0.1, 0.2);
    }

    @Override
    public Split split(Windows windows, int steps) {
        Split split = divide(windows, steps);
        if (split == null) {
            int needed = steps + 1;
            while (needed < MOST_TRIED && divide(windows, needed) == null) {
                needed++;
            }
            require(
                    false,
                    "%d steps are too few to divide into training, validation%s windows of %d + %d steps: at least %d"
                            + " are needed, or a shorter window or horizon",
                    steps,
                    test > 0 ? " and test" : "",
                    windows.window(),
                    windows.horizon(),
                    needed);
        }
        return split;
    }

    private Split divide(Windows windows, int steps) {
        int count = windows.count(steps);
        int testing = (int) (test * count);
        int validating = (int) (validation * (count - testing));
        int testFrom = count - testing;
        int validationFrom = testFrom - validating;
        int gap = windows.window();
        int validationTo = test > 0 ? testFrom - gap : testFrom;
        if (validationFrom - gap <= 0 || validationTo <= validationFrom || test > 0 && testing == 0) {
            return null;
        }
        return new Split(
                new IndexRange(0, validationFrom - gap),
                new IndexRange(validationFrom, validationTo),
                new IndexRange(testFrom, count));
    }
}
