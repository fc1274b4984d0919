package io.github.sibyl4j.graph.series;

import static io.github.sibyl4j.tensor.InvalidInputException.require;

/**
 * The split of DCRNN (Li et al., ICLR 2018) and those who followed it: by window number, without gaps, so windows at the
 * borders overlap. The test part is {@code round(test n)} windows, the training part {@code round(train n)}, the rest
 * validates.
 */
public record DcrnnSplit(double train, double test) implements Splitter {
    public DcrnnSplit {
        require(train > 0 && test > 0 && train + test < 1, "train %s and test %s must leave a rest", train, test);
    }

    /** 70 / 10 / 20. */
    public static DcrnnSplit defaults() {
        return new DcrnnSplit(0.7, 0.2);
    }

    @Override
    public Split split(Windows windows, int steps) {
        int count = windows.count(steps);
        int testing = (int) Math.rint(test * count);
        int training = (int) Math.rint(train * count);
        require(
                training > 0 && testing > 0 && training + testing < count,
                "%d steps give %d windows of %d + %d steps, too few to divide: at least %d steps are needed",
                steps,
                count,
                windows.window(),
                windows.horizon(),
                windows.window()
                        + windows.horizon()
                        + (int) Math.ceil(2 / Math.min(train, Math.min(test, 1 - train - test))));
        return new Split(
                new IndexRange(0, training),
                new IndexRange(training, count - testing),
                new IndexRange(count - testing, count));
    }
}
